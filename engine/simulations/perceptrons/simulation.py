"""Simulation of the Perceptrons page: a decision, gates, a sigmoid neuron, four bits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from msgspec import Raw

from engine.commands.pages.perceptrons import ShowRow, ShowStation, ToggleInput
from engine.commands.transport import Seek, Start, Step
from engine.errors import SettingError
from engine.perceptrons.benches import nand
from engine.perceptrons.four_bits import BitLayer
from engine.settings import check_all, check_known
from engine.simulations.perceptrons.document import restored, save
from engine.simulations.perceptrons.edits import EDITS, station_of
from engine.simulations.perceptrons.scene import SETTINGS, STATIONS, Scene, first_step
from engine.simulations.perceptrons.state import PerceptronsState
from engine.simulations.perceptrons.views import PerceptronViews
from engine.simulations.scene_page.scene_page import ScenePage
from engine.simulations.simulation import Saved
from engine.snapshots import Message

ROWS_PER_S = 0.8
"""Rows of a table per second of playback: slow enough to follow the signals."""

MOST_STEPS = 10**9


class Perceptrons(ScenePage[Scene]):
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
    edits = EDITS
    speed = ROWS_PER_S
    stays = Message("The change was taken back; the row that was reached since stays.")

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        super().__init__(Scene(check_all(SETTINGS, {}), nand(), BitLayer()), clock)
        self._views = PerceptronViews()
        self.handlers[ShowStation] = self._show_station
        self.handlers[ShowRow] = self._show_row
        self.handlers[ToggleInput] = self._toggle
        self.refresh(frozenset())

    def view(self, observed: frozenset[str]) -> PerceptronsState:
        """Return the page's state."""
        scene, views = self.scene, self._views
        bench_only = scene.settings["network"] == "bench"
        return PerceptronsState(
            station=scene.station,
            settings=scene.settings,
            row=scene.row(scene.station),
            rows=scene.rows(scene.station),
            first=first_step(scene.station),
            step=scene.step,
            decision=views.decision(scene, scene.row("decision")),
            bench=views.bench(scene),
            sigmoid=views.sigmoid(scene, scene.row("sigmoid") or 0),
            gaps=views.gaps(scene) if bench_only and scene.station == "sigmoid" else None,
            bits=views.bits(scene.bits),
        )

    # --- documents ---------------------------------------------------------------------------

    def save(self) -> Saved:
        """Return the document's content: scene, station and the steps of all stations."""
        return save(self.scene)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        return restored(text)

    # --- edits -------------------------------------------------------------------------------

    def returned(
        self, command: object, target: Scene, source: Scene
    ) -> tuple[Scene, Message | None]:
        """Return to the station where the edit was made; rows reached since stay."""
        steps, station = self.scene.steps, station_of(command) or source.station
        said = self.stays if steps != source.steps else None
        return replace(target, steps=steps, station=station), said

    def show(self, scene: Scene) -> None:
        """Make a scene the present one; another station rests."""
        elsewhere = scene.station != self.scene.station
        super().show(scene)
        if elsewhere:
            self.rest()

    # --- transport ---------------------------------------------------------------------------

    def at(self, step: int) -> Scene:
        """Return the scene at a step of its station."""
        return replace(self.scene, steps={**self.scene.steps, self.scene.station: step})

    def forward(self) -> bool:
        """Show the next row."""
        self.scene = self.at(self.step + 1)
        return True

    def start(self, command: Start) -> None:
        """Play to the last row of the present pass through the table, or the next pass."""
        rows, first = self.scene.rows(self.scene.station), first_step(self.scene.station)
        last = (max(self.step - first, 0) // rows + 1) * rows - 1 + first
        if self.step >= last:
            last += rows
            self.forward()
        self.playback.start(self.step, last)

    def step_by(self, command: Step) -> None:
        """Go some rows on or back."""
        self.seek(Seek(command.simulation_id, self.step + command.count))

    def seek(self, command: Seek) -> None:
        """Show the row of a step."""
        self.scene = self.at(max(0, min(command.step, MOST_STEPS)))
        self.rest()

    def _show_station(self, command: ShowStation) -> None:
        check_known(
            "expected a station among {known}, got {found}; check the name",
            STATIONS,
            command.station,
        )
        self.scene = replace(self.scene, station=command.station)
        self.rest()

    def _show_row(self, command: ShowRow) -> None:
        rows, first = self.scene.rows(self.scene.station), first_step(self.scene.station)
        if not 0 <= command.row < rows:
            raise SettingError(
                "expected a row of the table, got {found}; click one that is there",
                found=command.row,
            )
        walks = max(self.step - first, 0) // rows
        self.seek(Seek(command.simulation_id, first + walks * rows + command.row))

    def _toggle(self, command: ToggleInput) -> None:
        station = self.scene.station
        rows = self.scene.rows(station)
        bit = rows >> (command.input + 1) if command.input >= 0 else 0
        if station == "bits" or not bit:
            raise SettingError(
                "expected an input of this station, got {found}; click one that is there",
                found=command.input + 1,
            )
        self._show_row(ShowRow(command.simulation_id, (self.scene.row(station) or 0) ^ bit))
