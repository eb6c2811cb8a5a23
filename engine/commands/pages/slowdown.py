"""Commands of the page Learning slow-down."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit


@dataclass(frozen=True, slots=True)
class LoadStart(Edit):
    """Give both neurons a weight and a bias of the book: "bad" or "milder"."""

    name: str


@dataclass(frozen=True, slots=True)
class SetInputs(DraggedEdit):
    """Begin softmax anew from these four weighted inputs."""

    inputs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SetOutput(DraggedEdit, drag_target=("place",)):
    """Begin softmax anew from inputs of which one is moved until its output has a value 0..1.

    Attributes
    ----------
    inputs : tuple of float
        All four as they are now.
    place : int
        Of the output and its input, from 0.
    """

    inputs: tuple[float, ...]
    place: int
    value: float
