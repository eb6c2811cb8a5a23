"""Simulation of the Perceptrons page: a decision, gates, a sigmoid neuron, four bits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Raw

from engine.commands.pages.perceptrons import ShowRow, ShowStation, ToggleInput
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.perceptrons.benches import nand
from engine.perceptrons.four_bits import BitLayer
from engine.settings import check_all
from engine.simulations.perceptrons.document import restored, save
from engine.simulations.perceptrons.edits import EDITS, Edited
from engine.simulations.perceptrons.scene import SETTINGS, STATIONS, Scene
from engine.simulations.perceptrons.state import PerceptronsState
from engine.simulations.perceptrons.views import PerceptronViews
from engine.simulations.simulation import Inverse, Saved
from engine.snapshots import Message, Status

ROWS_PER_S = 0.8
"""Rows of a table per second of playback: slow enough to follow the signals."""

MOST_STEPS = 10**9


class Perceptrons:
    """The simulation behind the page; its state is `PerceptronsState`.

    One step shows the next row of the station's table: all combinations of its inputs, or on
    the last station the ten digits. Each station has its own position.

    Parameters
    ----------
    seed : int
        Without effect: nothing here is random.
    clock : callable
        Returns seconds; only the pace depends on it.
    """

    declared_settings = SETTINGS
    failure: Message | None = None
    elapsed_s = 0.0

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._scene = Scene(check_all(SETTINGS, {}), nand(), BitLayer())
        self._held: Scene | None = None
        self._station = STATIONS[0]
        self._steps = dict.fromkeys(STATIONS, 0)
        self._status = Status.IDLE
        self._begun: tuple[float, int, int] = (0.0, 0, 0)
        self._edits = 0
        self._views = PerceptronViews()
        self.handlers: dict[type, Callable[[Any], Inverse | Message | None]] = {
            ShowStation: self._show_station,
            ShowRow: self._show_row,
            ToggleInput: self._toggle,
            Start: self._start,
            Pause: self._pause,
            Step: self._step_by,
            Seek: self._seek,
            Reset: self._reset,
            SetPace: self._ignore,
        }
        self.handlers.update({kind: partial(self._edit, *EDITS[kind]) for kind in EDITS})
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return self._status

    @property
    def step(self) -> int:
        """Steps done at the present station."""
        return self._steps[self._station]

    @property
    def busy(self) -> bool:
        """Whether a table is being played."""
        return self._status is Status.RUNNING

    def advance(self, budget_s: float) -> None:
        """Show the row that is due by the clock."""
        if not self.busy:
            return
        begun, first, last = self._begun
        due = first + int((self._clock() - begun) * ROWS_PER_S)
        self._steps[self._station] = max(self.step, min(due, last))
        if self.step >= last:
            self._status = Status.FINISHED

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the page's state anew."""
        scene, views = self._scene, self._views
        bench_only = scene.settings["network"] == "bench"
        self._state = PerceptronsState(
            station=self._station,
            settings=scene.settings,
            row=self._row(self._station),
            rows=scene.rows(self._station),
            first=self._first(self._station),
            step=self.step,
            decision=views.decision(scene, self._row("decision")),
            bench=views.bench(scene),
            sigmoid=views.sigmoid(scene, self._row("sigmoid") or 0),
            gaps=views.gaps(scene) if bench_only and self._station == "sigmoid" else None,
            bits=views.bits(scene.bits),
        )

    def state(self) -> PerceptronsState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Edits so far: nothing is learned here."""
        return self._edits

    def save(self) -> Saved:
        """Return the document's content: scene, station and the steps of all stations."""
        return save(self._scene, self._station, self._steps)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        self._scene, self._station, self._steps = restored(text)
        self._status = Status.PAUSED if self.step else Status.IDLE
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return an empty mapping: perceptrons need no data."""
        return {}

    def close(self) -> None:
        """Do nothing: there is no thread to end."""

    # --- edits -----------------------------------------------------------------------------

    def _edit(
        self, station: str, change: Callable[[Scene, Any], Edited], command: Any
    ) -> Inverse | None:
        scene, said = change(self._scene, command)
        if not getattr(command, "finished", True):
            # all commands of a drag are one edit, from the scene before the first
            self._held = self._held or self._scene
            self._scene = scene
            return None
        before, self._held = self._held or self._scene, None
        self._scene = scene
        if scene == before:
            return None
        self._edits += 1
        return self._inverse(said, before, station or self._station)

    def _inverse(self, name: Message, before: Scene, station: str) -> Inverse:
        after, steps = self._scene, dict(self._steps)

        def undo() -> Message | None:
            self._show(before, station)
            if self._steps != steps:
                return Message("The change was taken back; the row that was reached since stays.")
            return None

        def redo() -> Message | None:
            self._show(after, station)
            return None

        return Inverse(name, undo, redo)

    def _show(self, scene: Scene, station: str) -> None:
        self._scene, self._held = scene, None
        self._edits += 1
        if station != self._station:
            self._show_station(ShowStation("", station))

    # --- transport -------------------------------------------------------------------------

    def _show_station(self, command: ShowStation) -> None:
        if command.station not in STATIONS:
            raise SettingError(
                "expected a station among {known}, got {found}; check the name",
                known=", ".join(STATIONS),
                found=command.station,
            )
        self._station = command.station
        self._status = Status.PAUSED if self.step else Status.IDLE

    def _row(self, station: str) -> int | None:
        """Return the row that a station shows; None on the scale before its first step."""
        place = self._steps[station] - self._first(station)
        return place % self._scene.rows(station) if place >= 0 else None

    @staticmethod
    def _first(station: str) -> int:
        """Return the step at which a station shows its first row."""
        return 1 if station == "decision" else 0

    def _last_of_walk(self) -> int:
        """Return the step that shows the last row of the present pass through the table."""
        rows, first = self._scene.rows(self._station), self._first(self._station)
        return (max(self.step - first, 0) // rows + 1) * rows - 1 + first

    def _start(self, command: Start) -> None:
        last = self._last_of_walk()
        if self.step >= last:
            last += self._scene.rows(self._station)
            self._go(self.step + 1)
        self._status = Status.RUNNING
        self._begun = (self._clock(), self.step, last)

    def _pause(self, command: Pause) -> None:
        if self.busy:
            self._status = Status.PAUSED

    def _step_by(self, command: Step) -> None:
        self._go(self.step + command.count)

    def _seek(self, command: Seek) -> None:
        self._go(command.step)

    def _go(self, step: int) -> None:
        self._steps[self._station] = max(0, min(step, MOST_STEPS))
        self._status = Status.PAUSED if self.step else Status.IDLE

    def _show_row(self, command: ShowRow) -> None:
        if not 0 <= command.row < self._scene.rows(self._station):
            raise SettingError(
                "expected a row of the table, got {found}; click one that is there",
                found=command.row,
            )
        rows, first = self._scene.rows(self._station), self._first(self._station)
        walks = max(self.step - first, 0) // rows
        self._go(first + walks * rows + command.row)

    def _toggle(self, command: ToggleInput) -> None:
        rows = self._scene.rows(self._station)
        bit = rows >> (command.input + 1) if command.input >= 0 else 0
        if self._station == "bits" or not bit:
            raise SettingError(
                "expected an input of this station, got {found}; click one that is there",
                found=command.input + 1,
            )
        self._show_row(ShowRow(command.simulation_id, (self._row(self._station) or 0) ^ bit))

    def _reset(self, command: Reset) -> None:
        self._go(0)

    def _ignore(self, command: object) -> None:
        """Do nothing: tables are played at a fixed speed."""
