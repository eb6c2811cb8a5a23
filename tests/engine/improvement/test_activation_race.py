"""The same network with every activation: gradients, determinism, scaling, divergence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.improvement.activation_race import (
    EPOCHS,
    LEAST_OUTPUT,
    ActivationRace,
    RaceRule,
    scaled_outputs,
)
from engine.improvement.bench_functions import NAMES, bench_functions

RULE = RaceRule("spirals", 2, 0.5, "sin(z)", 1)
SMOOTH = [place for place, name in enumerate(NAMES) if name not in ("relu", "leaky-relu")]
RELU, LINEAR = NAMES.index("relu"), NAMES.index("linear")


def raced(epochs=0, **changes):
    """Return networks after some epochs."""
    race = ActivationRace(replace(RULE, **changes))
    for _ in range(epochs):
        race.advance()
    return race


def mean_cost(race):
    """Return the mean cost of every network on all points."""
    a = race._forward(race._x)[0][-1]
    right = np.where(race._y > 0.5, a, 1 - a)
    return -np.log(np.maximum(right, LEAST_OUTPUT)).mean(axis=(1, 2))


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_a_step_follows_the_gradient(layer):
    race = raced(3)
    before = [each.copy() for each in race._weights]
    race._learn(race._x, race._y)
    step = before[layer][:, 0, 0] - race._weights[layer][:, 0, 0]
    for place, weights in enumerate(before):
        race._weights[place] = weights
    slopes = []
    race._biases = [each.copy() for each in race._biases]
    other = raced(3)
    for nudge in (1e-5, -1e-5):
        other._weights[layer][:, 0, 0] = before[layer][:, 0, 0] + nudge
        slopes.append(mean_cost(other))
    expected = RULE.eta * (slopes[0] - slopes[1]) / 2e-5
    assert step[SMOOTH] == pytest.approx(expected[SMOOTH], rel=1e-3, abs=1e-7)


def test_all_networks_begin_alike():
    race = raced()
    for weights in race._weights:
        assert (weights == weights[:1]).all()


def test_the_same_seed_gives_the_same_bits_and_another_one_others():
    first, second, other = raced(5), raced(5), raced(5, seed=2)
    assert first.cost.tobytes() == second.cost.tobytes()
    assert first.cost[5].tolist() != other.cost[5].tolist()


def test_what_is_typed_changes_only_its_own_network():
    first, second = raced(5), raced(5, formula="z/(1 + |z|)")
    assert first.cost[:6, :-1].tobytes() == second.cost[:6, :-1].tobytes()
    assert first.cost[5, -1] != second.cost[5, -1]


def test_costs_fall_and_what_is_to_come_is_not_known():
    race = raced(60)
    assert (race.cost[60] < race.cost[0]).all()
    assert np.isnan(race.cost[61:]).all()
    assert ((race.accuracy[:61] >= 0) & (race.accuracy[:61] <= 1)).all()


def test_on_two_spirals_the_sigmoid_and_the_straight_line_hardly_learn_and_the_race_ends():
    race = raced(EPOCHS + 1)
    assert race.epochs == EPOCHS
    cost = dict(zip(NAMES, race.cost[EPOCHS], strict=True))
    assert min(cost["sigmoid"], cost["linear"]) > 0.5
    assert max(cost["relu"], cost["tanh"]) < 0.2
    assert cost["own"] == min(cost.values()) < 0.01


def test_large_steps_kill_relu_and_send_the_straight_line_to_infinity():
    race = raced(60, eta=2.0)
    assert race.dead[60, RELU] > 0.25
    assert np.isnan(race.cost[60, LINEAR])
    assert np.isnan(race.dead[60, LINEAR])
    assert np.isfinite(race.cost[60, NAMES.index("tanh")])


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("c", [0.1, 0.5, 2.0, 10.0])
def test_weights_times_c_make_the_output_of_relu_c_to_the_layers_as_large(layers, c):
    one, scaled = scaled_outputs(bench_functions("z"), np.array([1.0, c]), layers, 1).T
    for name in ("relu", "leaky-relu", "linear"):
        place = NAMES.index(name)
        assert scaled[place] / one[place] == pytest.approx(c**layers)
    assert scaled[NAMES.index("sigmoid")] <= 1.0
