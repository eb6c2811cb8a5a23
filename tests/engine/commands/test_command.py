"""Every command is taken by the session or by one of its simulations."""

from __future__ import annotations

import dataclasses
import typing

import pytest

from engine.commands.command import Command, Edit, Transport
from engine.session.session import Session
from engine.simulations import SIMULATIONS


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
    assert set(typing.get_args(Command)) == handled


def test_no_command_is_both_an_edit_and_a_move():
    assert not set(typing.get_args(Edit)) & set(typing.get_args(Transport))


@pytest.mark.parametrize("command", typing.get_args(Command), ids=lambda kind: kind.__name__)
def test_a_command_is_compared_by_value(command):
    fields = [f for f in dataclasses.fields(command) if f.default is dataclasses.MISSING]
    values = [f.name for f in fields]
    assert command(*values) == command(*values)
    assert hash(command(*values)) == hash(command(*values))
