"""Commands of the Builder page: the network's layers, and its two-dimensional data."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit


@dataclass(frozen=True, slots=True)
class ResizeLayer(DraggedEdit, drag_target=("layer",)):
    """Change the number of neurons of a hidden layer; weights of remaining neurons are kept.

    Attributes
    ----------
    layer : int
        1 for the first hidden layer.
    """

    layer: int
    neurons: int


@dataclass(frozen=True, slots=True)
class InsertLayer(Edit):
    """Insert a hidden layer before layer `layer`; len(sizes) - 1 stands for the output."""

    layer: int
    neurons: int = 4


@dataclass(frozen=True, slots=True)
class RemoveLayer(Edit):
    """Remove a hidden layer."""

    layer: int


@dataclass(frozen=True, slots=True)
class SetActivation(Edit):
    """Change the activation function of a layer; its weights stay."""

    layer: int
    activation: str


@dataclass(frozen=True, slots=True)
class PaintPoints(Edit):
    """Add points of one class to the data, which become painted data.

    Attributes
    ----------
    points : tuple of (x, y)
        Coordinates in the units of the inputs.
    label : int
        0 or 1.
    """

    points: tuple[tuple[float, float], ...]
    label: int


@dataclass(frozen=True, slots=True)
class ErasePoints(Edit):
    """Remove the points within a circle."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class BringPoints(Edit):
    """Learn from points of a table: two inputs and a class a line.

    Attributes
    ----------
    source : str
        Path of a file; with `text`, the title of what was pasted.
    text : str
        The table itself; "" for a file.
    """

    source: str
    text: str = ""
