"""Base of scene pages with stations of which only the present one runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.settings import Value
from engine.simulations.learning.data_store import Store
from engine.simulations.scene_page.scene_page import ScenePage
from engine.simulations.scene_page.station_runner import StationRunner
from engine.simulations.simulation import Inverse
from engine.snapshots import Message, Status


class StationScene(Protocol):
    """A scene that knows its station; it is a frozen dataclass with the field `settings`."""

    @property
    def settings(self) -> Mapping[str, Value]:
        """The declared settings by name, "data" among them."""
        ...

    @property
    def station(self) -> str:
        """The present station."""
        ...


S = TypeVar("S", bound=StationScene)


class StationScenePage(ScenePage[S]):
    """Base of pages whose stations run by themselves, on data that they share.

    Parameters
    ----------
    scene : S
        The first scene.
    runners : mapping
        The stations by name; several may share a runner.
    store : Store
        Source of the pictures.
    clock : callable
        Returns seconds; only the speed depends on it.
    """

    def __init__(
        self,
        scene: S,
        runners: Mapping[str, StationRunner[S]],
        store: Store,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(scene, clock)
        self.runners, self.store = dict(runners), store
        self.handlers |= {
            Start: lambda command: self.runner.start(),
            Pause: lambda command: self.runner.pause(),
            Step: lambda command: self.runner.step_by(command.count),
            Seek: lambda command: self.runner.seek(command.step),
        }

    @property
    def runner(self) -> StationRunner[S]:
        """The present station."""
        return self.runners[self.scene.station]

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport of the present station."""
        status, waits = self.runner.status, self.runner.needs_pictures and self.store.busy
        return Status.LOADING if waits and status is Status.RUNNING else status

    @property
    def failure(self) -> Message | None:
        """Reason of the station's failure, if any."""
        return self.runner.failure

    @property
    def step(self) -> int:
        """Steps at the shown position of the present station."""
        return self.runner.step

    @property
    def elapsed_s(self) -> float:
        """Seconds of training up to there."""
        return self.runner.elapsed_s

    @property
    def busy(self) -> bool:
        """Whether there is something to do."""
        return self.store.busy or self.runner.busy

    @property
    def progress(self) -> int:
        """Steps learned so far, of all stations."""
        return sum(runner.learned for runner in dict.fromkeys(self.runners.values()))

    def advance(self, budget_s: float) -> None:
        """Advance the present station.

        Raises
        ------
        EngineError
            If pictures could not be loaded; then the page keeps those from before.
        """
        self.store.wait(budget_s)
        try:
            self.store.loaded()
        except EngineError:
            settings = {**self.scene.settings, "data": self.store.name}
            self.show(replace(self.scene, settings=settings))  # type: ignore[type-var]
            raise
        self.runner.advance(budget_s)

    def close(self) -> None:
        """End the thread that loads."""
        self.store.close()

    # --- scenes ----------------------------------------------------------------------------

    def show(self, scene: S) -> None:
        """Make a scene the present one; a station that is left pauses."""
        if self.runners[scene.station] is not self.runner:
            self.runner.pause()
        self._show(scene, returning=False)

    def show_again(self, scene: S) -> None:
        """Return to a scene, and to what its stations had reached with it."""
        self._show(scene, returning=True)

    def _show(self, scene: S, *, returning: bool) -> None:
        self.scene = scene
        for runner in dict.fromkeys(self.runners.values()):
            runner.show(scene, returning=returning)

    # --- transport -------------------------------------------------------------------------

    def reset(self, command: Reset) -> Inverse | None:
        """Return to the beginning of the station, or begin anew with the next seed."""
        if command.new_seed:
            return self.edit(command)
        self.runner.reset()
        return None
