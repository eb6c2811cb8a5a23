"""Digits: a drawing is read while a network of one's own learns."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from engine.commands import (
    AnswerGame,
    CancelData,
    GetData,
    Pause,
    Reset,
    Seek,
    SelectReader,
    SetPace,
    SetSetting,
    SetStrokes,
    ShowExample,
    Start,
    StartGame,
    Step,
    StopGame,
    TeachDrawing,
)
from engine.data.catalogue import load_data
from engine.data.examples import DataSet
from engine.errors import DataError, ParameterError
from engine.parameters import Parameter, Value
from engine.recognition import load_shipped
from engine.settings import PARAMETERS as TRAINING_PARAMETERS
from engine.settings import TrainingSettings
from engine.simulations.digits_game import Game
from engine.simulations.digits_pad import Pad
from engine.simulations.digits_state import DigitsState
from engine.simulations.digits_teaching import TEACHING_EPOCHS, teaching_pictures, teaching_settings
from engine.simulations.digits_training import Learning
from engine.simulations.digits_views import network_view
from engine.simulations.simulation import Inverse
from engine.snapshots import Message, Status

DATA = Parameter(
    "data",
    "Data",
    "built-in",
    "choice",
    choices=("built-in", "mnist"),
    level=2,
    restarts=True,
    help="What the network learns from: synthesised digits, or MNIST where it is installed.",
)
PARAMETERS = (*TRAINING_PARAMETERS, DATA)

DEFAULTS: dict[str, Value] = {
    "layers": "784-30-10",
    "cost": "cross-entropy",
    "eta": 0.5,
    "lambda": 1.0,
    "epochs": 30,
}


class Digits:
    """The simulation behind the Digits page; see `DigitsState` for what it shows.

    Parameters
    ----------
    seed : int
    load : callable
        (data name) -> DataSet.
    clock : callable
        Returns seconds; results do not depend on it.
    """

    parameters = PARAMETERS

    def __init__(
        self,
        seed: int = 1,
        *,
        load: Callable[[str], DataSet] = load_data,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        settings = TrainingSettings.from_values({**DEFAULTS, "seed": seed})
        self.learning = Learning(settings, "built-in", load, clock)
        self.pad = Pad(load_shipped)
        self.game: Game | None = None
        self._clock = clock
        self._pending_example: ShowExample | None = None
        self._pending_teach: TeachDrawing | None = None
        self._pending_game = False
        self.handlers: dict[type, Callable[[Any], Inverse | None]] = {
            SetSetting: self._set_setting,
            SetStrokes: self._set_strokes,
            TeachDrawing: self._teach,
            Start: self._start,
            Pause: self.learning.pause,
            Step: self._step,
            Seek: self.learning.seek,
            Reset: self.learning.reset,
            SetPace: self.learning.set_pace,
            GetData: self._get_data,
            CancelData: self._cancel_data,
            SelectReader: self._select_reader,
            ShowExample: self._show_example,
            StartGame: self._start_game,
            AnswerGame: self._answer_game,
            StopGame: self._stop_game,
        }

    # --- what a session asks ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """What the learning network is doing."""
        return self.learning.status

    @property
    def failure(self) -> Message | None:
        """Why it stopped, if it failed."""
        return self.learning.failure

    @property
    def step(self) -> int:
        """Mini-batches trained at the place that is shown."""
        return self.learning.run.step if self.learning.run is not None else 0

    @property
    def elapsed_s(self) -> float:
        """Seconds of training."""
        return self.learning.run.seconds if self.learning.run is not None else 0.0

    @property
    def busy(self) -> bool:
        """Whether there is work to do."""
        return self.learning.busy

    def advance(self, budget_s: float) -> None:
        """Train, load or measure for about so many seconds."""
        self.learning.advance(budget_s)
        data = self.learning.data
        if data is not None:
            self._do_pending(data)

    def state(self, observed: frozenset[str]) -> DigitsState:
        """Return what the page draws."""
        mine = self.learning.network
        version = self.step if mine is not None else 0
        if self.pad.reader_name == "mine" and mine is not None:
            self.pad.read_again(mine, version)
            network = network_view(mine, version + 1, weights="weights" in observed)
        else:
            network = self.pad.ready_made_view(weights="weights" in observed)
        return DigitsState(
            reader=self.pad.reader_name,
            reading=self.pad.reading,
            picture_version=self.pad.version,
            source=self.pad.source,
            strokes=self.pad.strokes,
            network=network,
            training=self.learning.view(version, observed),
            game=self.game.view() if self.game is not None else None,
        )

    def close(self) -> None:
        """End the loading thread."""
        self.learning.close()

    # --- edits -----------------------------------------------------------------------------

    def _set_setting(self, command: SetSetting) -> Inverse | None:
        name, old = command.name, self._value(command.name)
        restore = self.learning.memento()
        self._apply_setting(name, command.value)
        new = self._value(name)
        if new == old:
            return None

        def undo() -> Message | None:
            return None if restore() else self._apply_setting(name, old)

        def redo() -> Message | None:
            return self._apply_setting(name, new)

        return Inverse(Message("set {name} to {value}", {"name": name, "value": new}), undo, redo)

    def _value(self, name: str) -> Value:
        values = {**self.learning.settings.values(), "data": self.learning.data_name}
        if name not in values:
            raise ParameterError(
                "expected a setting among {known}, got {found}; check the spelling",
                known=", ".join(values),
                found=name,
            )
        return values[name]

    def _apply_setting(self, name: str, value: Value) -> Message | None:
        if name == DATA.name:
            self.learning.set_data(str(value))
            return None
        self.learning.set(name, value)
        return None

    def _set_strokes(self, command: SetStrokes) -> Inverse | None:
        before = self.pad.finished_picture
        self._pending_example = None
        self.pad.draw(command.strokes, finished=command.finished)
        if not command.finished:
            return None
        after = self.pad.finished_picture

        def undo() -> Message | None:
            self.pad.show(before)
            return None

        def redo() -> Message | None:
            self.pad.show(after)
            return None

        return Inverse(Message("drawing" if command.strokes else "clearing the pad"), undo, redo)

    def _teach(self, command: TeachDrawing) -> Inverse | None:
        if not 0 <= command.label <= 9:
            raise ParameterError(
                "a label must be a digit 0 to 9, got {found}; choose one", found=command.label
            )
        if self.pad.reading is None:
            raise DataError("expected a drawing to teach, got an empty pad; draw a digit first")
        if self.pad.reader_name != "mine":
            self._adopt_ready_made()
        if self.learning.store.need() is None:
            self._pending_teach = command
            return None
        return self._teach_now(command)

    def _teach_now(self, command: TeachDrawing) -> Inverse:
        reading = self.pad.reading
        assert reading is not None
        label = command.label
        pictures = teaching_pictures(reading.normalised, self.learning.settings.seed)
        restore = self.learning.memento()

        def redo() -> Message | None:
            self.learning.teach(pictures, label, TEACHING_EPOCHS)
            return None

        def undo() -> Message | None:
            if restore():
                return None
            self.learning.unteach()
            return Message("The drawing is no longer taught; what was learned from it stays.")

        redo()
        self.learning.start(Start("digits"))
        return Inverse(Message("teach a drawing of {label}", {"label": label}), undo, redo)

    def _adopt_ready_made(self) -> None:
        network = self.pad.ready_made_network
        settings = teaching_settings(self.learning.settings, network.specification)
        self.learning.adopt(network, settings)
        self.pad.select("mine")

    def _get_data(self, command: GetData) -> None:
        self.learning.store.get_mnist()

    def _cancel_data(self, command: CancelData) -> None:
        self.learning.store.cancel()

    # --- transport -------------------------------------------------------------------------

    def _start(self, command: Start) -> None:
        self.pad.select("mine")
        self.learning.start(command)

    def _step(self, command: Step) -> None:
        self.pad.select("mine")
        self.learning.step(command)

    def _select_reader(self, command: SelectReader) -> None:
        self.pad.select(command.reader)
        if command.reader == "mine":
            self.learning.prepare()
        self.pad.forget_reading()

    def _show_example(self, command: ShowExample) -> None:
        data = self.learning.store.need()
        if data is None:
            self._pending_example = command
        else:
            self.pad.show_example(data, command, self.learning.settings.seed)

    def _start_game(self, command: StartGame) -> None:
        data = self.learning.store.need()
        if data is None:
            self._pending_game = True
            return
        reader = self.pad.reader_name
        network = self.learning.network if reader == "mine" else None
        self.game = Game.deal(
            data,
            network or self.pad.ready_made_network,
            self.pad.hard_order(data),
            self.learning.settings.seed,
            self._clock,
        )

    def _answer_game(self, command: AnswerGame) -> None:
        if self.game is not None:
            self.game = self.game.answered(command.digit, command.seconds)

    def _stop_game(self, command: StopGame) -> None:
        self.game, self._pending_game = None, False

    def _do_pending(self, data: DataSet) -> None:
        """Do what had to wait for the data."""
        example, self._pending_example = self._pending_example, None
        if example is not None:
            self._show_example(example)
        if self._pending_game:
            self._pending_game = False
            self._start_game(StartGame("digits"))
        teach, self._pending_teach = self._pending_teach, None
        if teach is not None:
            self._teach_now(teach)
