"""Kernels that measure and read say what their plain twins say."""

import numpy as np
import pytest

from engine.data.examples import Examples, one_hot
from engine.execution.tracing import kernel_layout, trace_compiled, trace_plainly
from engine.functions.costs import COST
from engine.kernels.dense.scoring import score_examples
from engine.networks.network import Network
from engine.training.loss_trace import MOST_TRACE_POINTS, LossTrace
from engine.training.measurement import Measurement, examine, examine_plainly, layer_measures
from engine.training.settings import TrainingSettings

LAYERS = (
    "20-8-10",
    "64-40-30-10",
    "20 dense9:tanh dense8:relu softmax10",
    "20 dense9:leaky-relu dense10:linear",
)


def network_of(layers, cost="cross-entropy"):
    settings = TrainingSettings.from_values({"layers": layers, "cost": cost})
    return Network.initialised(settings.specification(), settings.initialiser, 3), settings


def examples_for(network, count=57, seed=1):
    generator = np.random.default_rng(seed)
    x = generator.uniform(size=(count, network.specification.sizes[0]))
    x[generator.uniform(size=x.shape) < 0.6] = 0
    labels = generator.integers(0, 10, count).astype(np.uint8)
    return x.astype(np.float32), labels


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy", "log-likelihood"])
@pytest.mark.parametrize("layers", [each for each in LAYERS if "linear" not in each])
def test_the_kernel_measures_what_numpy_measures(layers, cost):
    # by score_sparse in float32, by score_examples in float64
    network, settings = network_of(layers, cost)
    x, labels = examples_for(network)
    examples, rows, found = Examples(x, labels), np.arange(5, 57), []
    for work in (examine, examine_plainly):
        answers, confidence = np.zeros(52, np.uint8), np.zeros(52, network.parameters.dtype)
        cost = work(network, settings, examples, rows, answers, confidence)
        found.append((cost, answers, confidence))
    assert found[0][0] == pytest.approx(found[1][0], rel=1e-5)
    np.testing.assert_array_equal(found[0][1], found[1][1])
    np.testing.assert_allclose(found[0][2], found[1][2], rtol=1e-4)


@pytest.mark.parametrize("batch", [1, 7, 57, 100])
def test_batches_of_any_size_give_the_same_cost(batch):
    network, _ = network_of("20-8-10")
    x, labels = examples_for(network)
    kind, layout = network.parameters.dtype, kernel_layout(network.specification)
    y, scratch = np.eye(10)[labels], np.zeros(2 * batch * layout.neurons, kind)
    answers, confidence = np.zeros(57, np.uint8), np.zeros(57, kind)
    total = score_examples(
        network.parameters,
        layout.sizes,
        layout.codes,
        x.astype(kind),
        labels,
        np.arange(57),
        batch,
        1,
        *np.split(scratch, 2),
        answers,
        confidence,
    )
    a = network.feedforward(x)
    assert total == pytest.approx(float(-np.log(np.where(y == 1, a, 1 - a)).sum()))
    np.testing.assert_array_equal(answers, a.argmax(axis=1))


def test_pieces_of_any_size_add_up_to_the_whole():
    network, settings = network_of("20-8-10")
    x, labels = examples_for(network, 2_345)
    score = Measurement(network, settings, {"test": Examples(x, labels)}).finish()["test"]
    answers = network.feedforward(x).argmax(axis=1)
    np.testing.assert_array_equal(score.answers, answers)
    assert score.accuracy == pytest.approx((answers == labels).mean())


@pytest.mark.parametrize("layers", LAYERS)
@pytest.mark.parametrize("batch", [1, 3])
def test_the_kernel_follows_a_picture_as_numpy_does(layers, batch):
    network, _ = network_of(layers, "quadratic")
    x, _ = examples_for(network, batch)
    for ours, theirs in zip(trace_compiled(network, x), trace_plainly(network, x), strict=True):
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_marks_are_found_by_step_and_forgotten_after_it():
    loss_trace = LossTrace()
    for step in range(0, 100, 10):
        loss_trace.add(step, step / 2)
    steps, costs = loss_trace.until(35)
    assert steps.tolist() == [0, 10, 20, 30]
    assert costs.tolist() == [0, 5, 10, 15]
    loss_trace.forget_after(50)
    assert len(loss_trace) == loss_trace.count(10_000) == 6


