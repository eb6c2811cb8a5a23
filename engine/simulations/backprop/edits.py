"""Edits of the Backprop page and their inverses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from typing import TypeAlias

from engine.arrays import Matrix, seal
from engine.backpropagation.backward import Case
from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import SetFunction, SetNumber
from engine.errors import SettingError
from engine.settings import Value, check_all
from engine.simulations.backprop.exhibits import EXHIBITS, OWN
from engine.simulations.backprop.scene import (
    FUNCTION_NAMES,
    OPTIONS,
    SETTINGS,
    Moment,
    Scene,
    advanced,
    changed,
    drawn,
    functions_of,
    opening,
    with_option,
)
from engine.simulations.simulation import Inverse
from engine.snapshots import Message

LARGEST_NUMBER = 1_000.0
"""Largest magnitude that can be set by hand."""

Edit: TypeAlias = SetSetting | SetNumber | SetFunction


@dataclass(frozen=True, slots=True)
class _Held:
    """A drag of one number: the scene before it and the scene it has led to."""

    key: tuple[object, ...]
    before: Scene
    after: Scene

    def fits(self, command: SetNumber, scene: Scene) -> bool:
        """Return whether a command continues the drag."""
        return self.key == _key(command) and self.after is scene


class BackpropEdits:
    """The current scene and its edits.

    Attributes
    ----------
    scene : Scene
        Replaced by every edit, never mutated.
    """

    def __init__(self, seed: int, scene: Scene) -> None:
        self.scene = scene
        self._seed = seed
        self._held: _Held | None = None

    def apply(self, command: Edit) -> Inverse | None:
        """Apply an edit; return its inverse, or None if nothing has changed.

        Raises
        ------
        EngineError
            If the edit is refused; then nothing has changed.
        """
        before, held = self.scene, self._held
        self._held = None
        dragged = isinstance(command, SetNumber) and held is not None and held.fits(command, before)
        made = self._made(command)
        if made is None and not dragged:
            return None
        name, self.scene, again = made or (Message("change a number"), before, None)
        if isinstance(command, SetNumber):
            if held is not None and dragged:
                # undoing a drag returns to its start
                before = held.before
                again = _with_value(command, before)
            if not command.finished:
                self._held = _Held(_key(command), before, self.scene)
                return None
        return self._inverse(name, before, command, again)

    def begin(self, scene: Scene, first: Moment) -> None:
        """Return to the first stop, with `first` as its moment."""
        self.scene = Scene(scene.options, (first,))
        self._held = None

    # --- private ---------------------------------------------------------------------------

    def _made(self, command: Edit) -> tuple[Message, Scene, Edit | None] | None:
        if isinstance(command, SetSetting):
            return self._with_setting(command)
        if isinstance(command, SetNumber):
            return self._with_number(command)
        return self._with_function(command)

    def _inverse(self, name: Message, before: Scene, command: Edit, again: Edit | None) -> Inverse:
        after = self.scene

        def way(source: Scene, target: Scene, edit: Edit | None) -> Callable[[], Message | None]:
            def go() -> Message | None:
                here = self.scene
                only_moved = here.path is source.path and source.path is not target.path
                if edit is None or here is source or only_moved:
                    self.scene = target
                    return None
                made = self._made(edit)
                if made is not None:
                    self.scene = made[1]
                return Message("The change was taken back; what was learned since stays.")

            return go

        back, forth = way(after, before, again), way(before, after, command)

        def redo() -> Message | None:
            forth()
            return None

        return Inverse(name, back, redo, lambda target, source: target())

    # --- settings --------------------------------------------------------------------------

    def _with_setting(self, command: SetSetting) -> tuple[Message, Scene, Edit | None] | None:
        scene, known = self.scene, self.scene.settings
        values = check_all(SETTINGS, {**known, command.name: command.value})
        if values == known:
            return None
        name, value = command.name, values[command.name]
        said = Message("set {name} to {value}", {"name": name, "value": value})
        again = SetSetting(command.simulation_id, name, known[name])
        if name == "exhibit":
            if value == OWN:
                return None
            return said, opening(str(value), self._seed, scene.options), None
        if name == "layers":
            return said, self._with_layers(str(value)), None
        if name in OPTIONS:
            return said, with_option(scene, name, value), again
        return said, changed(scene, _with_rule(scene.moment, name, value)), again

    def _with_layers(self, layers: str) -> Scene:
        scene = self.scene
        rules = {**scene.moment.rules, "layers": layers}
        case = drawn(rules, self._seed)
        rules["layers"] = "-".join(map(str, case.sizes))
        options = {**scene.options, "exhibit": OWN}
        if scene.options["exhibit"] == EXHIBITS[0].name:
            # the opening exhibit has four stops; a larger network has one per layer
            options["stops"] = "every"
        return Scene(options, (Moment(case, rules),))

    # --- numbers ---------------------------------------------------------------------------

    def _with_number(self, command: SetNumber) -> tuple[Message, Scene, Edit | None] | None:
        value = float(command.value)
        if not (isfinite(value) and abs(value) <= LARGEST_NUMBER):
            raise SettingError(
                "expected a number between −{most:g} and {most:g}, got {found}",
                most=LARGEST_NUMBER,
                found=command.value,
            )
        scene = self.scene
        if scene.stop.kind == "update":
            # the numbers shown are those after the update: the next cycle begins with them
            scene = advanced(scene)
        old = number_in(scene.moment.case, command)
        if old == value:
            return None
        case = _with_entry(scene.moment.case, command, value)
        again = replace(command, value=old, finished=True)
        after = changed(scene, replace(scene.moment, case=case))
        return Message("change a number"), after, again

    # --- functions -------------------------------------------------------------------------

    def _with_function(self, command: SetFunction) -> tuple[Message, Scene, Edit | None] | None:
        moment = self.scene.moment
        place = (command.layer, command.neuron)
        _check_function(moment, command)
        own = {each: name for each, name in moment.own.items() if each != place}
        if command.function:
            own[place] = command.function
        if own == moment.own:
            return None
        functions = functions_of(moment.rules, moment.case.sizes, own)
        case = replace(moment.case, functions=functions)
        after = changed(self.scene, replace(moment, case=case, own=own))
        again = replace(command, function=moment.own.get(place, ""))
        return Message("give a neuron a function of its own"), after, again


def _with_rule(moment: Moment, name: str, value: Value) -> Moment:
    """Return a moment with another η, cost or activation."""
    rules = {**moment.rules, name: value}
    own = moment.own
    if rules["cost"] != "quadratic":
        # that cost determines the activation of the outputs
        last = len(moment.case.weights) - 1
        own = {place: function for place, function in own.items() if place[0] != last}
    functions = functions_of(rules, moment.case.sizes, own)
    case = moment.case
    if (functions, rules["cost"]) != (case.functions, case.cost):
        case = replace(case, functions=functions, cost=str(rules["cost"]))
    return Moment(case, rules, own)


def _check_function(moment: Moment, command: SetFunction) -> None:
    sizes, layer = moment.case.sizes[1:], command.layer
    if not (0 <= layer < len(sizes) and 0 <= command.neuron < sizes[layer]):
        raise SettingError("expected a neuron of this network; click one on the picture")
    if command.function and command.function not in FUNCTION_NAMES:
        raise SettingError(
            "expected an activation among {known}, got {found!r}; correct its name",
            known=", ".join(FUNCTION_NAMES),
            found=command.function,
        )
    if command.function and layer == len(sizes) - 1 and moment.rules["cost"] != "quadratic":
        raise SettingError(
            "the cost {cost} has output functions of its own; choose a hidden neuron, "
            "or the quadratic cost",
            cost=moment.rules["cost"],
        )


# --- single numbers --------------------------------------------------------------------------


def number_in(case: Case, command: SetNumber) -> float:
    """Return the number that a command names.

    Raises
    ------
    SettingError
        If the case has no such number.
    """
    array, place = _entry(case, command)
    if min(place) < 0 or any(i >= n for i, n in zip(place, array.shape, strict=True)):
        raise _no_number()
    return float(array[place])


def _entry(case: Case, command: SetNumber) -> tuple[Matrix, tuple[int, ...]]:
    if command.kind in ("x", "y"):
        return (case.x if command.kind == "x" else case.y), (command.neuron,)
    if not 0 <= command.layer < len(case.weights):
        raise _no_number()
    if command.kind == "b":
        return case.biases[command.layer], (command.neuron,)
    return case.weights[command.layer], (command.neuron, command.source)


def _no_number() -> SettingError:
    return SettingError("expected a number of this network; click one on the picture")


def _with_entry(case: Case, command: SetNumber, value: float) -> Case:
    array, place = _entry(case, command)
    fresh = array.copy()
    fresh[place] = value
    fresh = seal(fresh)
    if command.kind == "x":
        return replace(case, x=fresh)
    if command.kind == "y":
        return replace(case, y=fresh)
    layer = command.layer
    if command.kind == "b":
        return replace(case, biases=(*case.biases[:layer], fresh, *case.biases[layer + 1 :]))
    return replace(case, weights=(*case.weights[:layer], fresh, *case.weights[layer + 1 :]))


def _key(command: SetNumber) -> tuple[object, ...]:
    return (command.kind, command.layer, command.neuron, command.source)


def _with_value(command: SetNumber, scene: Scene) -> SetNumber:
    """Return the edit that restores a number to its value in a scene."""
    if scene.stop.kind == "update":
        scene = advanced(scene)
    return replace(command, value=number_in(scene.moment.case, command), finished=True)
