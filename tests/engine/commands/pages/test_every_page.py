"""Commands of pages: each names its simulation first, and a drag ends unless it says otherwise."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from engine.commands import pages

COMMANDS = [
    command
    for found in pkgutil.iter_modules(pages.__path__, f"{pages.__name__}.")
    for command in vars(importlib.import_module(found.name)).values()
    if is_dataclass(command) and command.__module__ == found.name
]

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)


def test_every_module_holds_commands() -> None:
    found = {f"{pages.__name__}.{module.name}" for module in pkgutil.iter_modules(pages.__path__)}
    assert {command.__module__ for command in COMMANDS} == found
    assert len(found) > 6


@every_command
def test_its_first_field_names_the_simulation(command: type) -> None:
    first = fields(command)[0]
    assert (first.name, first.type) == ("simulation_id", "str")


@every_command
def test_a_drag_is_finished_unless_it_says_otherwise(command: type) -> None:
    finished = [field for field in fields(command) if field.name == "finished"]
    assert all(field.default is True for field in finished)


@every_command
def test_it_cannot_be_changed_after_it_was_sent(command: type) -> None:
    made = command(**{field.name: None for field in fields(command)})
    with pytest.raises(FrozenInstanceError):
        made.simulation_id = "another"