def test_marks_are_thinned_before_they_are_too_many():
    loss_trace = LossTrace()
    for step in range(3 * MOST_TRACE_POINTS):
        loss_trace.add(step, 0.0)
    steps, _ = loss_trace.until(3 * MOST_TRACE_POINTS)
    assert MOST_TRACE_POINTS / 2 <= len(steps) <= MOST_TRACE_POINTS
    assert steps[0] == 0
    assert (np.diff(steps) > 0).all()


@pytest.mark.parametrize("layers", ["2-4:tanh-1", "3-200:tanh-40-1"])
@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
def test_a_single_output_answers_1_above_one_half(layers, cost):
    # in float64 by planes, in float32 by NumPy
    network, settings = network_of(layers, cost)
    generator = np.random.default_rng(2)
    x = generator.normal(size=(40, network.specification.sizes[0])).astype(np.float32)
    labels = generator.integers(0, 2, 40).astype(np.uint8)
    score = Measurement(network, settings, {"all": Examples(x, labels)}).finish()["all"]
    outputs = network.feedforward(x.astype(network.parameters.dtype))[:, 0].astype(float)
    np.testing.assert_array_equal(score.answers, outputs > 0.5)
    assert score.accuracy == ((outputs > 0.5) == labels).mean()
    np.testing.assert_allclose(score.confidence, np.maximum(outputs, 1 - outputs), rtol=1e-5)
    by_hand = {
        "quadratic": 0.5 * (outputs - labels) ** 2,
        "cross-entropy": -np.log(np.where(labels == 1, outputs, 1 - outputs)),
    }
    assert score.cost == pytest.approx(by_hand[cost].mean(), rel=1e-5)


@pytest.mark.parametrize(
    ("layers", "cost"),
    [
        ("2-4-2-1", "cross-entropy"),
        ("2-5:relu-3:tanh-1", "quadratic"),
        ("2-6:sigmoid-3:softmax", "log-likelihood"),
        ("784-30-10", "cross-entropy"),
        ("28x28 conv2@5:relu pool2 dense12 softmax10", "log-likelihood"),
    ],
)
def test_slopes_and_saturation_of_layers_are_those_of_backprop(layers, cost):
    settings = TrainingSettings.from_values({"layers": layers, "cost": cost})
    specification = settings.specification()
    network = Network.initialised(specification, "normal", 3)
    generator = np.random.default_rng(3)
    x = generator.random((70, specification.inputs)).astype(np.float32)
    outputs = specification.sizes[-1]
    probe = Examples(x, generator.integers(0, max(outputs, 2), 70).astype(np.uint8))
    norms, shares = layer_measures(network, settings, probe)
    kind = network.parameters.dtype
    y = one_hot(probe.labels, outputs, kind)
    gradient = network.backprop(x.astype(kind), y, COST[cost])
    expected = [np.linalg.norm(w) for w in Network(specification, gradient).weights]
    tolerance = 1e-9 if kind == np.float64 else 1e-4
    np.testing.assert_allclose(norms, expected, rtol=tolerance)
    zs, activations = network.trace(x.astype(kind))
    for share, activation, z, a in zip(
        shares, network.activations, zs, activations[1:], strict=True
    ):
        flat = np.abs(activation.derivative(z, a)) < activation.saturation
        assert share == pytest.approx(flat.mean(), abs=0.01)


def test_small_parts_are_measured_together_to_the_same_bits():
    settings = TrainingSettings.from_values({"layers": "2-4-1", "cost": "cross-entropy"})
    network = Network.initialised(settings.specification(), "normal", 2)
    generator = np.random.default_rng(2)
    parts = {
        name: Examples(
            generator.normal(size=(count, 2)).astype(np.float32),
            generator.integers(0, 2, count).astype(np.uint8),
        )
        for name, count in (("training", 210), ("validation", 33), ("test", 0))
    }
    together = Measurement(network, settings, parts).finish()
    assert set(together) == {"training", "validation"}
    for name, score in together.items():
        alone = Measurement(network, settings, {name: parts[name]}).finish()[name]
        assert (score.cost, score.accuracy) == (alone.cost, alone.accuracy)
        np.testing.assert_array_equal(score.answers, alone.answers)
        np.testing.assert_array_equal(score.confidence, alone.confidence)
