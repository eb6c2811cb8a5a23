"""Descent of deep networks: beside the naive twin, replayed to the bit, never lost."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.costs import COST
from engine.networks.network import Network
from engine.vanishing.ablations import begun, specification_of
from engine.vanishing.deep_descent import MOST_FRAMES, MOST_MOMENTS, Rule
from tests.reference.naive_speeds import descend
from tests.support.samples.deep_networks import RULE, run, shape


def speeds(descent):
    """Return ‖δ^l‖ at every place that is kept."""
    return np.stack([moment.gradients.speeds for moment in descent.moments])


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


def test_a_step_that_is_too_long_for_a_number_is_infinite(examples):
    descent = begun(shape(), *examples, 4)
    descent._velocity.fill(1e30)
    assert set(descent.step_lengths) == {np.inf}
