"""The Overfitting page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.keys import KeyAction
from app.page_frame.station_page import StationPage
from app.pages.overfitting.deciding import CONTROLS
from app.pages.overfitting.polynomial.station import PolynomialStation
from app.pages.overfitting.stations import STATIONS
from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.command import SendCommand
from engine.commands.transport import Start
from engine.simulations.overfitting.dropout.state import DropoutView
from engine.simulations.overfitting.gap.state import GapView
from engine.simulations.overfitting.state import OverfittingState
from engine.simulations.overfitting.weights.state import WeightsView
from engine.snapshots import Snapshot, Status


class OverfittingPage(StationPage):
    """Page that shows an OverfittingState."""

    state_type = OverfittingState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        words = {entry.name: entry.words for entry in STATIONS}
        hints = {entry.name: entry.hint for entry in STATIONS}
        super().__init__(
            send, theme, SIMULATION_ID, words, mark("Play (Space)."), parent, hints=hints
        )
        self.put_on_stage({entry.name: entry.make(theme, send) for entry in STATIONS})
        self._opened = False
        self._granted: tuple[str, int] | None = None

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (*self._station_keys(), *super().key_actions())

    def _station_keys(self) -> Iterator[KeyAction]:
        """Yield the keys of single stations."""
        for station in self.stations.values():
            if isinstance(station, PolynomialStation):
                yield KeyAction(("H",), mark("Hold the selected point out, or fit it"),
                                station.canvas.toggle_held, station.has_selection)  # fmt: skip

    def show_snapshot(self, snapshot: Snapshot) -> None:
        super().show_snapshot(snapshot)
        if self._visible and not self._opened:
            self._open()
        if self._visible:
            self._grant(self.state)

    def _grant(self, state: OverfittingState | None) -> None:
        """Start the live run that a station has asked for, once."""
        wish = None if state is None else wish_of(state.view)
        if wish is not None and wish != self._granted:
            self._granted = wish
            self.send(Start(self.simulation_id))

    def _open(self) -> None:
        """Let the recorded run play, the first time that the page is seen; not in a lecture."""
        simulation = self.simulation
        if simulation is None or simulation.payload is None:
            return
        self._opened = True
        still = self.theme.lecture or self.theme.reduced_motion
        if not still and simulation.status is Status.IDLE and not simulation.step:
            self.send(Start(self.simulation_id))


def wish_of(view: object) -> tuple[str, int] | None:
    """Return the kind and the number of the run that is to be started; None if there is none."""
    asking = view.gap if isinstance(view, WeightsView) else view
    if not isinstance(asking, GapView | DropoutView) or not asking.wish:
        return None
    return type(asking).__name__, asking.wish
