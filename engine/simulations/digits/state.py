"""State of the Digits page."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Images, Labels
from engine.commands.edits import Stroke
from engine.commands.pages.digits import ReaderName
from engine.data.classes import DIGITS
from engine.recognition.recognition import Reading
from engine.simulations.learning.views.state import NetworkView, TrainingView
from engine.simulations.surface.state import SurfaceState


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Origin of the picture on the pad.

    Attributes
    ----------
    kind : str
        "none" (an empty pad), "drawing", "example" or "picture" (of a file).
    label : int or None
        The true class in the order of the data, where it is known.
    index, count : int
        Index in the data's test part, and its size; of a picture, the figure shown, and how many
        there are.
    data : str
        Name of the data set, or of the picture's file.
    name : str
        Name of the true class.
    """

    kind: str
    label: int | None = None
    index: int = 0
    count: int = 0
    data: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class GameView:
    """State of the game against the network: n hard digits, 20 where there are as many.

    Attributes
    ----------
    pictures : Images, shape (n, 28, 28)
    labels, network_answers : Labels, shape (n,)
    network_seconds : float
        Measured time of the network for all of them.
    your_answers : tuple of int
        As far as the game has gone; the next digit to answer is number len(your_answers).
    your_seconds : tuple of float
    names : tuple of str
        Names of the classes.
    """

    pictures: Images
    labels: Labels
    network_answers: Labels
    network_seconds: float
    your_answers: tuple[int, ...] = ()
    your_seconds: tuple[float, ...] = ()
    names: tuple[str, ...] = DIGITS

    @property
    def finished(self) -> bool:
        """Whether every digit has been answered."""
        return len(self.your_answers) == len(self.labels)


@dataclass(frozen=True, slots=True)
class DigitsState:
    """The whole state of the Digits page.

    Attributes
    ----------
    reader : str
        Name of the network that reads: "ready-made", "plain", "mine" or "recorded".
    reading : Reading or None
        That network's reading of the picture; None for an empty pad.
    picture_version : int
        Grows with every new picture or stroke; not with training.
    strokes : tuple of strokes
        The drawing, as it came from the pad; empty for an example.
    network : NetworkView
        The network that reads.
    figure_digits : tuple of int
        Its answers to all figures of a picture that has several.
    surface : SurfaceState or None
        Cost surface of the network that learns; None unless "surface" is observed.
    """

    reader: ReaderName
    reading: Reading | None
    picture_version: int
    source: PictureSource
    strokes: tuple[Stroke, ...]
    network: NetworkView
    training: TrainingView
    figure_digits: tuple[int, ...] = ()
    game: GameView | None = None
    surface: SurfaceState | None = None
