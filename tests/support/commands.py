"""Every command of the engine, found in its modules."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass

from engine import commands
from engine.commands import command as bases
from engine.commands.command import Command

ALL_COMMANDS: tuple[type[Command], ...] = tuple(
    command
    for found in pkgutil.walk_packages(commands.__path__, f"{commands.__name__}.")
    for command in vars(importlib.import_module(found.name)).values()
    if isinstance(command, type)
    and issubclass(command, Command)
    and is_dataclass(command)
    and command.__module__ == found.name != bases.__name__
)
"""In the order of their modules."""

DRAGGED = tuple(command for command in ALL_COMMANDS if hasattr(command, "finished"))
"""Commands that a hand sends many times before it lets go."""
