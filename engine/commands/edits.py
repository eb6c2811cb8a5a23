"""Commands for settings, weight edits, undo and redo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from engine.commands.command import Command, DraggedEdit, Edit

Point: TypeAlias = tuple[float, float]


Stroke: TypeAlias = tuple[Point, ...]


Value: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class SetSetting(DraggedEdit, drag_target=("name",), independent=True, keeps_finished=False):
    """Change one setting of a simulation; trained weights are kept."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class SetWeight(DraggedEdit, drag_target=("layer", "neuron", "input")):
    """Set one weight or bias of the trained network by hand.

    Attributes
    ----------
    layer, neuron : int
        Index of the dense layer and of the neuron, from 0.
    input : int or None
        Index of the weight in the neuron, from 0; None for its bias.
    """

    layer: int
    neuron: int
    input: int | None
    value: float


@dataclass(frozen=True, slots=True)
class SetStrokes(DraggedEdit, independent=True):
    """Replace the drawing on the pad; points lie in 0..1 of the pad's longer side, y down.

    While a stroke is being drawn, `finished` is False: the picture is read, and the edit is
    added to the undo history when the stroke ends.
    """

    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class CancelDrag(Command):
    """Take back what the drag under way has changed; it leaves no edit."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Undo(Command, changes_document=True):
    """Undo the latest edit."""


@dataclass(frozen=True, slots=True)
class Redo(Command, changes_document=True):
    """Redo the edit undone last."""


@dataclass(frozen=True, slots=True)
class BuildBookNetwork(Edit):
    """Start over with a network of the book, and with its data set where it has one.

    Attributes
    ----------
    name : str
        Name of an entry of `engine.networks.book_networks.BOOK_NETWORKS`.
    """

    name: str
