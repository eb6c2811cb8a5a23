"""Predefined networks: those of the book, and one for each point set of the playground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.data.points.toys import SHAPES
from engine.errors import SettingError
from engine.settings import Value

DIGITS, PLAYGROUND, DIAGRAM = "digits", "plane", "diagram"
"""Uses of a network: digit images, two-dimensional point sets, or a diagram without training."""


@dataclass(frozen=True, slots=True)
class BookNetwork:
    """One line of BOOK_NETWORKS.

    Attributes
    ----------
    layers : str
        Notation for `engine.networks.specification.parse_layers`.
    chapter : int
        Chapter in which it first appears; 0 for the playground, which is not in the book.
    use : str
        DIGITS, PLAYGROUND or DIAGRAM.
    shape : str
        Name of the point set, for a network of the playground.
    settings : Mapping
        The book's training settings for a digit network; empty for the others.
    """

    layers: str
    chapter: int
    use: str = DIGITS
    shape: str = ""
    settings: Mapping[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Unique name: use and point set or layers."""
        return f"{self.use}:{self.shape or self.layers}"


def _one_stage(activation: str, *dense: int) -> str:
    return _words(f"28x28 conv20@5:{activation} pool2", activation, dense)


def _two_stages(activation: str, *dense: int) -> str:
    start = f"28x28 conv20@5:{activation} pool2 conv40@5:{activation} pool2"
    return _words(start, activation, dense)


def _words(start: str, activation: str, dense: tuple[int, ...]) -> str:
    return " ".join([start, *(f"dense{width}:{activation}" for width in dense), "softmax10"])


def _digits(layers: str, chapter: int, cost: str, eta: float, decay: float) -> BookNetwork:
    settings: dict[str, Value] = {"cost": cost, "eta": eta, "lambda": decay}
    return BookNetwork(layers, chapter, DIGITS, "", settings)


def _first(layers: str) -> BookNetwork:
    return _digits(layers, 1, "quadratic", 3.0, 0.0)


def _deep(layers: str) -> BookNetwork:
    return _digits(layers, 5, "cross-entropy", 0.1, 5.0)


def _sixth(layers: str) -> BookNetwork:
    rectified = "relu" in layers
    return _digits(
        layers, 6, "log-likelihood", 0.03 if rectified else 0.1, 1.0 if rectified else 0.0
    )


BOOK_NETWORKS: tuple[BookNetwork, ...] = (
    *(BookNetwork(shape.layers, 0, PLAYGROUND, shape.name) for shape in SHAPES),
    BookNetwork("5-3-4-1", 1, DIAGRAM),
    BookNetwork("3-4-1", 1, DIAGRAM),
    BookNetwork("6-4-3-1", 1, DIAGRAM),
    _first("784-10"),
    _first("784-15-10"),
    _first("784-30-10"),
    _first("784-100-10"),
    _deep("784-30-30-10"),
    _deep("784-30-30-30-10"),
    _deep("784-30-30-30-30-10"),
    _sixth("28x28 dense100:sigmoid softmax10"),
    _sixth(_one_stage("sigmoid")),
    _sixth(_one_stage("sigmoid", 100)),
    _sixth(_two_stages("sigmoid", 100)),
    _sixth(_two_stages("tanh", 100)),
    _sixth(_two_stages("relu", 100)),
    _sixth(_two_stages("relu", 300)),
    _sixth(_two_stages("relu", 1000)),
    _sixth(_two_stages("relu", 100, 100)),
    _sixth(_two_stages("relu", 300, 300)),
    _sixth(_two_stages("relu", 1000, 1000)),
)
"""Networks in the order of the menu.  Nielsen (2015), ch. 1, 5 and 6; λ of chapter 6 is ten
times the book's, see `engine.experiments.chapters.chapter_6`."""


def find_network(name: str) -> BookNetwork:
    """Return a network by its name.

    Raises
    ------
    SettingError
        If there is no such network.
    """
    found = next((network for network in BOOK_NETWORKS if network.name == name), None)
    if found is None:
        raise SettingError(
            "expected a network of the book, got {found}; choose one from its menu", found=name
        )
    return found
