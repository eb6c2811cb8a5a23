"""STATIONS: the stations of the page, in the order of the switch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.station_page import Station
from app.pages.overfitting.dropout.station import DropoutStation
from app.pages.overfitting.expansion.station import ExpansionStation
from app.pages.overfitting.gap.station import GapStation
from app.pages.overfitting.initialisation.station import InitialisationStation
from app.pages.overfitting.more_data.station import MoreDataStation
from app.pages.overfitting.polynomial.station import PolynomialStation
from app.pages.overfitting.trap.station import TrapStation
from app.pages.overfitting.weights.station import WeightsStation
from engine.commands.command import SendCommand


@dataclass(frozen=True, slots=True)
class Entry:
    """A station of the page.

    Attributes
    ----------
    name : str
        As in `engine.simulations.overfitting.scene.STATIONS`.
    words : tuple of str
        Text and tooltip of its segment, and meaning of its number key; English.
    make : callable
        (theme, send) -> station.
    hint : str
        In the title bar, English; "" for that of the page.
    """

    name: str
    words: tuple[str, str, str]
    make: Callable[[Theme, SendCommand], Station]
    hint: str = ""


STATIONS = (
    Entry(
        "gap",
        (mark("The gap"), mark("Training against test, epoch by epoch (1)."),
         mark("Station: the gap")),
        GapStation,
    ),
    Entry(
        "weights",
        (mark("Weights"), mark("What the penalty does to the weights of that run (2)."),
         mark("Station: weights")),
        WeightsStation,
        mark("Which weights does λ make smaller? Press λ 0.1."),
    ),
    Entry(
        "trap",
        (mark("Test trap"), mark("Choose the best of many by the test set, and see (3)."),
         mark("Station: the trap of the test set")),
        TrapStation,
        mark("Press Play. Then take fewer test pictures."),
    ),
    Entry(
        "initialisation",
        (mark("Start"), mark("How the first weights are drawn, and what they do (4)."),
         mark("Station: initialisation")),
        InitialisationStation,
        mark("Give the neuron fewer inputs. Then press Play."),
    ),
    Entry(
        "dropout",
        (mark("Dropout"), mark("Thinned networks and their votes (5)."),
         mark("Station: dropout")),
        DropoutStation,
        mark("Change p. Then press Play."),
    ),
    Entry(
        "expansion",
        (mark("Expansion"), mark("One digit, and the copies that training makes of it (6)."),
         mark("Station: expansion")),
        ExpansionStation,
        mark("Bend the digit until it is misread."),
    ),
    Entry(
        "more_data",
        (mark("More data"), mark("More pictures, or a better network (7)."),
         mark("Station: more data")),
        MoreDataStation,
        mark("Which point judges the curve?"),
    ),
    Entry(
        "polynomial",
        (mark("Polynomial"), mark("A line or a polynomial through ten points (8)."),
         mark("Station: polynomial")),
        PolynomialStation,
        mark("Drag a point. Then lower the degree."),
    ),
)  # fmt: skip
