"""Edits of the Backprop page: functions from a scene and a command to a new scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any, TypeAlias

from engine.arrays import Matrix, seal
from engine.backpropagation.backward import Case
from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import SetFunction, SetNumber
from engine.errors import SettingError
from engine.functions.costs import COST
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
from engine.snapshots import Message

LARGEST_NUMBER = 1_000.0
"""Largest magnitude that can be set by hand."""

Edit: TypeAlias = SetSetting | SetNumber | SetFunction

Edited: TypeAlias = tuple[Scene, Message]
"""The new scene, and the name of the edit."""


def as_in(scene: Scene, command: Edit) -> Edit | None:
    """Return the edit that brings about the value of another scene.

    None for another network: nothing of the present one could be kept.
    """
    if isinstance(command, SetFunction):
        place = (command.layer, command.neuron)
        return replace(command, function=scene.moment.own.get(place, ""))
    if isinstance(command, SetNumber):
        return replace(command, value=number_in(_hand_made(scene).moment.case, command))
    if command.name in ("exhibit", "layers"):
        return None
    return replace(command, value=scene.settings[command.name])


# --- settings --------------------------------------------------------------------------------


def set_setting(scene: Scene, command: SetSetting, seed: int) -> Edited:
    """Change one setting."""
    known = scene.settings
    values = check_all(SETTINGS, {**known, command.name: command.value})
    name, value = command.name, values[command.name]
    said = Message("set {name} to {value}", {"name": name, "value": value})
    if values == known or (name, value) == ("exhibit", OWN):
        return scene, said
    if name == "exhibit":
        return opening(str(value), seed, scene.options), said
    if name == "layers":
        return _with_layers(scene, str(value), seed), said
    if name in OPTIONS:
        return with_option(scene, name, value), said
    return changed(scene, _with_rule(scene.moment, name, value)), said


def _with_layers(scene: Scene, layers: str, seed: int) -> Scene:
    rules = {**scene.moment.rules, "layers": layers}
    case = drawn(rules, seed)
    rules["layers"] = "-".join(map(str, case.sizes))
    options = {**scene.options, "exhibit": OWN}
    if scene.options["exhibit"] == EXHIBITS[0].name:
        # the opening exhibit has four stops; a larger network has one per layer
        options["stops"] = "every"
    return Scene(options, (Moment(case, rules),))


def _with_rule(moment: Moment, name: str, value: Value) -> Moment:
    """Return a moment with another η, cost or activation."""
    rules = {**moment.rules, name: value}
    own = moment.own
    if COST[str(rules["cost"])].natural:
        # that cost determines the activation of the outputs
        last = len(moment.case.weights) - 1
        own = {place: function for place, function in own.items() if place[0] != last}
    functions = functions_of(rules, moment.case.sizes, own)
    case = moment.case
    if (functions, rules["cost"]) != (case.functions, case.cost):
        case = replace(case, functions=functions, cost=str(rules["cost"]))
    return Moment(case, rules, own)


# --- functions -------------------------------------------------------------------------------


def set_function(scene: Scene, command: SetFunction, seed: int) -> Edited:
    """Give one neuron a function of its own, or that of its layer."""
    said, moment = Message("give a neuron a function of its own"), scene.moment
    place = (command.layer, command.neuron)
    _check_function(moment, command)
    own = {each: name for each, name in moment.own.items() if each != place}
    if command.function:
        own[place] = command.function
    if own == moment.own:
        return scene, said
    functions = functions_of(moment.rules, moment.case.sizes, own)
    case = replace(moment.case, functions=functions)
    return changed(scene, replace(moment, case=case, own=own)), said


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
    natural = COST[str(moment.rules["cost"])].natural
    if command.function and layer == len(sizes) - 1 and natural:
        raise SettingError(
            "the cost {cost} has output functions of its own; choose a hidden neuron, "
            "or the quadratic cost",
            cost=moment.rules["cost"],
        )


# --- single numbers --------------------------------------------------------------------------


def set_number(scene: Scene, command: SetNumber, seed: int) -> Edited:
    """Set one number of the network or of the example."""
    said, value = Message("change a number"), float(command.value)
    if not (isfinite(value) and abs(value) <= LARGEST_NUMBER):
        raise SettingError(
            "expected a number between −{most:g} and {most:g}, got {found}",
            most=LARGEST_NUMBER,
            found=command.value,
        )
    moment = _hand_made(scene).moment
    if number_in(moment.case, command) == value:
        return scene, said
    case = _with_entry(moment.case, command, value)
    return changed(_hand_made(scene), replace(moment, case=case)), said


def _hand_made(scene: Scene) -> Scene:
    """Return the scene whose numbers are set by hand: after an update those of the next cycle."""
    return advanced(scene) if scene.stop.kind == "update" else scene


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


EDITS: Mapping[type, Callable[[Scene, Any, int], Edited]] = {
    SetSetting: set_setting,
    SetNumber: set_number,
    SetFunction: set_function,
}
"""Edits by class of command; the last argument is the seed of networks that are drawn."""
