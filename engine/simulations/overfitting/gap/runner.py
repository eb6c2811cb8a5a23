"""The run of the gap: a recorded one where there is one for the settings, else a live one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from engine.commands.transport import Pause, Start, Step
from engine.networks.network import Network
from engine.runs.recorded_runs import RecordedRun, load_shipped_run
from engine.settings import Value
from engine.simulations.learning.data_store import DataStore
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.recorded_playback import Playing
from engine.simulations.learning.views.state import History, TrainingView
from engine.simulations.overfitting.gap.live import LiveRuns
from engine.simulations.overfitting.gap.settings import TRAINED
from engine.simulations.overfitting.gap.state import GapView, GhostView, KeptView
from engine.simulations.overfitting.gap.views import kept_networks, overfit_epoch
from engine.simulations.overfitting.scene import Scene, first_scene
from engine.simulations.overfitting.weights.microscope import Microscope
from engine.simulations.overfitting.weights.state import WeightsView
from engine.simulations.scene_page.station_runner import StationRunner
from engine.snapshots import Status
from engine.training.settings import TrainingSettings

RECORDED = {"3.D": 0.0, "3.F": 0.1}
"""λ of the shipped runs that play where all other settings are the first ones."""

WEIGHTS = "weights"
"""The station that looks at the same run through the microscope."""

WORTH_A_GHOST = 3
"""Least number of measured epochs of a run that stays as a ghost."""

Judgement: TypeAlias = tuple[int | None, tuple[KeptView, ...]]
"""Epoch from which a run overfits, and what could be kept of it."""

SETTINGS = (*TRAINED, "hidden", "data")
"""Settings that make another run."""


@dataclass(frozen=True, slots=True)
class _Ghost:
    values: Mapping[str, Value]
    history: History


class GapRunner(StationRunner[Scene]):
    """Plays or trains the run that the page's settings ask for; the one before stays as a ghost.

    Parameters
    ----------
    scene : Scene
        The first scene.
    store : DataStore
        Source of the pictures of live runs.
    clock : callable
        Returns seconds; only speed depends on it.
    load_run : callable
        (name) -> RecordedRun.
    """

    needs_pictures = True

    def __init__(
        self,
        scene: Scene,
        store: DataStore,
        clock: Callable[[], float],
        load_run: Callable[[str], RecordedRun] = load_shipped_run,
    ) -> None:
        super().__init__()
        self._store, self._clock = store, clock
        self._scene, self._values = scene, run_values(scene)
        self._load_run = lru_cache(load_run)
        self._ghost: _Ghost | None = None
        self._shown_ghost: GhostView | None = None
        self.live = LiveRuns(scene.settings, store, clock)
        self.playing: Playing | None = None
        self._microscope = Microscope()
        self._judgement: tuple[History, int, Judgement] | None = None
        self._open(returning=False)
        self.pause()
        self.status = Status.IDLE

    @property
    def step(self) -> int:
        """Epochs trained at the shown position; of a recorded run, the number of the frame."""
        return self.playing.frame if self.playing else self.live.epoch

    @property
    def learned(self) -> int:
        """Epochs trained: to play a recorded run changes nothing."""
        return 0 if self.playing else self.live.epoch

    @property
    def last_step(self) -> int:
        """The furthest step that can be shown."""
        return len(self.playing.run.frames) - 1 if self.playing else self.live.last_epoch

    @property
    def elapsed_s(self) -> float:
        """Seconds of training up to there."""
        return self.playing.elapsed_s if self.playing else self.live.learning.elapsed_s

    @property
    def busy(self) -> bool:
        """Whether it plays, trains, measures, or is about to begin; or histograms are counted."""
        looked_at = self._scene.station == WEIGHTS and self._microscope.busy
        return looked_at or (self.playing.busy if self.playing else self.live.busy)

    @property
    def network(self) -> Network | None:
        """The network at the shown position; None before the first run has begun."""
        return self.playing.network if self.playing else self.live.learning.network

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Show the run of a scene's settings; the one before stays as a ghost."""
        self._scene, values = scene, run_values(scene)
        self._microscope.group = str(scene.settings["weights_layer"])
        if values == self._values:
            return
        self._remember()
        self._values = values
        self._open(returning=returning)
        self._follow()

    # --- transport -------------------------------------------------------------------------

    def start(self) -> None:
        """Play or train."""
        if self.live.waiting:
            self.live.begin(Start(""))
        else:
            self._source.start(Start(""))
        self._follow()

    def pause(self) -> None:
        """Pause, or begin nothing."""
        self.live.hold()
        self._source.pause(Pause(""))
        self._follow()

    def step_by(self, count: int) -> None:
        """Go some epochs on, or back; of a recorded run, some recorded epochs."""
        step = Step("", count, "epoch")
        if self.live.waiting:
            self.live.begin(step)
        else:
            self._source.step_by(step)
        self._follow()

    def seek(self, step: int) -> None:
        """Show another epoch, or another frame of a recorded run."""
        if self.playing:
            self.playing.show_frame(step)
        else:
            self.live.seek(step)
        self._follow()

    def reset(self) -> None:
        """Return to the untrained network; the run stays."""
        self.seek(0)

    def advance(self, budget_s: float) -> None:
        """Play, or train for about `budget_s` seconds."""
        begun = self._clock()
        if self.playing:
            self.playing.advance()
        else:
            self.live.advance(budget_s)
            self._film()
        self._follow()
        if self._scene.station == WEIGHTS:
            # one histogram at least: training takes the whole budget
            while self._microscope.piece() and self._clock() - begun < budget_s:
                pass

    # --- views -----------------------------------------------------------------------------

    def training(self) -> TrainingView:
        """Return the view of the run."""
        return self.playing.view() if self.playing else self.live.view()

    def view(self, observed: frozenset[str]) -> GapView:
        """Return the view of the station."""
        run = self.training()
        overfit, kept = self._judged(run.history)
        data, store = self._store.data, self._store
        return GapView(
            run,
            run.recorded,
            self.live.waiting,
            0 if self.playing else self.live.wish,
            self._shown_ghost,
            overfit,
            kept,
            run.data_name if self.playing else store.name,
            not self.playing and store.name != self._values["data"],
            0 if data is None else len(data.training),
        )

    def weights_view(self, observed: frozenset[str]) -> WeightsView:
        """Return the view of the station of weights."""
        ghost = None if self._ghost is None else _key(self._ghost.values)
        return self._microscope.view(
            self.view(observed), self.network, self._settings, self._scene.settings, ghost
        )

    # --- private ---------------------------------------------------------------------------

    @property
    def _source(self) -> Playing | Learning:
        return self.playing or self.live.learning

    @property
    def _settings(self) -> TrainingSettings:
        """Settings of the run that is shown."""
        return self.playing.run.settings if self.playing else self.live.learning.settings

    def _film(self) -> None:
        """Let the microscope see the epoch that a live run has reached."""
        run = self.live.learning.run
        if run is not None and not self.live.waiting and run.step == run.last_step:
            self._microscope.note(run.trainer.place[0], run.network.parameters)

    def _open(self, *, returning: bool) -> None:
        """Open the recorded run of the present settings, or ask for a live one."""
        name = self._recorded_name()
        if name is None:
            self.playing = None
            self.live.want(self._values)
            self._microscope.look_at(_key(self._values), self._settings.specification(), None)
            self._shown_ghost = self._ghost_of()
            return
        self.live.leave()
        self.playing = Playing(self._load_run(name), self._clock)
        run = self.playing.run
        self._microscope.look_at(_key(self._values), run.settings.specification(), run)
        self._shown_ghost = self._ghost_of()
        if not returning:
            self.playing.show_frame(0)
            self.playing.start(Start(""))

    def _recorded_name(self) -> str | None:
        """Return the name of the recorded run with the present settings, or None."""
        for name, strength in RECORDED.items():
            if self._values == {**FIRST, "lambda": strength}:
                return name
        return None

    def _ghost_of(self) -> GhostView | None:
        """Return the run that was shown before; if there is none, what is recorded ahead."""
        if self._ghost is None:
            return GhostView({}, self.playing.whole_history()) if self.playing else None
        values = self._ghost.values
        differs = {name: value for name, value in values.items() if value != self._values[name]}
        return GhostView(differs, self._ghost.history)

    def _remember(self) -> None:
        whole = self.playing.whole_history() if self.playing else self.live.whole_history()
        if self.playing and not self.playing.frame:
            return
        if whole is not None and len(whole.epochs) > WORTH_A_GHOST and not self.live.waiting:
            self._ghost = _Ghost(self._values, whole)

    def _judged(self, history: History) -> Judgement:
        """Return where the run overfits, and what could be kept of it."""
        kept, patience = self._judgement, int(self._scene.settings["patience"])
        if kept is None or kept[0] is not history or kept[1] != patience:
            found = overfit_epoch(history), kept_networks(history, patience)
            kept = self._judgement = history, patience, found
        return kept[2]

    def _follow(self) -> None:
        """Take over the status of what is shown."""
        self.status, self.failure = self._source.status, self._source.failure
        if self.live.begins:
            self.status = Status.RUNNING


def run_values(scene: Scene) -> dict[str, Value]:
    """Return the settings of a scene that make another run."""
    return {name: scene.settings[name] for name in SETTINGS}


FIRST = run_values(first_scene(1))
"""Settings of the recorded runs, but for λ."""


def _key(values: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted(values.items()))
