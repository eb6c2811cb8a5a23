"""Edits of the Backprop page and their ways back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.backprop import (
    SetFunction,
    SetNumber,
)
from engine.commands.transport import Step
from engine.errors import SettingError
from engine.simulations.backprop.edits import EDITS, number_in
from engine.simulations.backprop.scene import opening
from tests.support.pages.backprop_session import SIMULATION_ID, Bench, bits
from tests.support.pages.cases.backprop import edit, fingerprint


def test_a_neuron_gets_a_function_of_its_own_and_the_check_still_agrees(bench):
    bench.send(SetSetting(SIMULATION_ID, "exhibit", "large"))
    plain = bench.state.trace.activations[1].copy()
    state = bench.send(SetFunction(SIMULATION_ID, 0, 3, "tanh"))
    assert state.own == {(0, 3)}
    assert state.trace.activations[1][3] == np.tanh(state.trace.zs[0][3]) != plain[3]
    assert state.check.worst < 1e-6
    assert bench.send(SetFunction(SIMULATION_ID, 0, 3, "")).own == frozenset()
    bench.send(SetSetting(SIMULATION_ID, "cost", "cross-entropy"))
    before = bits(bench.state)
    bench.send(SetFunction(SIMULATION_ID, 2, 0, "tanh"))
    assert "functions of its own" in bench.notice
    assert bits(bench.state) == before


def test_a_drag_is_one_edit_that_leads_back_to_where_it_began(bench):
    before = fingerprint(bench.session, SIMULATION_ID)
    for value in (1.6, 1.7, 1.8):
        bench.send(SetNumber(SIMULATION_ID, "w", 0, 0, 0, value, finished=False))
    assert bench.session.snapshot().undo is None
    state = bench.send(SetNumber(SIMULATION_ID, "w", 0, 0, 0, 1.8))
    assert state.trace.case.weights[0][0, 0] == 1.8
    bench.send(Undo())
    assert fingerprint(bench.session, SIMULATION_ID) == before
    assert bench.send(Redo()).trace.case.weights[0][0, 0] == 1.8


def test_a_drag_that_was_left_is_not_gone_on_with_later(bench):
    bench.send(SetNumber(SIMULATION_ID, "w", 0, 0, 0, 1.6, finished=False), Step(SIMULATION_ID, 8))
    before = fingerprint(bench.session, SIMULATION_ID)
    bench.send(SetNumber(SIMULATION_ID, "w", 0, 0, 0, 0.5), Undo())
    assert fingerprint(bench.session, SIMULATION_ID) == before


def test_after_the_update_the_new_numbers_are_changed(bench):
    shown = bench.send(Step(SIMULATION_ID, 3)).new_weights[0][0, 0]
    state = bench.send(SetNumber(SIMULATION_ID, "b", 1, 0, 0, 0.25))
    assert (state.cycle, state.stop.kind) == (1, "forward")
    assert state.trace.case.weights[0][0, 0] == shown
    assert state.trace.case.biases[1][0] == 0.25


def test_an_undo_after_further_cycles_applies_the_inverse_and_says_so(bench):
    bench.send(SetNumber(SIMULATION_ID, "x", 0, 0, 0, 0.4), Step(SIMULATION_ID, 9), Undo())
    assert "since stays" in bench.notice
    assert bench.state.step == 9
    assert bench.state.trace.case.x[0] == 1.0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**6), max_size=10))
def test_every_edit_is_taken_back_to_the_bit(seeds):
    bench = Bench()
    states = [fingerprint(bench.session, SIMULATION_ID)]
    for seed in seeds:
        before = bench.session.snapshot().undo
        bench.send(edit(bench.session, SIMULATION_ID, np.random.default_rng(seed)))
        if bench.session.snapshot().undo is not before:
            states.append(fingerprint(bench.session, SIMULATION_ID))
    for state in reversed(states[:-1]):
        bench.send(Undo())
        assert fingerprint(bench.session, SIMULATION_ID) == state
    for state in states[1:]:
        bench.send(Redo())
        assert fingerprint(bench.session, SIMULATION_ID) == state
    bench.session.close()


# --- without a page ------------------------------------------------------------------------------


def number(kind, layer, neuron, source, value=0.0):
    """Return the command that names a number."""
    return SetNumber(SIMULATION_ID, kind, layer, neuron, source, value)


def test_every_number_of_a_case_has_its_own_name():
    case = opening("small", 1, {}).moment.case
    assert number_in(case, number("w", 0, 1, 0)) == 1.5
    assert number_in(case, number("w", 1, 0, 1)) == -2.0
    assert number_in(case, number("b", 0, 1, 0)) == -0.4
    assert number_in(case, number("x", 0, 1, 0)) == 0.5
    assert number_in(case, number("y", 0, 0, 0)) == 1.0


@pytest.mark.parametrize(
    "place", [("w", 2, 0, 0), ("w", 0, 0, 2), ("w", 0, -1, 0), ("b", 1, 1, 0), ("x", 0, 2, 0)]
)
def test_a_number_that_the_network_has_not_is_refused(place):
    with pytest.raises(SettingError, match="a number of this network"):
        number_in(opening("small", 1, {}).moment.case, number(*place))


def edited(scene, command):
    """Return the scene after an edit."""
    return EDITS[type(command)](scene, command, 1)[0]


def test_what_is_as_it_was_is_no_edit():
    scene = opening("small", 1, {"form": "hadamard", "speed": 1.0})
    for command in (
        SetSetting(SIMULATION_ID, "eta", 1.0),
        number("w", 0, 1, 0, 1.5),
        SetFunction(SIMULATION_ID, 0, 0, ""),
    ):
        assert edited(scene, command) is scene


def test_a_cost_with_outputs_of_its_own_takes_a_function_off_an_output():
    scene = opening("small", 1, {"form": "hadamard", "speed": 1.0})
    scene = edited(scene, SetFunction(SIMULATION_ID, 1, 0, "tanh"))
    scene = edited(scene, SetFunction(SIMULATION_ID, 0, 1, "relu"))
    assert scene.moment.case.functions == (("sigmoid", "relu"), ("tanh",))
    scene = edited(scene, SetSetting(SIMULATION_ID, "cost", "cross-entropy"))
    assert scene.moment.own == {(0, 1): "relu"}
    assert scene.moment.case.functions == (("sigmoid", "relu"), ("sigmoid",))
