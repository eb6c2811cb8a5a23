"""Every command is taken by the session or by one of its simulations."""

from __future__ import annotations

import dataclasses

import pytest

from engine.commands.command import Command, Kernels
from engine.commands.edits import Redo, SetSetting, SetWeight, Undo
from engine.commands.pages.universality import DragCurve, SetHeight
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from tests.support.commands import ALL_COMMANDS, DRAGGED


@pytest.fixture(scope="module")
def handled():
    """Return the types of all commands that anything takes."""
    session = Session(lambda: 0.0)
    taken = set(session._handlers)
    for make in SIMULATIONS.values():
        simulation = make(1, lambda: 0.0)
        taken |= set(simulation.handlers)
        simulation.close()
    session.close()
    return taken


def test_every_command_has_a_handler_and_every_handler_a_command(handled):
    assert set(ALL_COMMANDS) == handled


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda kind: kind.__name__)
def test_a_command_declares_what_it_is(command):
    assert issubclass(command, Command)
    names = {field.name for field in dataclasses.fields(command)}
    assert set(command.drag_target or ()) <= names, "its target is made of its own fields"
    assert not command.cumulative or command.drag_target is not None
    assert not command.undoable or command.changes_document
    assert isinstance(command.needs_kernels, Kernels)


@pytest.mark.parametrize("command", DRAGGED, ids=lambda kind: kind.__name__)
def test_what_is_dragged_is_an_edit_with_a_target(command):
    assert command.undoable
    assert command.drag_target is not None


def test_undo_and_redo_change_the_document_and_are_no_edits():
    assert all(kind.changes_document and not kind.undoable for kind in (Undo, Redo))


def test_the_key_of_a_drag_leaves_the_dragged_value_out():
    one, two = SetWeight("d", 1, 2, 3, 0.5, finished=False), SetWeight("d", 1, 2, 3, 0.7)
    assert one.drag_key == two.drag_key
    assert one.drag_key != SetWeight("d", 1, 2, None, 0.5).drag_key
    assert one.drag_key != SetWeight("b", 1, 2, 3, 0.5).drag_key
    assert Undo().drag_key is None


def test_a_finished_edit_is_kept_and_a_brush_loses_nothing():
    assert SetHeight("u", 1, 0.5, finished=False).may_be_dropped
    assert not SetHeight("u", 1, 0.5).may_be_dropped
    assert SetSetting("u", "eta", 0.5).may_be_dropped, "of settings the last one counts"
    assert not DragCurve("u", 0.0, 0.0, 0.1, 0.1, finished=False).may_be_dropped


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda kind: kind.__name__)
def test_a_command_is_compared_by_value(command):
    fields = [f for f in dataclasses.fields(command) if f.default is dataclasses.MISSING]
    values = {f.name: f.name for f in fields}
    assert command(**values) == command(**values)
    assert hash(command(**values)) == hash(command(**values))


def test_the_header_of_a_command_declares_known_attributes_only():
    with pytest.raises(TypeError, match="got forgotten"):
        type("Wrong", (Command,), {}, forgotten=True)
    assert type("Right", (Command,), {}, calls_off=True).calls_off
    assert not Command.calls_off
