"""Stops and cycles of the Backprop page, and the way from moment to moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.backpropagation.backward import cost_of
from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import (
    SetNumber,
)
from engine.commands.transport import Seek, Step
from engine.errors import DivergenceError, SettingError
from engine.simulations.backprop.exhibits import EXHIBIT
from engine.simulations.backprop.scene import (
    LARGEST,
    advanced,
    changed,
    drawn,
    functions_of,
    opening,
    read_sizes,
    updated,
)
from engine.simulations.backprop.stops import Stop
from tests.support.pages.backprop_session import SIMULATION_ID, Bench, bits


def test_the_chain_has_four_stops_and_then_begins_again(bench):
    kinds = [bench.state.stop.kind, *(bench.send(Step(SIMULATION_ID)).stop.kind for _ in range(4))]
    assert kinds == ["forward", "error", "backward", "update", "forward"]
    assert bench.state.cycle == 1


def test_a_larger_network_stops_at_every_layer(bench):
    state = bench.send(SetSetting(SIMULATION_ID, "exhibit", "large"))
    assert state.stops == (
        Stop("input"),
        Stop("forward", 0),
        Stop("forward", 1),
        Stop("forward", 2),
        Stop("error", 2),
        Stop("backward", 1),
        Stop("backward", 0),
        Stop("gradients"),
        Stop("update"),
    )


def test_the_update_is_where_the_next_cycle_begins(bench):
    promised = bench.send(Step(SIMULATION_ID, 3))
    assert promised.stop.kind == "update"
    cost = promised.trace.cost
    state = bench.send(Step(SIMULATION_ID))
    for ours, expected in zip(state.trace.case.weights, promised.new_weights, strict=True):
        np.testing.assert_array_equal(ours, expected)
    assert state.trace.cost - cost == promised.update.measured
    w, slope = promised.trace.case.weights[1], promised.trace.nabla_w[1]
    np.testing.assert_array_equal(promised.new_weights[1], w - 2.0 * slope)
    assert promised.update.ratio == promised.update.predicted / promised.update.measured


@pytest.mark.parametrize("exhibit", EXHIBIT)
def test_time_goes_back_and_forth_to_the_same_bits(exhibit):
    bench = Bench(exhibit)
    seen = [bits(bench.state)]
    for _ in range(30):
        seen.append(bits(bench.send(Step(SIMULATION_ID))))
    for step in (17, 3, 30, 0, 22):
        state = bench.send(Seek(SIMULATION_ID, step))
        assert (state.step, state.last_step) == (step, 30)
        assert bits(state) == seen[step]
    assert bits(bench.send(Step(SIMULATION_ID, -5))) == seen[17]
    assert bits(bench.send(Step(SIMULATION_ID, 2))) == seen[19]
    bench.session.close()


def test_an_edit_in_the_past_keeps_what_was_before_it(bench):
    early = [bits(bench.send(Seek(SIMULATION_ID, 0)))] + [
        bits(bench.send(Step(SIMULATION_ID))) for _ in range(9)
    ]
    state = bench.send(Seek(SIMULATION_ID, 5), SetNumber(SIMULATION_ID, "w", 0, 0, 0, -0.7))
    assert (state.step, state.last_step) == (5, 5)
    assert state.trace.case.weights[0][0, 0] == -0.7
    later = bits(bench.send(Step(SIMULATION_ID, 4)))
    assert later != early[9]
    assert bits(bench.send(Seek(SIMULATION_ID, 3))) == early[3]
    assert bits(bench.send(Step(SIMULATION_ID, 6))) == later


def test_other_stops_show_the_same_place(bench):
    state = bench.send(Step(SIMULATION_ID, 6), SetSetting(SIMULATION_ID, "stops", "every"))
    assert (state.cycle, state.stop) == (1, Stop("backward", 0))
    state = bench.send(Step(SIMULATION_ID, 1), SetSetting(SIMULATION_ID, "stops", "four"))
    assert (state.cycle, state.stop) == (1, Stop("backward"))
    # from the opening, other layers bring all stops
    assert bench.send(SetSetting(SIMULATION_ID, "layers", "2-1")).settings["stops"] == "every"
    single = bench.send(SetSetting(SIMULATION_ID, "stops", "four"), Step(SIMULATION_ID, 2))
    assert single.stop == Stop("backward")
    assert bench.send(SetSetting(SIMULATION_ID, "stops", "every")).stop == Stop("gradients")


# --- without a page ------------------------------------------------------------------------------


def test_sizes_are_read_as_they_are_written():
    assert read_sizes(" 2 - 3-1 ") == (2, 3, 1)
    assert read_sizes("5-5-5-5") == (5, 5, 5, 5)


@pytest.mark.parametrize("text", ["", "2", "1-1-1-1-1", "2-6-1", "2-0-1", "2-x-1", "2--1", "٢-1"])
def test_sizes_that_do_not_fit_on_a_picture_are_refused(text):
    with pytest.raises(SettingError, match="2-2-1"):
        read_sizes(text)


def test_costs_bring_their_own_outputs_and_neurons_may_have_their_own_functions():
    rules = {"cost": "cross-entropy", "activation": "tanh"}
    functions = functions_of(rules, (2, 2, 3), {(0, 1): "relu"})
    assert functions == (("tanh", "relu"), ("sigmoid",) * 3)
    rules["cost"] = "log-likelihood"
    assert functions_of(rules, (2, 3), {}) == (("softmax",) * 3,)
    with pytest.raises(SettingError, match="at least 2 outputs"):
        functions_of(rules, (2, 1), {})


def test_drawn_numbers_have_two_digits_and_belong_to_their_seed():
    rules = {"layers": "3-4-2", "cost": "quadratic", "activation": "sigmoid"}
    case, again, other = (drawn(rules, seed) for seed in (7, 7, 8))
    for w, same, different in zip(case.weights, again.weights, other.weights, strict=True):
        np.testing.assert_array_equal(w, same)
        np.testing.assert_array_equal(w, w.round(2))
        assert (w != different).any()
    assert case.y.tolist() == [1.0, 0.0]


def test_an_update_follows_the_slope_that_differences_show():
    moment = opening("small", 1, {}).moment
    eta, h = float(moment.rules["eta"]), 1e-5
    after = updated(moment).case
    for layer, w in enumerate(moment.case.weights):
        for place in np.ndindex(w.shape):
            ends = []
            for nudge in (h, -h):
                nudged = w.copy()
                nudged[place] += nudge
                weights = (*moment.case.weights[:layer], nudged, *moment.case.weights[layer + 1 :])
                ends.append(cost_of(replace(moment.case, weights=weights)))
            slope = (ends[0] - ends[1]) / (2 * h)
            assert after.weights[layer][place] - w[place] == pytest.approx(-eta * slope, abs=1e-8)


def test_an_update_beyond_all_numbers_is_refused():
    moment = opening("chain", 1, {}).moment
    far = replace(moment.case, biases=(np.array([0.0]), np.array([2 * LARGEST])))
    with pytest.raises(DivergenceError, match="smaller"):
        updated(replace(moment, case=far))


def test_another_moment_in_the_past_takes_its_future_away():
    scene = opening("chain", 1, {})
    for _ in range(13):
        scene = advanced(scene)
    assert (scene.cycle, len(scene.path), scene.last) == (3, 4, 13)
    back = replace(scene, step=6)
    other = changed(back, replace(back.moment, rules={**back.moment.rules, "eta": 1.0}))
    assert (other.step, other.last, len(other.path)) == (6, 6, 2)
    assert other.by_hand == {0, 1}
    assert other.path[0] is scene.path[0]
