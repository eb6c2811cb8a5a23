"""What may be asked of a network that is being built on points of the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ResizeLayer:
    """Give a hidden layer another number of neurons; what was learned is kept where it can be.

    Attributes
    ----------
    layer : int
        1 for the first hidden layer.
    finished : bool
        False while its number is being dragged: all of a drag is one edit.
    """

    simulation_id: str
    layer: int
    neurons: int
    finished: bool = True


@dataclass(frozen=True, slots=True)
class InsertLayer:
    """Put a hidden layer in front of layer `layer`; len(sizes) - 1 stands for the output."""

    simulation_id: str
    layer: int
    neurons: int = 4


@dataclass(frozen=True, slots=True)
class RemoveLayer:
    """Take a hidden layer out."""

    simulation_id: str
    layer: int


@dataclass(frozen=True, slots=True)
class SetActivation:
    """Give a layer another activation function; its weights stay."""

    simulation_id: str
    layer: int
    activation: str


@dataclass(frozen=True, slots=True)
class PaintPoints:
    """Add points of one class to what is learned from; other data become one's own.

    Attributes
    ----------
    points : tuple of (x, y)
        In the units of the inputs.
    label : int
        0 or 1.
    """

    simulation_id: str
    points: tuple[tuple[float, float], ...]
    label: int


@dataclass(frozen=True, slots=True)
class ErasePoints:
    """Take points away that lie within a circle."""

    simulation_id: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class BuildBookNetwork:
    """Begin anew with points of the plane and the network that belongs to them.

    Attributes
    ----------
    name : str
        Of an entry of `engine.networks.book_networks.BOOK_NETWORKS` for the plane.
    """

    simulation_id: str
    name: str


BuilderEdit: TypeAlias = (
    ResizeLayer
    | InsertLayer
    | RemoveLayer
    | SetActivation
    | PaintPoints
    | ErasePoints
    | BuildBookNetwork
)
