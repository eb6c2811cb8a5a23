"""Commands for settings, weight edits, undo and redo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from engine.commands.command import Command, Edit

Point: TypeAlias = tuple[float, float]


Stroke: TypeAlias = tuple[Point, ...]


Value: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class SetSetting(Edit):
    """Change one setting of a simulation; trained weights are kept.

    During a drag `finished` is False: a whole drag is one edit.
    """

    drag_target: ClassVar = ("name",)
    independent: ClassVar = True
    keeps_finished: ClassVar = False

    simulation_id: str
    name: str
    value: Value
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetWeight(Edit):
    """Set one weight or bias of the trained network by hand.

    Attributes
    ----------
    layer, neuron : int
        Index of the dense layer and of the neuron, from 0.
    input : int or None
        Index of the weight in the neuron, from 0; None for its bias.
    finished : bool
        False during a drag: a whole drag is one edit.
    """

    drag_target: ClassVar = ("layer", "neuron", "input")

    simulation_id: str
    layer: int
    neuron: int
    input: int | None
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Undo the latest edit."""

    changes_document: ClassVar = True


@dataclass(frozen=True, slots=True)
class Redo(Command):
    """Redo the edit undone last."""

    changes_document: ClassVar = True


@dataclass(frozen=True, slots=True)
class BuildBookNetwork(Edit):
    """Start over with a network of the book, and with its data set where it has one.

    Attributes
    ----------
    name : str
        Name of an entry of `engine.networks.book_networks.BOOK_NETWORKS`.
    """

    simulation_id: str
    name: str
