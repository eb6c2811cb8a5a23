"""Coalescing drops queued commands that a later one supersedes, and no others."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bridge.coalescing import coalesce
from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.pages.backprop import NudgeNeuron, SelectPart, SetNumber
from engine.commands.pages.digits import SetStrokes, TeachDrawing
from engine.commands.pages.universality import (
    MoveEdge,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
)
from engine.commands.pages.vanishing import SetChainNumber
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from tests.support.commands import DRAGGED as DRAGGED_COMMANDS
from tests.support.pages.cases import CASES


def numbered(*commands):
    return list(enumerate(commands, 1))


def test_ten_settings_of_one_name_cost_one():
    moves = [SetSetting("r", "eta", value / 10) for value in range(10)]
    assert coalesce(numbered(*moves)) == [(10, moves[-1])]


def test_settings_of_different_names_are_all_kept():
    commands = numbered(SetSetting("r", "eta", 1.0), SetSetting("r", "lambda", 2.0))
    assert coalesce(commands) == commands


def test_a_setting_is_kept_if_something_began_in_between():
    commands = numbered(SetSetting("r", "eta", 1.0), Start("r"), SetSetting("r", "eta", 2.0))
    assert coalesce(commands) == commands


def test_a_drawing_that_was_taught_is_kept():
    commands = numbered(
        SetStrokes("r", (), finished=False),
        TeachDrawing("r", 3),
        SetStrokes("r", (), finished=False),
    )
    assert coalesce(commands) == commands


def test_a_finished_drawing_is_an_edit_and_is_never_dropped():
    first, second = (
        SetStrokes("r", (((0.0, 0.0),),)),
        SetStrokes("r", (((0.1, 0.0),),), finished=False),
    )
    assert coalesce(numbered(first, second)) == numbered(first, second)


def test_moves_of_the_pen_give_way_to_the_finished_stroke():
    moves = [SetStrokes("r", (((0.0, float(i)),),), finished=i == 9) for i in range(10)]
    assert coalesce(numbered(*moves)) == [(10, moves[-1])]


def test_places_give_way_to_the_newest_place_of_the_same_run():
    commands = numbered(Seek("a", 1), Seek("a", 2), Seek("b", 1))
    assert coalesce(commands) == commands[1:]


COMMANDS = st.sampled_from(
    [
        SetSetting("r", "eta", 1.0),
        SetSetting("r", "eta", 2.0),
        SetSetting("r", "lambda", 1.0),
        SetStrokes("r", ()),
        SetStrokes("r", (), finished=False),
        Seek("r", 1),
        Seek("r", 2),
        Start("r"),
        Step("r"),
        Reset("r"),
        Observe("r", frozenset()),
        Pause("r"),
    ]
)


@given(st.lists(COMMANDS, max_size=12))
def test_coalescing_keeps_order_and_every_command_that_is_not_superseded(commands):
    kept = coalesce(numbered(*commands))
    numbers = [number for number, _ in kept]
    assert numbers == sorted(numbers)
    barriers = [c for c in numbered(*commands) if isinstance(c[1], Start | Step | Reset | Pause)]
    assert [c for c in kept if isinstance(c[1], Start | Step | Reset | Pause)] == barriers
    if commands:
        assert kept[-1] == (len(commands), commands[-1])


@given(st.lists(COMMANDS, max_size=12))
def test_coalescing_twice_changes_nothing_more(commands):
    once = coalesce(numbered(*commands))
    assert coalesce(once) == once


@given(st.lists(COMMANDS, max_size=12))
def test_the_last_value_of_every_setting_survives_between_barriers(commands):
    def outcome(applied):
        """Replay as a session would: values as they were at each barrier."""
        values, seen = {}, []
        for _, command in applied:
            if isinstance(command, SetSetting):
                values[command.name] = command.value
            elif isinstance(command, Seek):
                values["place"] = command.step
            elif isinstance(command, Start | Step | Reset | Pause):
                seen.append(dict(values))
        return [*seen, values]

    assert outcome(coalesce(numbered(*commands))) == outcome(numbered(*commands))


DRAGGED = {
    "a weight": lambda value, done: SetNumber("r", "w", 1, 2, 0, value, finished=done),
    "a hidden neuron": lambda value, done: SetHidden("r", 3, "w", value, finished=done),
    "an outgoing weight": lambda value, done: SetOutgoing("r", 3, value, finished=done),
    "the bias of the output": lambda value, done: SetOutputBias("r", value, finished=done),
    "a height": lambda value, done: SetHeight("r", 1, value, finished=done),
    "an edge": lambda value, done: MoveEdge("r", 2, value, finished=done),
    "a number of the chain": lambda value, done: SetChainNumber("r", "b", 1, value, finished=done),
}


@pytest.mark.parametrize("name", DRAGGED)
def test_a_dragged_number_costs_one_command_and_ends_with_its_last_value(name):
    drag = [DRAGGED[name](value / 10, value == 9) for value in range(10)]
    assert coalesce(numbered(*drag)) == [(10, drag[-1])]


@pytest.mark.parametrize("name", DRAGGED)
def test_a_number_that_was_let_go_is_never_dropped(name):
    first, second = DRAGGED[name](1.0, True), DRAGGED[name](2.0, False)
    assert coalesce(numbered(first, second)) == numbered(first, second)


def test_numbers_in_different_places_do_not_replace_each_other():
    commands = numbered(
        SetNumber("r", "w", 1, 2, 0, 0.1, finished=False),
        SetNumber("r", "w", 1, 2, 1, 0.2, finished=False),
        SetNumber("r", "b", 1, 2, 0, 0.3, finished=False),
        SetNumber("other", "b", 1, 2, 0, 0.4, finished=False),
        SetHidden("r", 1, "w", 0.5, finished=False),
        SetHidden("r", 1, "b", 0.5, finished=False),
        SetOutgoing("r", 1, 0.5, finished=False),
        SetOutgoing("r", 2, 0.5, finished=False),
        SetHeight("r", 1, 0.5, finished=False),
        SetHeight("r", 2, 0.5, finished=False),
        MoveEdge("r", 1, 0.5, finished=False),
        MoveEdge("r", 2, 0.5, finished=False),
        SetChainNumber("r", "w", 1, 0.5, finished=False),
        SetChainNumber("r", "w", 2, 0.5, finished=False),
    )
    assert coalesce(commands) == commands


def test_only_the_last_part_that_was_looked_at_is_looked_up():
    looks = [SelectPart("r", 0, neuron, None) for neuron in range(5)]
    nudge = NudgeNeuron("r", 0.5)
    assert coalesce(numbered(*looks, nudge)) == [(5, looks[-1]), (6, nudge)]


MOVING = {
    "x",
    "y",
    "value",
    "place",
    "weight",
    "bias",
    "neurons",
    "strokes",
    "x0",
    "y0",
    "x1",
    "y1",
}
"""Fields that change from one command of a drag to the next."""


def moved(command, number, finished):
    """Return a command of a drag whose moving numbers are `number`."""
    values = {
        field.name: number if field.name in MOVING else 1
        for field in fields(command)
        if field.name not in ("simulation_id", "finished", *(command.drag_target or ()))
    }
    target = dict.fromkeys(command.drag_target or (), 1)
    return command(simulation_id="r", **target, **values, finished=finished)


@pytest.mark.parametrize("command", DRAGGED_COMMANDS, ids=lambda kind: kind.__name__)
def test_a_hundred_waiting_moves_become_one_unless_each_of_them_counts(command):
    moves = [moved(command, number, number == 99) for number in range(100)]
    kept = coalesce(numbered(*moves))
    assert kept == (numbered(*moves) if command.cumulative else [(100, moves[-1])])


@pytest.mark.parametrize("command", DRAGGED_COMMANDS, ids=lambda kind: kind.__name__)
def test_a_second_drag_does_not_swallow_the_end_of_the_first(command):
    first, second = moved(command, 1, True), moved(command, 2, False)
    kept = coalesce(numbered(first, second))
    assert kept == (numbered(first, second) if command.keeps_finished else [(2, second)])


def test_brushes_and_no_other_drags_are_kept_whole():
    brushes = frozenset().union(*(cases.brushes for cases in CASES.values()))
    assert {command for command in DRAGGED_COMMANDS if command.cumulative} == brushes
