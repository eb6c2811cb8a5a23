"""Simulation of the Backprop page: one example forward and backward, stop by stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from msgspec import Raw

from engine.backpropagation.pass_timing import PassTimer, example_case
from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import (
    NudgeNeuron,
    SelectPart,
    SetFunction,
    SetNumber,
    StopMeasuring,
    TimePasses,
)
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import EngineError, SettingError
from engine.settings import Value
from engine.simulations.backprop.document import restored, save
from engine.simulations.backprop.edits import BackpropEdits
from engine.simulations.backprop.exhibits import EXHIBITS
from engine.simulations.backprop.scene import MOST_CYCLES, SETTINGS, advanced, drawn, moved
from engine.simulations.backprop.scene import opening as opening_scene
from engine.simulations.backprop.state import BackpropState, Part
from engine.simulations.backprop.views import BackpropViews, ViewOptions, fitting
from engine.simulations.simulation import Inverse, Saved
from engine.snapshots import Message, Status

LEAST_NUDGE, MOST_NUDGE = 1e-7, 10.0


class Backprop:
    """The simulation behind the page; its state is `BackpropState`.

    Parameters
    ----------
    clock : callable
        Returns seconds; only the speed and the measurement of passes depend on it.
    """

    declared_settings = SETTINGS
    failure: Message | None = None
    elapsed_s = 0.0

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        self._seed, self._clock = seed, clock
        options: dict[str, Value] = {
            "exhibit": EXHIBITS[0].name,
            "form": "hadamard",
            "stops": "four",
            "speed": 1.0,
        }
        self._edits = BackpropEdits(seed, opening_scene(EXHIBITS[0].name, seed, options))
        self._status = Status.IDLE
        self._begun: tuple[float, int] = (0.0, 0)
        self._part: Part | None = None
        self._amount = 0.1
        self._race: PassTimer | None = None
        self._views = BackpropViews()
        self.handlers: dict[type, Callable[[Any], Inverse | Message | None]] = {
            SetSetting: self._edited,
            SetNumber: self._edited,
            SetFunction: self._edited,
            SelectPart: self._select,
            NudgeNeuron: self._nudge,
            TimePasses: self._measure,
            StopMeasuring: self._stop_measuring,
            Start: self._start,
            Pause: self._pause,
            Step: self._step_by,
            Seek: self._seek,
            Reset: self._reset,
            SetPace: self._ignore,
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return self._status

    @property
    def step(self) -> int:
        """Stops done at the shown position."""
        return self._edits.scene.step

    @property
    def busy(self) -> bool:
        """Whether stops are being played or passes timed."""
        return self._status is Status.RUNNING or (self._race is not None and self._race.running)

    def advance(self, budget_s: float) -> None:
        """Make the stops that are due by the clock, and time passes for a moment.

        Raises
        ------
        EngineError
            If an update diverges; playback pauses before it.
        """
        if self._race is not None and self._race.running:
            self._race.advance(budget_s / 2)
        if self._status is not Status.RUNNING:
            return
        begun, first = self._begun
        speed = float(self._edits.scene.settings["speed"])
        due = first + int((self._clock() - begun) * speed)
        until = self._clock() + budget_s / 2
        try:
            while self.step < due and self._clock() < until:
                self._edits.scene = advanced(self._edits.scene)
        except EngineError:
            self._status = Status.PAUSED
            raise

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the page's state anew."""
        scene = self._edits.scene
        glance = ViewOptions(
            scene.stop,
            scene.stops,
            scene.settings,
            self._part,
            self._amount,
            scene.cycle,
            scene.step,
            scene.last,
            frozenset(scene.moment.own),
            with_program="program" in observed,
        )
        state = self._views.state(scene.moment.case, glance)
        self._state = state if self._race is None else replace(state, passes=self._race.view)

    def state(self) -> BackpropState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Stops done so far."""
        return self._edits.scene.last

    def save(self) -> Saved:
        """Return the document's content: numbers set by hand; updates are recomputed from them."""
        return save(self._edits.scene)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        self._edits.scene = restored(text)
        self._status = Status.PAUSED if self.step else Status.IDLE
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return an empty mapping: the example is typed."""
        return {}

    def close(self) -> None:
        """Do nothing: there is no thread to end."""

    # --- edits -----------------------------------------------------------------------------

    def _edited(self, command: SetSetting | SetNumber | SetFunction) -> Inverse | None:
        inverse = self._edits.apply(command)
        self._begun = (self._clock(), self.step)
        return inverse

    # --- selection -------------------------------------------------------------------------

    def _select(self, command: SelectPart) -> None:
        part = Part(command.layer, command.neuron, command.source)
        least = min(part.layer, part.neuron, part.source or 0)
        if least < 0 or fitting(part, self._edits.scene.moment.case) != part:
            raise SettingError("expected a weight of this network; click one on the picture")
        self._part = part

    def _nudge(self, command: NudgeNeuron) -> None:
        amount = command.amount
        if not (isfinite(amount) and LEAST_NUDGE <= abs(amount) <= MOST_NUDGE):
            raise SettingError(
                "expected a nudge between {least:g} and {most:g}, got {found}",
                least=LEAST_NUDGE,
                most=MOST_NUDGE,
                found=amount,
            )
        self._amount = amount

    def _measure(self, command: TimePasses) -> None:
        case = self._edits.scene.moment.case
        if command.layers:
            case = example_case(command.layers, self._seed)
        self._race = PassTimer(case, self._clock)

    def _stop_measuring(self, command: StopMeasuring) -> None:
        if self._race is not None:
            self._race.running = False

    # --- transport -------------------------------------------------------------------------

    def _start(self, command: Start) -> None:
        # make the first stop at once: a click must have a visible effect
        self._edits.scene = advanced(self._edits.scene)
        self._status = Status.RUNNING
        self._begun = (self._clock(), self.step)

    def _pause(self, command: Pause) -> None:
        if self._status is Status.RUNNING:
            self._status = Status.PAUSED

    def _step_by(self, command: Step) -> None:
        self._status = Status.PAUSED
        if command.count < 0:
            self._edits.scene = moved(self._edits.scene, self.step + command.count)
            return
        for _ in range(min(command.count, 10 * MOST_CYCLES)):
            self._edits.scene = advanced(self._edits.scene)

    def _seek(self, command: Seek) -> None:
        self._edits.scene = moved(self._edits.scene, command.step)
        self._status = Status.PAUSED

    def _reset(self, command: Reset) -> None:
        scene, self._status = self._edits.scene, Status.IDLE
        first = scene.path[0]
        if command.new_seed:
            self._seed += 1
            fresh = drawn(first.rules, self._seed)
            kept = replace(fresh, functions=first.case.functions, x=first.case.x, y=first.case.y)
            first = replace(first, case=kept)
        self._edits.begin(scene, first)

    def _ignore(self, command: object) -> None:
        """Do nothing: the page has its own speed setting."""
