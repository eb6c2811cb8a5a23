"""Simulation of the Digits page: a network trains and reads drawings."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec import Raw

from engine.commands.data import CancelData, GetData
from engine.commands.edits import BuildBookNetwork, SetSetting, SetWeight
from engine.commands.pages.digits import (
    OpenRecorded,
    ReaderName,
    SelectReader,
    SetStrokes,
    ShowExample,
    TeachDrawing,
    TrainOn,
)
from engine.commands.runs import (
    AddLockstepRun,
    BranchRun,
    DropLockstepRuns,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
    StartEnsemble,
    StopEnsemble,
)
from engine.commands.transport import Pause, Reset, Rewind, Seek, SetPace, Start, Step
from engine.data.catalogue import load_data
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.networks.network import Network
from engine.recognition.recognition import load_shipped
from engine.runs.recorded_runs import RecordedRun, load_shipped_run
from engine.settings import Value
from engine.simulations.digits import document
from engine.simulations.digits.game import GameTable
from engine.simulations.digits.pad import Pad
from engine.simulations.digits.prediction_history import PadPredictionHistory
from engine.simulations.digits.recorded_playback import Playing
from engine.simulations.digits.state import DigitsState
from engine.simulations.digits.teaching import ReaderAtPad, Teacher
from engine.simulations.learning.branching import Branching
from engine.simulations.learning.data_store import CLASSES, PIXELS, DataStore
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.lockstep_runs import LockstepRuns
from engine.simulations.learning.network_files import NetworkFiles, check_ends
from engine.simulations.learning.rewinding import Rewinder
from engine.simulations.learning.seed_ensemble import EnsembleTraining
from engine.simulations.learning.setting_edits import SETTINGS, SettingEdits, WeightEdits
from engine.simulations.learning.training_view import LearningView
from engine.simulations.learning.views.run_views import network_view
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.learning.views.weight_versions import WeightVersions
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.surface.linked_view.linked_view import LinkedSurface
from engine.snapshots import Message, Status
from engine.training.settings import TrainingSettings

DEFAULTS: dict[str, Value] = {
    "layers": "784-30-10",
    "cost": "cross-entropy",
    "eta": 0.5,
    "lambda": 1.0,
    "epochs": 30,
}


class Digits:
    """The simulation behind the Digits page; its state is `DigitsState`.

    Parameters
    ----------
    seed : int
    load : callable
        (data name) -> DataSet.
    load_run : callable
        (name) -> RecordedRun.
    clock : callable
        Returns seconds; results do not depend on it.
    """

    declared_settings = SETTINGS

    def __init__(
        self,
        seed: int = 1,
        *,
        load: Callable[[str], DataSet] = load_data,
        load_run: Callable[[str], RecordedRun] = load_shipped_run,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        settings = TrainingSettings.from_values({**DEFAULTS, "seed": seed})
        self.store = DataStore("built-in", load)
        self.learning = Learning(settings, self.store, clock)
        self.pad = Pad(load_shipped)
        self.branching, self._learning_view = Branching(self.learning), LearningView(clock)
        self.lockstep_runs = LockstepRuns(self.learning)
        self.teacher = Teacher(self.learning, self.pad, self._reader, self._choose)
        self._settings, self.rewinder = SettingEdits(self.learning), Rewinder(self.learning, clock)
        self.seed_ensemble = EnsembleTraining(self.learning, clock)
        self.linked_view, self._versions = LinkedSurface(self.learning), WeightVersions()
        self.prediction_history = PadPredictionHistory(self.learning, self.pad, clock)
        self.table = GameTable(self.store, self.pad, self._network_of_the_pad, clock)
        self.playing: Playing | None = None
        self._clock, self._load, self._load_run = clock, load, load_run
        fits = partial(check_ends, inputs=PIXELS, outputs=CLASSES)
        self._files = NetworkFiles(
            self.learning, lambda: self._network_of_the_pad()[0], fits, self._show_imported
        )
        self.handlers = self._make_handlers()
        self.refresh(frozenset())

    def _make_handlers(self) -> dict[type, Callable[[Any], Inverse | Message | None]]:
        return {
            **dict.fromkeys((SetSetting, BuildBookNetwork), self._set_setting),
            SetWeight: WeightEdits(self.learning).set,
            Rewind: self._rewind,
            SetStrokes: self.pad.set_strokes,
            TeachDrawing: self.teacher.teach,
            Start: self._start,
            Pause: self._pause,
            Step: self._step,
            Seek: self._seek,
            Reset: self._reset,
            SetPace: self._set_pace,
            BranchRun: self.branching.branch,
            SelectRun: self._select_run,
            Race: self._race,
            DropLockstepRuns: self.lockstep_runs.drop,
            StartEnsemble: self._start_ensemble,
            StopEnsemble: self.seed_ensemble.stop,
            AddLockstepRun: self._add_lockstep_run,
            RenameRun: self.branching.rename,
            RemoveRun: self.branching.remove,
            GetData: self._get_data,
            CancelData: self._get_data,
            SelectReader: self._select_reader,
            OpenRecorded: self._open_recorded,
            TrainOn: self._train_on,
            ShowExample: self._show_example,
            **self.table.handlers,
            **self.linked_view.handlers,
            **self._files.handlers,
        }

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return Status.RUNNING if self.rewinder.active else self._transport_target.status

    @property
    def failure(self) -> Message | None:
        """Reason of the failure, if any."""
        return self._transport_target.failure

    @property
    def step(self) -> int:
        """Mini-batches trained at the shown position."""
        return self._transport_target.shown_step

    @property
    def elapsed_s(self) -> float:
        """Seconds of training."""
        return self._transport_target.elapsed_s

    @property
    def busy(self) -> bool:
        """Whether there is work to do."""
        playing = self.playing is not None and self.playing.busy
        parts = (self.learning, self.prediction_history, self.seed_ensemble, self.linked_view)
        return playing or self.rewinder.active or any(part.busy for part in parts)

    def advance(self, budget_s: float) -> None:
        """Train, load or measure for about `budget_s` seconds; advance playback."""
        if self.playing is not None:
            self.playing.advance()
        self.rewinder.advance()
        self.learning.advance(budget_s)
        self.prediction_history.advance(budget_s)
        self.seed_ensemble.advance(budget_s)
        self.linked_view.advance(budget_s / 2)
        data = self.learning.data
        if data is not None:
            self._do_pending(data)

    def refresh(self, observed: frozenset[str]) -> None:
        """Read the picture on the pad, and assemble the page's state anew."""
        training = self._training(observed) if self.playing is None else self.playing.view()
        weights = "weights" in observed
        network, version = self._network_at_pad, training.network.version + 1
        compiled = self.playing is None and self.learning.shown_step > 0
        self.pad.read(network, version, loaded=compiled)
        self.linked_view.refresh(observed)
        self._state = DigitsState(
            reader=self.pad.reader_name,
            reading=self.pad.reading,
            picture_version=self.pad.version,
            source=self.pad.source,
            strokes=self.pad.strokes,
            network=self.pad.ready_made_view(weights=weights)
            if network is None
            else network_view(network, version, weights=weights),
            training=training,
            game=self.table.view(),
            surface=self.linked_view.state,
        )

    def state(self) -> DigitsState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Mini-batches trained in all runs."""
        return sum(branch.run.last_step for branch in self.learning.branches)

    def save(self) -> Saved:
        """Return the document's content."""
        return document.save(self._parts())

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document."""
        document.restore(self._parts(), text, arrays, known, self._load)
        self.refresh(frozenset())

    def _parts(self) -> document.DigitsParts:
        return document.DigitsParts(self.learning, self.pad, self.playing, self.handlers)

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return the data sets of the runs and of the page."""
        loaded = {branch.data_name: branch.run.data for branch in self.learning.branches}
        if self.learning.data is not None:
            loaded[self.learning.data_name] = self.learning.data
        return loaded

    def close(self) -> None:
        """End all threads."""
        self.learning.store.close()
        self.linked_view.close()

    @property
    def _transport_target(self) -> Learning | Playing:
        """The target of the transport: a recorded run while one is open."""
        return self.playing or self.learning

    def _training(self, observed: frozenset[str]) -> TrainingView:
        """Return the view of the run."""
        network, read = self.learning.network, self.pad.probabilities
        version = self._versions.of(network) if network is not None else 0
        training = self._learning_view.of(self.learning, version, observed, read)
        self.prediction_history.refresh(observed)
        return replace(
            training,
            prediction_history=self.prediction_history.view,
            ensemble=self.seed_ensemble.view(),
        )

    @property
    def _network_at_pad(self) -> Network | None:
        """The network of the timeline if it reads the pad; None for a shipped one."""
        own = self.pad.reader_name in ("mine", "recorded")
        return self._transport_target.network if own else None

    # --- edits -----------------------------------------------------------------------------

    def _set_setting(self, command: SetSetting | BuildBookNetwork) -> Inverse | None:
        if self.playing is not None:
            raise SettingError("a recorded run cannot be changed; press Train on, or choose Mine")
        return self._settings.act(command)

    def _get_data(self, command: GetData | CancelData) -> None:
        self.store.get_mnist() if isinstance(command, GetData) else self.store.cancel()

    # --- transport -------------------------------------------------------------------------

    def _start(self, command: Start) -> None:
        self.rewinder.stop()
        self._select_trained_reader()
        self._transport_target.start(command)

    def _step(self, command: Step) -> None:
        self.rewinder.stop()
        self._select_trained_reader()
        self._transport_target.step_by(command)

    def _pause(self, command: Pause) -> None:
        self.rewinder.stop()
        self._transport_target.pause(command)

    def _seek(self, command: Seek) -> None:
        self.rewinder.stop()
        self._transport_target.seek(command)

    def _reset(self, command: Reset) -> None:
        self.rewinder.stop()
        self._transport_target.reset(command)

    def _rewind(self, command: Rewind) -> None:
        if self.playing is None:
            self._select_trained_reader()
            self.rewinder.begin(command)
        else:
            self.playing.rewind(command)

    def _set_pace(self, command: SetPace) -> None:
        for part in (self.learning, self.rewinder, self.playing):
            if part is not None:
                part.set_pace(command)

    def _select_trained_reader(self) -> None:
        self.pad.select("recorded" if self.playing is not None else "mine")

    def _select(self, reader: ReaderName) -> None:
        """Select the network that reads; a recorded run that no longer does is closed."""
        self._choose((reader, self.playing if reader == "recorded" else None))

    def _reader(self) -> ReaderAtPad:
        return self.pad.reader_name, self.playing

    def _choose(self, reader: ReaderAtPad) -> None:
        name, self.playing = reader
        self.pad.select(name)
        self.pad.forget_reading()

    def _select_reader(self, command: SelectReader) -> None:
        if command.reader == "recorded" and self.playing is None:
            raise SettingError("expected a recorded run to be open, got none; open one first")
        self._select(command.reader)
        if command.reader == "mine":
            self.learning.prepare()

    def _add_lockstep_run(self, command: AddLockstepRun) -> Inverse | None:
        inverse = self.lockstep_runs.add(command)
        self._select("mine")
        return inverse

    def _race(self, command: Race) -> None:
        self._select("mine")
        self.lockstep_runs.race(command)

    def _start_ensemble(self, command: StartEnsemble) -> None:
        self._select("mine")
        self.seed_ensemble.begin(command)

    def _select_run(self, command: SelectRun) -> None:
        self.branching.select(command)
        self._select("mine")

    def _open_recorded(self, command: OpenRecorded) -> None:
        run = self._load_run(command.name)
        self.learning.pause(Pause(command.simulation_id))
        self.playing = Playing(run, self._clock)
        self._select("recorded")

    def _train_on(self, command: TrainOn) -> None:
        playing = self.playing
        if playing is None:
            raise SettingError("expected a recorded run to be open, got none; open one first")
        mine = self.learning.settings
        settings = replace(playing.run.settings, seed=mine.seed, epochs=mine.epochs, train_size=0)
        self.learning.begin_with(settings, playing.network.parameters)
        self._select("mine")
        self.learning.prepare()

    def _show_imported(self) -> Callable[[], None]:
        reader = self._reader()
        self._select("mine")
        self.learning.prepare()
        return partial(self._choose, reader)

    def _show_example(self, command: ShowExample) -> None:
        self.pad.ask_example(command)
        data = self.learning.store.need()
        if data is not None:
            self.pad.show_asked(data, self.learning.settings.seed)

    def _network_of_the_pad(self) -> tuple[Network, int]:
        return self._network_at_pad or self.pad.ready_made_network, self.learning.settings.seed

    def _do_pending(self, data: DataSet) -> None:
        """Start everything that was waiting for the data."""
        self.lockstep_runs.begin_waiting()
        self.seed_ensemble.begin_waiting(data)
        self.pad.show_asked(data, self.learning.settings.seed)
        self.table.deal_waiting(data)
        self.teacher.teach_waiting()
