"""Simulation of the page Search: hyper-parameters are hunted for by machine and by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.pages.search import RunRow
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.simulations.scene_page.scene_page import ScenePage, seen_as
from engine.simulations.search import document
from engine.simulations.search.edits import EDITS
from engine.simulations.search.runner import HuntRunner, LadderRunner, MapRunner, TrialRunner
from engine.simulations.search.scene import Scene, first_scene
from engine.simulations.search.settings import HUNT, LADDER, LOOKS, MAP, SETTINGS
from engine.simulations.search.state import SearchState
from engine.simulations.search.views import MapViews, hunt_view, ladder_view, missing
from engine.simulations.search.works import MakeWorkers, workers_outside
from engine.simulations.simulation import Inverse, Saved
from engine.snapshots import Message, Status


class HyperparameterSearch(ScenePage[Scene]):
    """The simulation behind the page; its state is `SearchState`.

    Only the present station runs; a step is a trial.

    Parameters
    ----------
    seed : int
    clock : callable
        Returns seconds; only the remaining time depends on it.
    make : callable
        (plan, place) -> workers of the map: processes or a cluster.
    """

    declared_settings = SETTINGS
    edits = EDITS
    view_settings = LOOKS

    def __init__(
        self, seed: int, clock: Callable[[], float], make: MakeWorkers = workers_outside
    ) -> None:
        super().__init__(first_scene(max(seed, 0)), clock)
        self._map = MapRunner(self.scene, clock, make)
        self._hunt = HuntRunner(self.scene, clock)
        self._ladder = LadderRunner(self.scene, clock)
        self._runners: Mapping[str, TrialRunner] = {
            MAP: self._map,
            HUNT: self._hunt,
            LADDER: self._ladder,
        }
        self._map_views, self._missing = MapViews(), missing()
        self.handlers |= {
            Start: lambda command: self._runner.start(),
            Pause: lambda command: self._runner.pause(),
            Step: lambda command: self._runner.step_by(command.count),
            Seek: lambda command: self._runner.seek(command.step),
            RunRow: self._run_row,
        }
        self.refresh(frozenset())

    @property
    def _runner(self) -> TrialRunner:
        return self._runners[self.scene.station]

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport of the present station."""
        return self._runner.status

    @property
    def step(self) -> int:
        """Trials that are shown."""
        return self._runner.step

    @property
    def busy(self) -> bool:
        """Whether there is something to do."""
        return self._runner.busy

    @property
    def progress(self) -> int:
        """Trials that have ended, of all stations."""
        return sum(runner.last_step for runner in self._runners.values())

    def advance(self, budget_s: float) -> None:
        """Take what workers have done.

        Raises
        ------
        EngineError
            If the search cannot go on; what ended stays.
        """
        self._runner.advance(budget_s)

    def view(self, observed: frozenset[str]) -> SearchState:
        """Return the page's state, with the view of the present station."""
        station, runner = self.scene.station, self._runner
        return SearchState(
            self.scene.settings,
            self._missing,
            runner.step,
            runner.last_step,
            map=self._map_views.of(self._map) if station == MAP else None,
            rows=hunt_view(self._hunt) if station == HUNT else (),
            ladder=ladder_view(self._ladder) if station == LADDER else None,
            failure=runner.failure,
        )

    def save(self) -> Saved:
        """Return the document's content: settings, and the results of trials."""
        results = {"map": self._map.results, "rows": self._hunt.results}
        return document.save(self.scene, {**results, "ladder": self._ladder.results})

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore settings and results from a document."""
        scene, results = document.restored(text)
        self.show(scene)
        self._map.take(results["map"])
        self._hunt.take(results["rows"])
        self._ladder.take(results["ladder"])
        self.refresh(frozenset())

    def close(self) -> None:
        """End all processes."""
        for runner in self._runners.values():
            runner.close()

    # --- edits -----------------------------------------------------------------------------

    def edit(self, command: Command) -> Inverse | None:
        """Apply an edit; its undo says whether trials that ended since stay."""
        inverse = super().edit(command)
        if inverse is None:
            return None
        ended, show = self._runner.last_step, inverse.show

        def say(target: Scene, source: Scene) -> Message | None:
            more = self._runner.last_step > ended
            show(target, source)
            return self.stays if more and self._runner.last_step > ended else None

        return replace(inverse, show=say)

    def returned(
        self, command: Command, target: Scene, source: Scene
    ) -> tuple[Scene, Message | None]:
        """Return to a scene and its station, looked at as at present."""
        return seen_as(target, self.scene, LOOKS - {"station"}), None

    def show(self, scene: Scene) -> None:
        """Make a scene the present one; a station that is left pauses."""
        if scene.station != self.scene.station:
            self._runner.pause()
        self.scene = scene
        for runner in self._runners.values():
            runner.show(scene)

    # --- transport -------------------------------------------------------------------------

    def reset(self, command: Reset) -> Inverse | None:
        """Forget the results of the station, or begin anew with the next seed."""
        if command.new_seed:
            return self.edit(command)
        self._runner.reset()
        return None

    def _run_row(self, command: RunRow) -> None:
        scene = self.scene
        scene.row(command.row)
        self._hunt.run_row(command.row)
