"""Convolution and pooling: against finite differences, and the kernels against plain NumPy."""

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.errors import SettingError, ShapeError
from engine.functions.costs import COST
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.training.measurement import Measurement, examine, examine_plainly
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

compiled = pytest.mark.skipif(not JIT_AVAILABLE, reason="kernels are not compiled here")

NETWORKS = (
    "12x12 conv3@3:tanh pool2 dense5:sigmoid softmax3",
    "12x12 conv3@3:sigmoid pool2 conv9@3same:tanh avgpool2 dense5:sigmoid softmax3",
    "2x9x9 conv3@3/2:tanh l2pool2 dense4:tanh softmax3",
    "9x11 conv3@4:leaky-relu conv2@2:tanh pool3/2 softmax3",
    "3x8x8 conv5@3same/2:linear conv12@3:sigmoid softmax3",
    "14x14 conv20@5:relu pool2 conv11@3:relu pool2 dense7:relu dense6:tanh softmax3",
)


def examples(layers, count=23, kind=np.float32, seed=1):
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(count, parse_layers(layers).inputs)).astype(kind)
    x[generator.uniform(size=x.shape) < 0.3] = 0
    return Examples(x, generator.integers(0, 3, count).astype(np.uint8))


def settings(layers, **values):
    asked = {"layers": layers, "cost": "log-likelihood", "eta": 0.2, "batch": 10, "epochs": 9}
    return TrainingSettings.from_values({**asked, **values})


@pytest.mark.parametrize("layers", NETWORKS)
def test_gradients_agree_with_central_differences(layers):
    specification, cost = parse_layers(layers, "log-likelihood"), COST["log-likelihood"]
    generator = np.random.default_rng(2)
    network = Network(specification, 0.4 * generator.normal(size=specification.parameter_count))
    data = examples(layers, 4, np.float64)
    y = np.eye(3)[data.labels]
    gradient = network.backprop(data.x, y, cost)
    chosen = generator.choice(len(gradient), min(len(gradient), 120), replace=False)
    numeric = np.zeros(len(chosen))
    for n, place in enumerate(chosen):
        sides = []
        for step in (1e-6, -1e-6):
            moved = network.parameters.copy()
            moved[place] += step
            a = Network(specification, moved).feedforward(data.x)
            sides.append(cost.value(a, y).mean())
        numeric[n] = (sides[0] - sides[1]) / 2e-6
    error = np.abs(gradient[chosen] - numeric).max() / np.abs(numeric).max()
    assert error < 1e-6


@compiled
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"dropout": 0.5},
        {"momentum": 0.9, "lambda": 0.3},
        {"momentum": 0.9, "optimiser": "nesterov", "lambda": 0.2, "regulariser": "l1"},
        {"lambda": 0.5, "dropout": 0.3},
        {"lambda": 0.5, "regulariser": "l1", "cost": "quadratic"},
    ],
    ids=str,
)
@pytest.mark.parametrize("layers", NETWORKS)
def test_the_kernel_trains_like_plain_numpy(monkeypatch, layers, values):  # train_maps
    trained = []
    for plain in (False, True):
        trainer = Trainer(settings(layers, **values), examples(layers), 3)
        if plain:
            monkeypatch.setattr("engine.training.trainer.JIT_AVAILABLE", False)
        while trainer.state.step < 5:
            trainer.train(5 - trainer.state.step)
        trained.append(trainer.state)
    count = len(trained[0].parameters)
    for name in ("parameters", "velocity"):
        # behind the velocity lies the newest step, which the plain program does not keep
        ours, theirs = (getattr(state, name)[:count] for state in trained)
        np.testing.assert_allclose(ours, theirs, rtol=2e-4, atol=2e-5)


@compiled
@pytest.mark.parametrize("layers", NETWORKS)
def test_pieces_of_any_size_give_the_same_bits(layers):
    digests = set()
    for pieces in ((3, 3, 3), (1, 2, 3, 3), (9,)):
        trainer = Trainer(settings(layers, momentum=0.5, dropout=0.2), examples(layers), 3)
        for piece in pieces:
            left = piece
            while left:
                left -= trainer.train(left)
        digests.add(trainer.network.digest())
    assert len(digests) == 1


