"""STATIONS: the page's table of stations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.pages.slowdown.activations.station import ActivationsStation
from app.pages.slowdown.derivation.station import DerivationStation
from app.pages.slowdown.neuron.station import NeuronStation
from app.pages.slowdown.softmax.station import SoftmaxStation
from app.pages.slowdown.station import SlowdownStation
from engine.commands.command import SendCommand


@dataclass(frozen=True, slots=True)
class StationEntry:
    """One entry of STATIONS; name, title and meanings English, shown through `tr`.

    Attributes
    ----------
    name : str
        As in `engine.simulations.slowdown.stations.STATIONS`.
    title, meaning, key : str
        Text and tooltip of its segment, and the meaning of its number key.
    make : callable
    hint : str
        In the title bar; "" for that of the page.
    """

    name: str
    title: str
    meaning: str
    key: str
    make: Callable[[Theme, SendCommand], SlowdownStation]
    hint: str = ""


STATIONS: tuple[StationEntry, ...] = (
    StationEntry(
        "neuron", mark("Neuron"), mark("Two neurons, two costs, one clock (1)."),
        mark("Station: the neurons"), NeuronStation,
        mark("Press Play. Then choose the milder start."),
    ),
    StationEntry(
        "derivation", mark("Cross-entropy"), mark("The cost that a wish leads to (2)."),
        mark("Station: why cross-entropy"), DerivationStation,
        mark("Play line by line; drag the point."),
    ),
    StationEntry(
        "softmax", mark("Softmax"), mark("Four outputs that share 1 (3)."),
        mark("Station: softmax"), SoftmaxStation,
        mark("Drag one input: all outputs answer."),
    ),
    StationEntry(
        "activations", mark("Activations"), mark("All activations on one clock (4)."),
        mark("Station: activations"), ActivationsStation,
        mark("Press Play. Then choose a row."),
    ),
)  # fmt: skip
