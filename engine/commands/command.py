"""Base classes of all commands: each command declares what it is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, ClassVar, TypeAlias


class Kernels(IntEnum):
    """Compiled kernels that a command waits for."""

    NONE = 0
    DENSE = 1
    ALL = 2


class Command:
    """Base of all commands: frozen dataclasses that state what they do to others in the queue.

    Attributes
    ----------
    undoable : bool
        Whether it is an edit, which joins the undo log.
    changes_document : bool
        Whether the document differs from its saved version afterwards.
    independent : bool
        Whether it commutes with other independent commands.
    needs_kernels : Kernels
        What must be compiled before it is executed.
    calls_off : bool
        Whether it drops the commands of its simulation that wait for kernels.
    drag_target : tuple of str, or None
        Fields that identify what it sets; () for one target per simulation. None for commands
        that are neither dragged nor superseded.
    cumulative : bool
        Whether every command of a drag counts, as for a brush: none may be dropped.
    keeps_finished : bool
        Whether the last command of a drag is an edit that no later one supersedes.
    """

    __slots__ = ()

    undoable: ClassVar[bool] = False
    changes_document: ClassVar[bool] = False
    independent: ClassVar[bool] = False
    needs_kernels: ClassVar[Kernels] = Kernels.NONE
    calls_off: ClassVar[bool] = False
    drag_target: ClassVar[tuple[str, ...] | None] = None
    cumulative: ClassVar[bool] = False
    keeps_finished: ClassVar[bool] = True

    def __init_subclass__(cls, **declared: Any) -> None:
        """Take what the header of a command declares: `class Pause(Command, calls_off=True)`.

        Raises
        ------
        TypeError
            If it declares something else than the attributes above.
        """
        for name, value in declared.items():
            if name not in Command.__annotations__:
                raise TypeError(f"expected one of {[*Command.__annotations__]}, got {name}")
            setattr(cls, name, value)

    @property
    def is_finished(self) -> bool:
        """Whether no further command of the same drag follows."""
        return bool(getattr(self, "finished", True))

    @property
    def drag_key(self) -> Hashable:
        """Equal for commands with the same target; None for commands without one."""
        if self.drag_target is None:
            return None
        return (type(self), *(getattr(self, name) for name in ("simulation_id", *self.drag_target)))

    @property
    def supersedes(self) -> bool:
        """Whether it replaces a queued command with the same target."""
        return self.drag_target is not None and not self.cumulative

    @property
    def may_be_dropped(self) -> bool:
        """Whether a later command with the same target makes it superfluous."""
        kept = self.undoable and self.is_finished and self.keeps_finished
        return self.supersedes and not kept


@dataclass(frozen=True, slots=True)
class SimulationCommand(Command):
    """Base of commands to one simulation, known by its id."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Edit(SimulationCommand, undoable=True, changes_document=True):
    """Base of edits: logged, undone and redone."""


@dataclass(frozen=True, slots=True)
class DraggedEdit(Edit, drag_target=()):
    """Base of edits that are sent while a hand drags: a whole drag is one edit.

    Attributes
    ----------
    finished : bool
        False during the drag, True for its last command.
    """

    finished: bool = field(default=True, kw_only=True)


@dataclass(frozen=True, slots=True)
class SweepEdit(DraggedEdit, cumulative=True):
    """Base of edits by a brush that sweeps over a curve.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Previous and present position of the pointer: x 0..1, y on the axis shown.
    """

    x0: float
    y0: float
    x1: float
    y1: float


SendCommand: TypeAlias = Callable[[Command], int]
"""Sends a command to the engine without waiting; returns the command's generation."""
