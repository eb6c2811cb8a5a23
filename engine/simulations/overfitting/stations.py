"""STATIONS: what runs at each station of the page, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.simulations.learning.data_store import DataStore
from engine.simulations.overfitting.dropout.runner import DropoutRunner
from engine.simulations.overfitting.expansion.runner import ExpansionRunner
from engine.simulations.overfitting.gap.runner import GapRunner
from engine.simulations.overfitting.initialisation.runner import InitialisationRunner
from engine.simulations.overfitting.more_data.runner import MoreDataRunner
from engine.simulations.overfitting.polynomial.runner import PolynomialRunner
from engine.simulations.overfitting.scene import Scene
from engine.simulations.overfitting.trap.runner import TrapRunner
from engine.simulations.scene_page.station_runner import StationRunner

View = Callable[[frozenset[str]], Any]


@dataclass(frozen=True, slots=True)
class Station:
    """A station: its transport, and what returns its frozen view.

    Attributes
    ----------
    view : callable
        (observed fields) -> view.
    """

    runner: StationRunner[Scene]
    view: View


def allow_distortion(stations: Mapping[str, Station]) -> None:
    """Let the station Expansion work: its kernels are compiled."""
    runner = stations["expansion"].runner
    assert isinstance(runner, ExpansionRunner)
    runner.ready = True


def stations(scene: Scene, store: DataStore, clock: Callable[[], float]) -> Mapping[str, Station]:
    """Return the stations by name, in the order of `scene.STATIONS`."""
    gap, trap = GapRunner(scene, store, clock), TrapRunner(scene, store, clock)
    initialisation = InitialisationRunner(scene, store, clock)
    dropout = DropoutRunner(scene, store, clock)
    polynomial = PolynomialRunner(scene)
    expansion = ExpansionRunner(scene, clock)
    more_data = MoreDataRunner(scene, store, clock)
    return {
        "gap": Station(gap, gap.view),
        "weights": Station(gap, gap.weights_view),
        "trap": Station(trap, trap.view),
        "initialisation": Station(initialisation, initialisation.view),
        "dropout": Station(dropout, dropout.view),
        "expansion": Station(expansion, expansion.view),
        "more_data": Station(more_data, more_data.view),
        "polynomial": Station(polynomial, polynomial.view),
    }
