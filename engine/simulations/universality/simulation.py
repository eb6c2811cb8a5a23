"""Simulation of the Universality page: a network built by hand matches a function or trains."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from msgspec import Raw

from engine.commands.edits import SetSetting
from engine.commands.pages.universality import SelectOutput, SpreadHeights, TurnFigure
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.universality.document import restored, save
from engine.simulations.universality.edits import EDITS, EditContext
from engine.simulations.universality.scene import FUNCTION, SETTINGS, Scene, first_scene
from engine.simulations.universality.state import UniversalityState, WidthView
from engine.simulations.universality.two_inputs.views import TwoInputsViews
from engine.simulations.universality.views import CurveViews, fit_view
from engine.snapshots import Message, Status
from engine.surfaces.terrain import View
from engine.universality.fitting import Fit, Rule

MOST_EPOCHS = 1_000_000

LOOKS = frozenset({"station", "plane_figure", "form", "speed"})
"""View settings: changing them is not an edit."""


@dataclass(slots=True)
class _Change:
    """An edit, or all commands of a drag.

    Attributes
    ----------
    before, after : Scene
        The scene before it, and after its last command.
    left : Scene
        The scene that an undo replaced, for redo.
    """

    before: Scene
    after: Scene | None = None
    left: Scene | None = None


class Universality:
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

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        self.failure: Message | None = None
        self.elapsed_s = 0.0
        self._seed, self._clock = seed, clock
        self._scene = first_scene()
        self._output = 0
        self._fit: Fit | None = None
        self._status = Status.IDLE
        self._stop_at: int | None = None
        self._begun: tuple[float, int] = (0.0, 0)
        self._views, self._edits = CurveViews(), 0
        self._held: Hashable = None
        self._change: _Change | None = None
        self._widths: WidthView | None = None
        self._two_inputs, self._seen = TwoInputsViews(), View()
        self.handlers: dict[type, Callable[[Any], Inverse | Message | None]] = {
            **{kind: partial(self._edit, change) for kind, change in EDITS.items()},
            SelectOutput: self._select,
            TurnFigure: self._turn,
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
        """Epochs of descent at the shown position."""
        return self._fit.step if self._fit is not None else 0

    @property
    def busy(self) -> bool:
        """Whether descent is running."""
        return self._status is Status.RUNNING

    def advance(self, budget_s: float) -> None:
        """Train the epochs that are due by the clock."""
        fit = self._fit
        if not self.busy or fit is None:
            return
        begun, first = self._begun
        now = self._clock()
        due = first + int((now - begun) * float(self._scene.settings["speed"]))
        limit = MOST_EPOCHS if self._stop_at is None else self._stop_at
        sound = True
        while fit.step < min(due, limit) and sound and self._clock() - now < budget_s:
            sound = fit.advance(self._rule())
        # epochs that the machine could not do in time are skipped
        if fit.step < due:
            self._begun = (self._clock(), fit.step)
        self._show_fit(fit)
        if not sound:
            self._fail(fit)
        elif fit.step >= limit:
            self._status = Status.PAUSED

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the page's state anew; during a drag its curve of widths stays."""
        scene, fit = self._scene, self._fit
        curve, tries = self._views.curve(scene, self._output, held=self._held is not None)
        if self._held is None:
            self._widths = self._views.widths(scene, trained=self.step > 0)
        self._state = UniversalityState(
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

    def state(self) -> UniversalityState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Edits and epochs so far."""
        return self._edits + self.step

    def save(self) -> Saved:
        """Return the document's content: all networks as they are, without the path of descent."""
        return save(self._scene, self._output)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        self._scene, self._output = restored(text)
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return an empty mapping: functions need no data."""
        return {}

    def close(self) -> None:
        """Do nothing: there is no thread to end."""

    # --- edits -----------------------------------------------------------------------------

    def _edit(
        self, change: Callable[[Scene, Any, EditContext], tuple[Scene, Message]], command: Any
    ) -> Inverse | None:
        before = self._scene
        after, said = change(before, command, EditContext(self._output, self._seed))
        key = command.drag_key
        joined = key is not None and self._held == key
        self._held = None if command.is_finished else key
        if _same(before, after):
            return None
        self._show(after)
        if isinstance(command, SetSetting) and command.name in LOOKS:
            return None
        self._edits += 1
        if not joined or self._change is None:
            self._change = _Change(before)
        self._change.after = self._change.left = self._scene
        return self._inverse(said, self._change)

    def _show(self, scene: Scene) -> None:
        """Make a scene the present one; descent continues from its network where possible."""
        before, fit = self._scene, self._fit
        self._scene = scene
        self._output = min(self._output, scene.hands[FUNCTION].outputs - 1)
        if fit is None:
            return
        network, shape = scene.hands[FUNCTION], before.hands[FUNCTION]
        same = network.kind == shape.kind and network.v.shape == shape.v.shape
        if not same or scene.target_key() != before.target_key() or _other_rule(before, scene):
            self._end_fit()
        elif network is not shape:
            fit.edit_weights(network)
        self._begun = (self._clock(), self.step)

    def _end_fit(self) -> None:
        running = self.busy
        self._fit, self.failure, self._status = None, None, Status.IDLE
        if running:
            self._start(Start(""))

    def _inverse(self, name: Message, change: _Change) -> Inverse:
        def undo() -> Message | None:
            now = change.left = self._scene
            assert change.after is not None  # set when the edit was made
            if _same(now, change.after, looks=False):
                self._show(_seen_as(change.before, now))
                return None
            self._show(_seen_as(_without(change.before, change.after, now), now))
            return Message("The change was taken back; what was learned since stays.")

        def redo() -> Message | None:
            assert change.left is not None  # set when the edit was made
            self._show(change.left)
            return None

        return Inverse(name, undo, redo, lambda target, source: target())

    def _select(self, command: SelectOutput) -> None:
        outputs = self._scene.hands[FUNCTION].outputs
        if not 0 <= command.output < outputs:
            raise SettingError(
                "expected output 1 to {last}, got {found}; choose one that is there",
                last=outputs,
                found=command.output + 1,
            )
        self._output = command.output

    def _turn(self, command: TurnFigure) -> None:
        self._seen = View(command.turn % 360.0, min(max(command.tilt, 5.0), 85.0))

    # --- transport -------------------------------------------------------------------------

    def _start(self, command: Start) -> None:
        self._ready()
        self._stop_at, self._status = None, Status.RUNNING
        self._begun = (self._clock(), self.step)

    def _ready(self) -> Fit:
        """Return the descent of the present network, created if there is none."""
        scene = self._scene
        if scene.station != FUNCTION:
            raise SettingError("expected a function to match; go to the station Function")
        self.failure = None
        if self._fit is None:
            network, activation = scene.hand, scene.activation
            self._fit = Fit(network, activation, scene.targets, self._deviation, self._seed)
        return self._fit

    def _deviation(self, network: Any) -> float:
        return self._scene.deviation(network)

    def _pause(self, command: Pause) -> None:
        if self.busy:
            self._status = Status.PAUSED

    def _step_by(self, command: Step) -> None:
        fit = self._ready()
        if command.count < 0:
            self._seek(Seek(command.simulation_id, fit.step + command.count))
            return
        self._status, sound = Status.PAUSED, True
        for _ in range(min(command.count, 1_000)):
            sound = sound and fit.advance(self._rule())
        self._show_fit(fit)
        if not sound:
            self._fail(fit)

    def _seek(self, command: Seek) -> None:
        fit = self._fit
        if fit is None:
            return
        self._status, self.failure = Status.PAUSED, None
        fit.seek(command.step, self._rule())
        self._show_fit(fit)

    def _reset(self, command: Reset) -> Inverse | None:
        if command.new_seed:
            self._seed += 1
            return self._edit(EDITS[SpreadHeights], SpreadHeights(command.simulation_id, "random"))
        if self.step:
            # back to the network built by hand
            self._seek(Seek(command.simulation_id, 0))
            return None
        return self._edit(EDITS[SpreadHeights], SpreadHeights(command.simulation_id, "flat"))

    def _ignore(self, command: object) -> None:
        """Do nothing: the page has its own speed setting."""

    # --- private ---------------------------------------------------------------------------

    def _rule(self) -> Rule:
        settings = self._scene.settings
        return Rule(float(settings["eta"]), float(settings["momentum"]))

    def _show_fit(self, fit: Fit) -> None:
        hands = {**self._scene.hands, FUNCTION: fit.network}
        self._scene = replace(self._scene, hands=hands)

    def _fail(self, fit: Fit) -> None:
        self._status = Status.FAILED
        self.failure = Message(
            "The network stopped being finite at epoch {step}: try a smaller learning rate. "
            "What is shown is the last good state.",
            {"step": fit.step},
        )


def _seen_as(scene: Scene, now: Scene) -> Scene:
    """Return a scene with the view settings of another one; station and figure stay its own."""
    kept = {name: now.settings[name] for name in LOOKS - {"station", "plane_figure"}}
    return replace(scene, settings={**scene.settings, **kept})


def _same(before: Scene, after: Scene, *, looks: bool = True) -> bool:
    """Return whether an edit has changed nothing.

    Parameters
    ----------
    looks : bool
        Whether view settings count, too.
    """
    networks = zip(before.hands.values(), after.hands.values(), strict=True)
    names = set(before.settings) - (frozenset() if looks else LOOKS)
    return (
        all(before.settings[name] == after.settings[name] for name in names)
        and before.formulas == after.formulas
        and before.tries == after.tries
        and before.drawn.tobytes() == after.drawn.tobytes()
        and before.cells.tobytes() == after.cells.tobytes()
        and all(
            one is other
            or (one.kind == other.kind and one.parameters.tobytes() == other.parameters.tobytes())
            for one, other in networks
        )
    )


def _other_rule(before: Scene, after: Scene) -> bool:
    """Return whether descent differs from the same network: another activation."""
    names = ("activation",)
    changed = any(before.settings[name] != after.settings[name] for name in names)
    return changed or before.formulas["activation"] != after.formulas["activation"]


def _without(before: Scene, after: Scene, now: Scene) -> Scene:
    """Undo an edit after further descent: restore only the numbers that the edit changed."""
    hands = dict(before.hands)
    old, new, present = (scene.hands[FUNCTION] for scene in (before, after, now))
    if old.v.shape == new.v.shape == present.v.shape and old.kind == present.kind:
        touched = old.parameters != new.parameters
        numbers = present.parameters
        numbers[touched] = old.parameters[touched]
        hands[FUNCTION] = present.with_parameters(numbers)
    return replace(before, hands=hands)
