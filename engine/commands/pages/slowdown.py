"""Commands of the page Learning slow-down."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit


@dataclass(frozen=True, slots=True)
class LoadStart(Edit):
    """Give both neurons a weight and a bias of the book: "bad" or "milder"."""

    name: str


@dataclass(frozen=True, slots=True)
class SetOutput(DraggedEdit, drag_target=("place",)):
    """Move the softmax input of a place, from 0, until its output has a value 0..1."""

    place: int
    value: float