@compiled
@pytest.mark.parametrize("layers", NETWORKS)
def test_the_kernel_measures_like_plain_numpy(layers):  # score_maps
    data, asked = examples(layers), settings(layers)
    network = Network.initialised(asked.specification(), "1/sqrt(n_in)", 3)
    rows = np.random.default_rng(3).permutation(len(data))
    seen = []
    for work in (examine, examine_plainly):
        answers, confidence = np.zeros(len(rows), np.uint8), np.zeros(len(rows), np.float32)
        cost = work(network, asked, data, rows, answers, confidence)
        seen.append((cost, answers, confidence))
    assert seen[0][0] == pytest.approx(seen[1][0], rel=1e-4)
    assert np.array_equal(seen[0][1], seen[1][1])
    np.testing.assert_allclose(seen[0][2], seen[1][2], rtol=1e-4)


@compiled
def test_a_measurement_goes_through_whole_data_sets():
    layers = NETWORKS[1]
    data, asked = examples(layers, 101), settings(layers)
    network = Network.initialised(asked.specification(), "he", 1)
    score = Measurement(network, asked, {"training": data}).finish()["training"]
    answers = network.feedforward(data.x).argmax(axis=1)
    assert score.accuracy == pytest.approx((answers == data.labels).mean())


def test_max_pooling_counts_the_first_of_equal_cells():
    layers = "4x4 conv1@1:linear pool2 softmax3"
    specification = parse_layers(layers, "log-likelihood")
    network = Network(specification, np.full(specification.parameter_count, 0.5))
    network.weights[0][:] = [[1, 2, 3, 4], [0, 1, 0, 1], [2, 0, 1, 0]]
    x = np.ones((1, 16))
    gradient = network.backprop(x, np.eye(3)[:1], COST["log-likelihood"])
    moved = x.copy()
    # only the first cell of each window learns: its input alone enters the gradient
    moved[0, [1, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15]] = 1 - 1e-9
    again = network.backprop(moved, np.eye(3)[:1], COST["log-likelihood"])
    np.testing.assert_allclose(gradient, again, rtol=1e-6)


def test_book_s_networks_have_the_book_s_numbers_of_parameters():
    shallow = parse_layers("28x28 dense100 softmax10", "log-likelihood")
    one = parse_layers("28x28 conv20@5 pool2 dense100 softmax10", "log-likelihood")
    two = parse_layers("28x28 conv20@5 pool2 conv40@5 pool2 dense100 softmax10", "log-likelihood")
    assert shallow.parameter_count == 79_510
    assert one.parameter_count == 289_630
    assert one.front[0].parameter_count == 520
    assert two.parameter_count == 85_670
    assert two.sizes == (640, 100, 10)
    assert [stage.out_shape for stage in two.front] == [(20, 12, 12), (40, 4, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "28x28 conv20@5:sigmoid pool2 dense100:sigmoid dense10:softmax",
        "3x32x32 conv8@3same:relu conv4@4/2:tanh avgpool3/2 dense10:softmax",
        "9x9 conv3@2:linear l2pool2 dense4:relu dense2:softmax",
    ],
)
def test_a_network_is_written_as_it_is_read(text):
    assert str(parse_layers(text, "log-likelihood")) == text


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ("28x28 conv20@30 softmax10", "conv20@30 needs at least 30x30 inputs, got 28x28"),
        (
            "28x28 conv20@5 pool2 conv40@13 softmax10",
            "conv40@13 needs at least 13x13 inputs, got 12x12",
        ),
        ("28x28 conv20@25 pool5 softmax10", "pool5 needs at least 5x5 inputs, got 4x4"),
        ("784 conv20@5 softmax10", "input of rows and columns such as 28x28"),
        ("28x28 pool2 softmax10", "needs the maps of a convolution, got the picture"),
        ("28x28 conv4@5 pool2 pool2 softmax10", "the maps of a convolution, got pool2"),
        ("28x28 dense30 conv4@5 softmax10", "got the neurons of a dense layer"),
        ("28x28 conv4@5 pool2", "a dense layer behind the last convolution"),
        ("28x28 conv4@4same softmax10", "an odd field for 'same', got 4x4"),
        ("28x28 conv0@5 softmax10", "needs 1 to"),
        ("28x28 conv4@5/0 softmax10", "a stride of at least 1"),
        ("28x28 conv4@5 pool0 softmax10", "a window and a step of at least 1"),
    ],
)
def test_a_network_that_cannot_be_built_is_refused_with_its_shapes(layers, words):
    with pytest.raises(ShapeError) as caught:
        parse_layers(layers, "log-likelihood")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "layers",
    [
        "28x28 conv softmax10",
        "28x28 conv20 softmax10",
        "28x28 conv20@5:swish softmax10",
        "28x28 conv20@5:softmax softmax10",
        "28x28 conv20@5 minpool2 softmax10",
    ],
)
def test_a_word_that_is_no_layer_is_refused(layers):
    with pytest.raises(SettingError):
        parse_layers(layers, "log-likelihood")
