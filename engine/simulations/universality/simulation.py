"""Simulation of the Universality page: a network built by hand matches a function or trains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.observation import TurnView
from engine.commands.pages.universality import SelectOutput, SpreadHeights
from engine.commands.transport import Reset, Seek, Start, Step
from engine.errors import SettingError
from engine.simulations.scene_page.scene_page import ScenePage, seen_as
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.universality.document import restored, save
from engine.simulations.universality.edits import EDITS, EditContext
from engine.simulations.universality.scene import FUNCTION, SETTINGS, Scene, first_scene
from engine.simulations.universality.state import UniversalityState, WidthView
from engine.simulations.universality.two_inputs.views import TwoInputsViews
from engine.simulations.universality.views import CurveViews, fit_view
from engine.simulations.values import same_value
from engine.snapshots import Message, Status
from engine.surfaces.terrain import View
from engine.universality.curve_networks import CurveNetwork
from engine.universality.fitting import Fit, Rule

MOST_EPOCHS = 1_000_000

LOOKS = frozenset({"station", "plane_figure", "form", "speed"})
"""View settings: changing them is not an edit."""


class Universality(ScenePage[Scene]):
    """The simulation behind the page; its state is `UniversalityState`.

    A step is an epoch of descent, which begins from the network that was built by hand.

    Parameters
    ----------
    seed : int
        Seed of random heights and of the order of samples.
    clock : callable
        Returns seconds; only the speed depends on it.
    """

    declared_settings = SETTINGS
    edits = EDITS
    view_settings = LOOKS
    undo_remembers = True
    stays = Message("The change was taken back; what was learned since stays.")
    failure: Message | None = None

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        super().__init__(first_scene(), clock)
        self._seed = seed
        self._output = 0
        self._fit: Fit | None = None
        self._dragged = False
        self._views = CurveViews()
        self._widths: WidthView | None = None
        self._two_inputs, self._seen = TwoInputsViews(), View()
        self.handlers[SelectOutput] = self._select
        self.handlers[TurnView] = self._turn
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def step(self) -> int:
        """Epochs of descent at the shown position."""
        return self._fit.step if self._fit is not None else 0

    @property
    def progress(self) -> int:
        """Epochs so far."""
        return self.step

    def advance(self, budget_s: float) -> None:
        """Train the epochs that are due by the clock."""
        if self.busy:
            super().advance(budget_s)
            self._show_fit()

    def view(self, observed: frozenset[str]) -> UniversalityState:
        """Return the page's state; during a drag its curve of widths stays."""
        scene, fit = self.scene, self._fit
        curve, tries = self._views.curve(scene, self._output, held=self._dragged)
        if not self._dragged:
            self._widths = self._views.widths(scene, trained=self.step > 0)
        return UniversalityState(
            settings=scene.settings,
            formulas=scene.formulas,
            output=self._output,
            activation=scene.activation.formula,
            makes_steps=scene.activation.makes_steps,
            curve=curve,
            fit=fit_view(fit) if fit is not None and scene.place == FUNCTION else None,
            widths=self._widths,
            tries=tries,
            two_inputs=self._two_inputs.view(scene, self._seen)
            if scene.station == "plane"
            else None,
        )

    def save(self) -> Saved:
        """Return the document's content: all networks as they are, without the path of descent."""
        return save(self.scene, self._output)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        scene, self._output = restored(text)
        return scene

    # --- edits -----------------------------------------------------------------------------

    def edit(self, command: Command) -> Inverse | None:
        """Apply an edit; return its inverse, or None if it changed nothing but the view."""
        inverse = super().edit(command)
        self._dragged = not command.is_finished
        return inverse

    def changed(self, scene: Scene, command: Any) -> tuple[Scene, Message]:
        """Return the scene after an edit, and the name of the edit."""
        return EDITS[type(command)](scene, command, EditContext(self._output, self._seed))

    def returned(self, command: Any, target: Scene, source: Scene) -> tuple[Scene, Message | None]:
        """Return to a scene; where descent has gone on since, only the edit is taken back."""
        now, kept = self.scene, LOOKS - {"station", "plane_figure"}
        if same_value(seen_as(now, source, LOOKS), source):
            return seen_as(target, now, kept), None
        networks = (scene.hands[FUNCTION] for scene in (target, source, now))
        hands = {**target.hands, FUNCTION: _without(*networks)}
        return seen_as(replace(target, hands=hands), now, kept), self.stays

    def show(self, scene: Scene) -> None:
        """Make a scene the present one; descent continues from its network where possible."""
        before, fit, self.scene = self.scene, self._fit, scene
        network, shape = scene.hands[FUNCTION], before.hands[FUNCTION]
        self._output = min(self._output, network.outputs - 1)
        if fit is None:
            return
        same = network.kind == shape.kind and network.v.shape == shape.v.shape
        if not same or scene.target_key() != before.target_key() or _other_rule(before, scene):
            self._end_fit()
        elif network is not shape:
            fit.edit_weights(network)
        self.playback.count_from(self.step)

    def _end_fit(self) -> None:
        running = self.busy
        self._fit, self.failure, self.playback.status = None, None, Status.IDLE
        if running:
            self.start(Start(""))

    def _select(self, command: SelectOutput) -> None:
        outputs = self.scene.hands[FUNCTION].outputs
        if not 0 <= command.output < outputs:
            raise SettingError(
                "expected output 1 to {last}, got {found}; choose one that is there",
                last=outputs,
                found=command.output + 1,
            )
        self._output = command.output

    def _turn(self, command: TurnView) -> None:
        self._seen = View.of(command.turn, command.tilt)

    # --- transport -------------------------------------------------------------------------

    def start(self, command: Start) -> None:
        """Train from the present network on."""
        self._ready()
        self.playback.start(self.step, MOST_EPOCHS)

    def forward(self) -> bool:
        """Train one epoch; the scene follows when the work is done."""
        fit = self._ready()
        settings = self.scene.settings
        sound = fit.advance(Rule(float(settings["eta"]), float(settings["momentum"])))
        if not sound:
            self.playback.status = Status.FAILED
            self.failure = Message(
                "The network stopped being finite at epoch {step}: try a smaller learning rate. "
                "What is shown is the last good state.",
                {"step": fit.step},
            )
        return sound

    def step_by(self, command: Step) -> None:
        """Train some epochs, or go back."""
        self._ready()
        super().step_by(command)
        self._show_fit()

    def seek(self, command: Seek) -> None:
        """Show another epoch."""
        if self._fit is not None:
            self.playback.status, self.failure = Status.PAUSED, None
            self._fit.seek(command.step)
            self._show_fit()

    def reset(self, command: Reset) -> Inverse | None:
        """Return to the network built by hand, from there to flat or random heights."""
        if self.step and not command.new_seed:
            return super().reset(command)
        self._seed += command.new_seed
        kind = "random" if command.new_seed else "flat"
        return self.edit(SpreadHeights(command.simulation_id, kind))

    # --- private ---------------------------------------------------------------------------

    def _ready(self) -> Fit:
        """Return the descent of the present network, created if there is none."""
        scene = self.scene
        if scene.station != FUNCTION:
            raise SettingError("expected a function to match; go to the station Function")
        self.failure = None
        if self._fit is None:
            self._fit = Fit(
                scene.hand, scene.activation, scene.targets, self._deviation, self._seed
            )
        return self._fit

    def _deviation(self, network: CurveNetwork) -> float:
        return self.scene.deviation(network)

    def _show_fit(self) -> None:
        if self._fit is not None:
            hands = {**self.scene.hands, FUNCTION: self._fit.network}
            self.scene = replace(self.scene, hands=hands)


def _other_rule(before: Scene, after: Scene) -> bool:
    """Return whether descent differs from the same network: another activation."""
    changed = before.settings["activation"] != after.settings["activation"]
    return changed or before.formulas["activation"] != after.formulas["activation"]


def _without(target: CurveNetwork, source: CurveNetwork, now: CurveNetwork) -> CurveNetwork:
    """Return the network that has learned on, with the numbers of an edit as in `target`."""
    if not target.v.shape == source.v.shape == now.v.shape or target.kind != now.kind:
        return target
    touched, numbers = target.parameters != source.parameters, now.parameters
    numbers[touched] = target.parameters[touched]
    return now.with_parameters(numbers)
