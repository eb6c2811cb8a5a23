"""Simulation of the Backprop page: one example forward and backward, stop by stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isfinite
from typing import Any

from msgspec import Raw

from engine.backpropagation.pass_timing import PassTimer, example_case
from engine.commands.command import Command
from engine.commands.pages.backprop import NudgeNeuron, SelectPart, StopMeasuring, TimePasses
from engine.commands.transport import Reset, Start
from engine.errors import SettingError
from engine.simulations.backprop.document import restored, save
from engine.simulations.backprop.edits import EDITS, as_in
from engine.simulations.backprop.exhibits import EXHIBITS
from engine.simulations.backprop.scene import (
    MOST_CYCLES,
    OPTIONS,
    SETTINGS,
    Scene,
    advanced,
    drawn,
    opening,
)
from engine.simulations.backprop.state import BackpropState, Part
from engine.simulations.backprop.views import BackpropViews, ViewOptions, fitting
from engine.simulations.scene_page.scene_page import ScenePage
from engine.simulations.simulation import Inverse, Saved
from engine.snapshots import Message, Status

LEAST_NUDGE, MOST_NUDGE = 1e-7, 10.0


class Backprop(ScenePage[Scene]):
    """The simulation behind the page; its state is `BackpropState`.

    Parameters
    ----------
    seed : int
        Seed of networks that are drawn.
    clock : callable
        Returns seconds; only the speed and the measurement of passes depend on it.
    """

    declared_settings = SETTINGS
    edits = EDITS
    steps_at_once = 10 * MOST_CYCLES
    stays = Message("The change was taken back; what was learned since stays.")

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        options = {each.name: each.default for each in SETTINGS if each.name in OPTIONS}
        super().__init__(opening(EXHIBITS[0].name, seed, options), clock)
        self._seed = seed
        self._part: Part | None = None
        self._amount = 0.1
        self._race: PassTimer | None = None
        self._views = BackpropViews()
        self.handlers[SelectPart] = self._select
        self.handlers[NudgeNeuron] = self._nudge
        self.handlers[TimePasses] = self._measure
        self.handlers[StopMeasuring] = self._stop_measuring
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def last_step(self) -> int:
        """The last stop reached."""
        return self.scene.last

    @property
    def progress(self) -> int:
        """Stops done so far."""
        return self.scene.last

    @property
    def busy(self) -> bool:
        """Whether stops are being played or passes timed."""
        return super().busy or (self._race is not None and self._race.running)

    def advance(self, budget_s: float) -> None:
        """Make the stops that are due by the clock, and time passes for a moment."""
        if self._race is not None and self._race.running:
            self._race.advance(budget_s / 2)
        super().advance(budget_s / 2)

    def view(self, observed: frozenset[str]) -> BackpropState:
        """Return the page's state."""
        scene = self.scene
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
        return state if self._race is None else replace(state, passes=self._race.view)

    def save(self) -> Saved:
        """Return the document's content: numbers set by hand; updates are recomputed from them."""
        return save(self.scene)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        return restored(text)

    # --- edits -----------------------------------------------------------------------------

    def edit(self, command: Command) -> Inverse | None:
        """Apply an edit; the present stop is shown for its whole time afterwards."""
        inverse = super().edit(command)
        self.playback.count_from(self.step)
        return inverse

    def changed(self, scene: Scene, command: Any) -> tuple[Scene, Message]:
        """Return the scene after an edit, and the name of the edit."""
        return EDITS[type(command)](scene, command, self._seed)

    def returned(self, command: Any, target: Scene, source: Scene) -> tuple[Scene, Message | None]:
        """Return to a scene, or change the present one where cycles have followed since."""
        here, again = self.scene, as_in(target, command)
        only_moved = here.path is source.path and source.path is not target.path
        if again is None or here is source or only_moved:
            return target, None
        return self.changed(here, again)[0], self.stays

    # --- selection -------------------------------------------------------------------------

    def _select(self, command: SelectPart) -> None:
        part = Part(command.layer, command.neuron, command.source)
        least = min(part.layer, part.neuron, part.source or 0)
        if least < 0 or fitting(part, self.scene.moment.case) != part:
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
        case = self.scene.moment.case
        if command.layers:
            case = example_case(command.layers, self._seed)
        self._race = PassTimer(case, self.playback.clock)

    def _stop_measuring(self, command: StopMeasuring) -> None:
        if self._race is not None:
            self._race.running = False

    # --- transport -------------------------------------------------------------------------

    def forward(self) -> bool:
        """Go to the next stop.

        Raises
        ------
        EngineError
            If the update diverges, or after MOST_CYCLES.
        """
        self.scene = advanced(self.scene)
        return True

    def start(self, command: Start) -> None:
        """Make the first stop at once, so that a click has a visible effect, and play."""
        self.forward()
        super().start(command)

    def reset(self, command: Reset) -> None:
        """Return to the first stop, with the same network or a fresh one."""
        first = self.scene.path[0]
        if command.new_seed:
            self._seed += 1
            fresh = drawn(first.rules, self._seed)
            kept = replace(fresh, functions=first.case.functions, x=first.case.x, y=first.case.y)
            first = replace(first, case=kept)
        self.scene, self.playback.status = Scene(self.scene.options, (first,)), Status.IDLE
