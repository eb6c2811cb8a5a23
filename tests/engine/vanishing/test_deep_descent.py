"""Descent of deep networks: against the readable network, replayed to the bit, never lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.functions.costs import COST
from engine.networks.network import Network
from engine.vanishing.ablations import begun, specification_of
from engine.vanishing.deep_descent import MOST_FRAMES, MOST_MOMENTS, DeepDescent, Rule
from engine.vanishing.initial_gradients import InitialGradients, Shape
from engine.vanishing.layer_statistics import BINS, LayerStatistics, histogram
from engine.vanishing.learning_speeds import gradients_of
from tests.reference.naive_speeds import descend, saturation

RULE = Rule(0.5, 1.0, 0.5)


@pytest.fixture
def examples(generator):
    """Return 40 small examples in float32."""
    x = generator.random((40, 12)).astype(np.float32)
    return x, np.eye(10, dtype=np.float32)[generator.integers(0, 10, 40)]


def shape(depth=3, activation="sigmoid", initialiser="1/sqrt(n_in)", cost="cross-entropy"):
    """Return a narrow deep network."""
    return Shape(depth, 6, activation, initialiser, cost)


def run(descent, rule=RULE, epochs=1):
    """Let so many epochs pass."""
    while not descent.piece():
        pass
    for _ in range(epochs):
        if descent.begin(rule):
            while not descent.piece():
                pass
    return descent


def speeds(descent):
    """Return ‖δ^l‖ at every place that is kept."""
    return np.stack([moment.gradients.speeds for moment in descent.moments])


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky-relu", "linear"])
@pytest.mark.parametrize("cost", ["cross-entropy", "quadratic"])
def test_a_pass_is_that_of_the_readable_network(examples, activation, cost):
    x, y = examples
    specification = specification_of(shape(3, activation, cost=cost), 12, 10)
    drawn = Network.initialised(specification, "1/sqrt(n_in)", 2)
    network = Network(specification, drawn.parameters.astype(np.float64))
    work = LayerStatistics(x.astype(np.float64), y.astype(np.float64), cost)
    pieces = sum(1 for _ in work.pieces(network, 0))
    expected = network.backprop(x, y, COST[cost])
    np.testing.assert_allclose(work.gradient, expected, rtol=1e-9, atol=1e-15)
    assert pieces == 8
    moment = work.moment
    found = gradients_of(specification, expected)
    np.testing.assert_allclose(moment.gradients.speeds, found.speeds, rtol=1e-9)
    np.testing.assert_allclose(moment.gradients.weights, found.weights, rtol=1e-9)
    extreme, dead = saturation(network, x)
    np.testing.assert_array_equal(moment.saturated, extreme)
    np.testing.assert_array_equal(moment.dead, dead)
    outputs = network.feedforward(x)
    assert moment.cost == pytest.approx(COST[cost].value(outputs, y).mean(), rel=1e-9)
    assert moment.accuracy == (outputs.argmax(1) == y.argmax(1)).mean()
    np.testing.assert_allclose(moment.histograms.sum(axis=1), 1.0)


def test_a_histogram_counts_every_activation_once():
    a = np.array([[0.0, 0.024, 0.026], [0.5, 0.99, 1.0]])
    shares, ends = histogram(a, "sigmoid")
    assert ends == (0.0, 1.0)
    assert (shares[0], shares[10], shares[-1]) == (0.5, pytest.approx(1 / 6), pytest.approx(1 / 3))
    assert len(shares) == BINS
    assert histogram(a * 3, "relu")[1] == (0.0, 3.0)


def test_full_batch_descent_is_that_of_the_naive_twin(examples):
    x, y = examples
    descent = begun(shape(), x, y, 4)
    network = Network(
        specification_of(shape(), 12, 10),
        Network.initialised(specification_of(shape(), 12, 10), "1/sqrt(n_in)", 4)
        .parameters.astype(np.float32),
    )  # fmt: skip
    naive = descend(network, (x, y), "cross-entropy", 0.5, 1.0)
    run(descent, Rule(0.5, 1.0), 12)
    expected = np.stack([next(naive).speeds for _ in range(13)])
    np.testing.assert_allclose(speeds(descent), expected, rtol=2e-4)


def test_momentum_is_equation_107(examples):
    x, y = examples
    descent = run(begun(shape(), x, y, 1), Rule(0.5, 0.0, 0.9), 2)
    specification = specification_of(shape(), 12, 10)
    start = Network.initialised(specification, "1/sqrt(n_in)", 1).parameters.astype(np.float64)
    p, v = start.copy(), np.zeros_like(start)
    for _ in range(2):
        v = 0.9 * v - 0.5 * Network(specification, p).backprop(x, y, COST["cross-entropy"])
        p = p + v
    np.testing.assert_allclose(descent._network.parameters, p, atol=2e-5)
    steps = [np.linalg.norm(b) for b in Network(specification, v).biases[:-1]]
    np.testing.assert_allclose(descent.step_lengths, steps, rtol=1e-2)


@pytest.mark.parametrize("rule", [RULE, Rule(0.5, 1.0, 0.5, 7)], ids=["full", "mini"])
def test_going_back_and_on_gives_the_same_bits(examples, rule):
    x, y = examples
    whole = run(begun(shape(), x, y, 1), rule, 30)
    other = run(begun(shape(), x, y, 1), rule, 20)
    other.seek(7)
    assert other.step == 7
    assert other.last_step == 20
    run(other, rule, 23)
    assert other.step == 30
    assert speeds(other).tobytes() == speeds(whole).tobytes()
    assert other._network.parameters.tobytes() == whole._network.parameters.tobytes()


def test_another_rule_forgets_the_future_and_begins_from_the_place_shown(examples):
    x, y = examples
    descent = run(begun(shape(), x, y, 1), RULE, 12)
    descent.seek(5)
    other = Rule(0.1, 0.0, 0.0)
    run(descent, other, 4)
    assert (descent.step, descent.last_step) == (9, 9)
    straight = run(begun(shape(), x, y, 1), RULE, 5)
    run(straight, other, 4)
    assert speeds(descent).tobytes() == speeds(straight).tobytes()


def test_work_that_was_given_up_leaves_no_trace(examples):
    x, y = examples
    descent = run(begun(shape(), x, y, 1), RULE, 6)
    for pieces in range(1, 7):
        descent.begin(RULE)
        for _ in range(pieces):
            descent.piece()
        descent.seek(descent.step)
        assert not descent.working
    run(descent, RULE, 3)
    assert speeds(descent).tobytes() == speeds(run(begun(shape(), x, y, 1), RULE, 9)).tobytes()


def test_a_long_way_is_thinned_and_can_still_be_walked(examples):
    x, y = examples
    small = x[:4], y[:4]
    descent = run(begun(shape(1), *small, 1), Rule(0.01), MOST_MOMENTS + 60)
    assert len(descent.moments) <= MOST_MOMENTS
    assert len(descent._frames) <= MOST_FRAMES
    assert descent.moments[0].step == 0
    assert descent.last_step == MOST_MOMENTS + 60
    descent.seek(501)
    at = descent.step
    assert 498 <= at <= 501
    run(descent, Rule(0.02), 1)
    straight = run(begun(shape(1), *small, 1), Rule(0.01), at)
    run(straight, Rule(0.02), 1)
    assert descent._network.parameters.tobytes() == straight._network.parameters.tobytes()


def test_what_explodes_is_told_and_the_last_sound_epoch_stays(examples):
    x, y = examples
    descent = run(begun(shape(3, "relu", "he"), x, y, 1), Rule(1e11), 1)
    assert descent.diverged == 0
    assert descent.step == 0
    assert np.isfinite(descent.moment.gradients.speeds).all()
    run(descent, Rule(0.01), 2)
    assert descent.step == 2
    assert descent.diverged is None


def test_weights_in_the_past_are_those_of_the_frame_before(examples):
    x, y = examples
    descent = run(begun(shape(), x, y, 1), RULE, 3)
    now = [w.copy() for w in descent.weights]
    descent.seek(1)
    assert [w.shape for w in descent.weights] == [(6, 6), (6, 6)]
    assert not np.array_equal(descent.weights[0], now[0])
    with pytest.raises(ValueError, match="read-only"):
        descent.weights[0][0, 0] = 1


@given(
    st.integers(1, 4),
    st.sampled_from(["sigmoid", "tanh", "relu"]),
    st.sampled_from(["1/sqrt(n_in)", "normal", "he", "glorot"]),
    st.integers(1, 9),
)
@settings(max_examples=25, deadline=None)
def test_bars_of_many_seeds_are_those_of_the_network(depth, activation, initialiser, seed):
    generator = np.random.default_rng(3)
    x = generator.random((30, 12)).astype(np.float32)
    y = np.eye(10, dtype=np.float32)[generator.integers(0, 10, 30)]
    wanted = shape(depth, activation, initialiser)
    descent = run(begun(wanted, x, y, seed), epochs=0)
    bars = InitialGradients(x, y).bars(wanted, seed)
    # a network of up to 1,000 parameters is drawn in float64, bars always in float32
    for one, other in zip(bars, descent.moment.gradients.biases, strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-4, atol=1e-7)


def test_the_sums_of_the_first_layer_are_kept(examples):
    depths = InitialGradients(*examples)
    first = depths.bars(shape(2), 1)[0]
    assert len(depths._first) == 1
    depths.bars(shape(4), 1)
    assert len(depths._first) == 1
    np.testing.assert_array_equal(depths.bars(shape(2), 1)[0], first)
    assert depths.speeds(shape(2), [1, 2]).shape == (2, 2)
    assert isinstance(run(begun(shape(), *examples, 1)), DeepDescent)
