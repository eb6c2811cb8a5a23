"""Simulation of the Digits page: a network trains and reads drawings."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.data import CancelData, GetData
from engine.commands.edits import BuildBookNetwork, SetSetting
from engine.commands.pages.digits import (
    OpenRecorded,
    ReaderName,
    SelectReader,
    SetStrokes,
    ShowExample,
    ShowPicture,
    TeachDrawing,
    TrainOn,
)
from engine.commands.runs import BeginRun
from engine.commands.transport import Pause, Rewind, SetPace, Start, Step
from engine.data.catalogue import load_data
from engine.data.classes import DIGITS, MOST_SPARE, are_digits
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.recognition.recognition import load_shipped
from engine.runs.recorded_runs import RecordedRun, load_shipped_run
from engine.settings import Value
from engine.simulations.digits import document
from engine.simulations.digits.game import GameTable
from engine.simulations.digits.pad import Pad
from engine.simulations.digits.prediction_history import PadPredictionHistory
from engine.simulations.digits.state import DigitsState
from engine.simulations.digits.teaching import ReaderAtPad, Teacher
from engine.simulations.learning.data_store import CLASSES, PIXELS, DataStore
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.network_files import check_classes, check_ends
from engine.simulations.learning.recorded_playback import Playing
from engine.simulations.learning.setting_edits import SETTINGS, SettingEdits
from engine.simulations.learning.views.run_views import network_view
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.learning.views.weight_versions import WeightVersions
from engine.simulations.learning_page.learning_page import LearningPage
from engine.simulations.simulation import Inverse, Saved
from engine.training.settings import TrainingSettings

DEFAULTS: dict[str, Value] = {
    "layers": "784-30-10",
    "cost": "cross-entropy",
    "eta": 0.5,
    "lambda": 1.0,
    "epochs": 30,
}


class Digits(LearningPage[DataStore]):
    """The simulation behind the Digits page; its state is `DigitsState`.

    Parameters
    ----------
    seed : int
    clock : callable
        Returns seconds; results do not depend on it.
    load : callable
        (data name) -> DataSet.
    load_run : callable
        (name) -> RecordedRun.
    """

    declared_settings = SETTINGS

    def __init__(
        self,
        seed: int = 1,
        clock: Callable[[], float] = time.perf_counter,
        *,
        load: Callable[[str], DataSet] | None = None,
        load_run: Callable[[str], RecordedRun] = load_shipped_run,
    ) -> None:
        settings = TrainingSettings.from_values({**DEFAULTS, "seed": seed})
        super().__init__(settings, DataStore("built-in", load), clock)
        self.pad = Pad(load_shipped, self._learner)
        self.teacher = Teacher(self.learning, self.pad, self._reader, self._choose)
        self.prediction_history = PadPredictionHistory(self.learning, self.pad, clock)
        self.table = GameTable(self.learning, self.pad, self._opponent, clock)
        self.playing: Playing | None = None
        edits, self._versions = SettingEdits(self.learning), WeightVersions()
        self._clock, self._load, self._load_run = clock, load or load_data, load_run
        self.handlers |= {
            SetSetting: partial(self._edit, edits.set),
            BuildBookNetwork: partial(self._edit, edits.build),
            BeginRun: self._showing(edits.begin),
            SetStrokes: self.pad.set_strokes,
            ShowPicture: self.pad.show_file,
            TeachDrawing: self.teacher.teach,
            GetData: lambda command: self.store.get_mnist(),
            CancelData: lambda command: self.store.cancel(),
            SelectReader: self._select_reader,
            OpenRecorded: self._open_recorded,
            TrainOn: self._train_on,
            ShowExample: self._show_example,
            **self.table.handlers,
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether there is work to do."""
        playing = self.playing is not None and self.playing.busy
        return playing or super().busy or self.prediction_history.busy

    def advance(self, budget_s: float) -> None:
        """Train, load or measure for about `budget_s` seconds; advance playback."""
        if self.playing is not None:
            self.playing.advance()
        super().advance(budget_s)
        self.prediction_history.advance(budget_s)
        if self.store.data is not None:
            self._do_pending(self.store.data)

    def view(self, observed: frozenset[str]) -> DigitsState:
        """Read the picture on the pad, and return the page's state."""
        pad, network = self.pad, self._network_at_pad
        training = self._training(observed) if self.playing is None else self.playing.view()
        weights, version = "weights" in observed, training.network.version + 1
        compiled = self.playing is None and self.learning.shown_step > 0
        pad.read(network, version, loaded=compiled)
        return DigitsState(
            reader=pad.reader_name,
            reading=pad.reading,
            picture_version=pad.version,
            source=pad.picture.source,
            strokes=pad.picture.strokes,
            figure_digits=pad.digits,
            network=pad.ready_made_view(weights=weights)
            if network is None
            else network_view(network, version, weights=weights, class_names=self.shown_classes()),
            training=training,
            game=self.table.game,
            surface=self.linked_view.view(observed),
        )

    def save(self) -> Saved:
        """Return the document's content."""
        return document.save(self.learning, self.pad, self.playing)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document."""
        learning, pad, load = self.learning, self.pad, self._load
        for command in document.restore(learning, pad, text, arrays, known=known, load=load):
            self.handlers[type(command)](command)
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return the data sets of the runs and of the page."""
        loaded = {branch.data_name: branch.run.data for branch in self.learning.branches}
        return loaded if self.store.data is None else {**loaded, self.store.name: self.store.data}

    # --- the network that is shown -----------------------------------------------------------

    @property
    def transport_target(self) -> Learning | Playing:
        """The target of the transport: a recorded run while one is open."""
        return self.playing or self.learning

    def shown_network(self) -> Network:
        """Return the network that reads the pad."""
        return self._network_at_pad or self.pad.ready_made_network

    def shown_classes(self) -> tuple[str, ...]:
        """Return the names of that network's classes."""
        return self.learning.class_names if self.pad.reader_name == "mine" else ()

    def check_file(self, specification: NetworkSpecification, class_names: tuple[str, ...]) -> None:
        """Refuse a network that cannot read the pad, or that learned other classes."""
        data = self.store.data
        classes = CLASSES if data is None else data.classes
        spare = classes < specification.sizes[-1] <= MOST_SPARE
        check_ends(specification, PIXELS, specification.sizes[-1] if spare else classes)
        check_classes(class_names, () if data is None else data.class_names)

    def before(self, command: object) -> None:
        """Let the network of the timeline read the pad."""
        if isinstance(command, Start | Step | Rewind):
            self.pad.select("recorded" if self.playing is not None else "mine")

    def show_own_run(self) -> Callable[[], object]:
        """Let the network that learns read the pad, and close a recorded run."""
        reader = self._reader()
        self._select("mine")
        return partial(self._choose, reader)

    def rewind(self, command: Rewind) -> None:
        """Play the run, or the recorded one, backwards."""
        if self.playing is None:
            super().rewind(command)
        else:
            self.playing.rewind(command)

    def set_pace(self, command: SetPace) -> None:
        """Set the speed of training, rewinding and playback."""
        super().set_pace(command)
        if self.playing is not None:
            self.playing.set_pace(command)

    @property
    def _network_at_pad(self) -> Network | None:
        """The network of the timeline if it reads the pad; None for a shipped one."""
        own = self.pad.reader_name in ("mine", "recorded")
        return self.transport_target.network if own else None

    def _learner(self, data: DataSet) -> Network:
        """Return the network that learns the data; they are loaded."""
        run = self.learning.prepared()
        assert run is not None
        return run.network

    def _opponent(self, data: DataSet) -> Network:
        """Return the network that plays: the one that reads the pad, if it reads these classes."""
        return self.shown_network() if are_digits(data.class_names) else self._learner(data)

    def _training(self, observed: frozenset[str]) -> TrainingView:
        """Return the view of the run."""
        network = self.learning.network
        version = self._versions.of(network) if network is not None else 0
        training = self.training(version, observed, self.pad.probabilities)
        self.prediction_history.refresh(observed)
        return replace(training, prediction_history=self.prediction_history.view)

    # --- commands --------------------------------------------------------------------------

    def _edit(self, edit: Callable[[Any], Inverse | None], command: Command) -> Inverse | None:
        if self.playing is not None:
            raise SettingError("a recorded run cannot be changed; press Train on, or choose Mine")
        return edit(command)

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
        if command.reader == "recorded":
            self._recorded()
        self._select(command.reader)
        if command.reader == "mine":
            self.learning.prepare()

    def _recorded(self) -> Playing:
        if self.playing is None:
            raise SettingError("expected a recorded run to be open, got none; open one first")
        return self.playing

    def _open_recorded(self, command: OpenRecorded) -> None:
        run = self._load_run(command.name)
        self.learning.pause(Pause(command.simulation_id))
        self.playing = Playing(run, self._clock)
        self._select("recorded")

    def _train_on(self, command: TrainOn) -> None:
        playing, mine = self._recorded(), self.learning.settings
        check_classes(DIGITS, self.learning.class_names)
        settings = replace(playing.run.settings, seed=mine.seed, epochs=mine.epochs, train_size=0)
        self.learning.begin_with(settings, playing.network.parameters)
        self._select("mine")
        self.learning.prepare()

    def _show_example(self, command: ShowExample) -> None:
        self.pad.ask_example(command)
        data = self.store.need() if self.pad.asks else None
        if data is not None:
            self.pad.show_asked(data, self.learning.settings.seed)

    def _do_pending(self, data: DataSet) -> None:
        """Start everything that was waiting for the data."""
        self.lockstep_runs.begin_waiting()
        self.seed_ensemble.begin_waiting(data)
        self.pad.show_asked(data, self.learning.settings.seed)
        self.table.deal_waiting(data)
        self.teacher.teach_waiting()
