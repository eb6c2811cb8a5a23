"""EDITS of the Universality page: each makes a new scene from a scene and a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, freeze
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import (
    ClearTries,
    DragCurve,
    DrawTarget,
    KeepTry,
    MoveEdge,
    PaintTower,
    SetFormula,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
    SpreadHeights,
)
from engine.errors import SettingError
from engine.settings import check_all, check_known, checked_size
from engine.simulations.universality.curve_drags import pulled, weighted_of
from engine.simulations.universality.scene import (
    DRAWN,
    DRAWN_POINTS,
    FUNCTION,
    MOST_TRIES,
    OUTPUT_TARGETS,
    SETTINGS,
    TYPED,
    Scene,
    Try,
)
from engine.simulations.universality.two_inputs.edits import matched, paint, type_surface
from engine.snapshots import Message
from engine.text import subscript
from engine.universality.approximation import best_heights, samples_of, shifted_copies
from engine.universality.curve_activations import OWN
from engine.universality.curve_networks import LARGEST, CurveNetwork, bumps_network
from engine.universality.typed_functions import read_formula


@dataclass(frozen=True, slots=True)
class EditContext:
    """Context of an edit.

    Attributes
    ----------
    output : int
        The edited output, from 0.
    seed : int
        Seed of random heights.
    """

    output: int
    seed: int


Edited: TypeAlias = tuple[Scene, Message]
Edit: TypeAlias = Callable[[Scene, Any, EditContext], Edited]

MOST_LETTERS = 24
TALLEST = 10.0
"""Largest magnitude of a drawn function."""


def with_hand(scene: Scene, network: CurveNetwork, station: str = "") -> Scene:
    """Return the scene with another network at a station, by default the present one."""
    return replace(scene, hands={**scene.hands, station or scene.place: network})


# --- single numbers ---------------------------------------------------------------------------


def _place(place: int, count: int) -> int:
    if not 0 <= place < count:
        raise SettingError(
            "expected number 0 to {last}, got {found}; choose one that is there",
            last=count - 1,
            found=place,
        )
    return place


PARTS = {
    "w": CurveNetwork.with_weight,
    "b": CurveNetwork.with_bias,
    "s": CurveNetwork.with_step,
}


def _set_hidden(scene: Scene, command: SetHidden, hand: EditContext) -> Edited:
    if command.part not in PARTS:
        raise SettingError("expected w, b or s, got {found}; choose one", found=command.part)
    neuron, value = _place(command.neuron, scene.hand.hidden), checked_size(command.value, LARGEST)
    network = PARTS[command.part](scene.hand, neuron, value)
    symbol = f"{command.part}{subscript(neuron + 1)}"
    return with_hand(scene, network), _said(symbol, value)


def _set_outgoing(scene: Scene, command: SetOutgoing, hand: EditContext) -> Edited:
    neuron, value = _place(command.neuron, scene.hand.hidden), checked_size(command.value, LARGEST)
    network = scene.hand.with_outgoing(hand.output, neuron, value)
    return with_hand(scene, network), _said(f"v{subscript(neuron + 1)}", value)


def _set_output_bias(scene: Scene, command: SetOutputBias, hand: EditContext) -> Edited:
    value = checked_size(command.value, LARGEST)
    return with_hand(scene, scene.hand.with_output_bias(hand.output, value)), _said("c", value)


def _set_height(scene: Scene, command: SetHeight, hand: EditContext) -> Edited:
    bump, value = _place(command.bump, scene.hand.bumps), checked_size(command.value, LARGEST)
    network = scene.hand.with_height(hand.output, bump, value)
    return with_hand(scene, network), _said(f"h{subscript(bump + 1)}", value)


def _said(symbol: str, value: float) -> Message:
    return Message("set {symbol} to {value:g}", {"symbol": symbol, "value": value})


SAME_PLACE = 1e-9
"""Steps that lie nearer to each other count as one edge."""


def _move_edge(scene: Scene, command: MoveEdge, hand: EditContext) -> Edited:
    network, steps = scene.hand, scene.hand.steps
    neuron, place = _place(command.neuron, network.hidden), checked_size(command.place, LARGEST)
    together = np.flatnonzero(np.abs(steps - steps[neuron]) <= SAME_PLACE).tolist() or [neuron]
    for other in together:
        network = network.with_step(other, place)
    said = Message("move a step to {value:.2f}", {"value": place})
    return with_hand(scene, network), said


def _pull(scene: Scene, command: DragCurve, hand: EditContext) -> Edited:
    for number in (command.x0, command.y0, command.x1, command.y1):
        checked_size(number, LARGEST)
    start, end = (command.x0, command.y0), (command.x1, command.y1)
    return with_hand(scene, pulled(scene, hand.output, start, end)), Message("pull the curve")


# --- many numbers -----------------------------------------------------------------------------


def _flat(scene: Scene, hand: EditContext) -> Matrix:
    return np.zeros(scene.hand.heights.shape)


def _random(scene: Scene, hand: EditContext) -> Matrix:
    generator = random_streams.generator(hand.seed, "noise")
    return generator.integers(-15, 16, scene.hand.heights.shape) / 10


def _best(scene: Scene, hand: EditContext) -> Matrix:
    network = scene.hand
    samples = samples_of(network.bumps)
    return np.stack(
        [
            best_heights(scene.target(output), network.bumps, samples)
            for output in range(network.outputs)
        ]
    )


SPREADS: dict[str, tuple[Message, Callable[[Scene, EditContext], Matrix]]] = {
    "flat": (Message("make all bumps flat"), _flat),
    "random": (Message("give all bumps random heights"), _random),
    "best": (Message("show the best possible heights"), _best),
}


def _spread(scene: Scene, command: SpreadHeights, hand: EditContext) -> Edited:
    check_known("expected one of {known}, got {found}; choose one", SPREADS, command.kind)
    if scene.station != FUNCTION or scene.settings["copies"] != 1:
        raise SettingError("expected bumps side by side; choose the station Function, one copy")
    said, heights = SPREADS[command.kind]
    weight = float(scene.settings["steepness"])
    even = bumps_network(np.zeros((scene.hand.outputs, int(scene.settings["bumps"]))), weight)
    even = replace(even, kind=even.kind).of_kind(scene.activation.kind)
    scene = with_hand(scene, even)
    made = bumps_network(heights(scene, hand), weight, scene.activation.kind)
    return with_hand(scene, made), said


# --- targets ------------------------------------------------------------------------------------


def _draw(scene: Scene, command: DrawTarget, hand: EditContext) -> Edited:
    ends = sorted(((command.x0, command.y0), (command.x1, command.y1)))
    for number in (value for end in ends for value in end):
        checked_size(number, TALLEST)
    (x0, y0), (x1, y1) = ends
    y0, y1 = weighted_of(scene, y0), weighted_of(scene, y1)
    places = np.linspace(0.0, 1.0, DRAWN_POINTS)
    half = 0.5 / (DRAWN_POINTS - 1)
    inside = (places >= x0 - half) & (places <= x1 + half)
    drawn, field = scene.drawn.copy(), OUTPUT_TARGETS[hand.output]
    if scene.settings[field] != DRAWN:
        drawn[hand.output] = scene.target(hand.output)(places)
    drawn[hand.output, inside] = np.interp(places[inside], [x0, x1 + 1e-12], [y0, y1])
    settings = {**scene.settings, field: DRAWN}
    return replace(scene, settings=settings, drawn=freeze(drawn)), Message("draw the target")


def _set_formula(scene: Scene, command: SetFormula, hand: EditContext) -> Edited:
    if command.kind == "plane":
        return type_surface(scene, command.text)
    if command.kind == "activation":
        formula = read_formula("activation", command.text)
        formulas = {**scene.formulas, "activation": formula.text}
        typed = replace(scene, formulas=formulas)
        settled = _with_settings(typed, {"activation": OWN}, hand)
        return settled, Message("let neurons be {formula}", {"formula": formula.text})
    field = OUTPUT_TARGETS[hand.output]
    formula = read_formula("target", command.text)
    formulas = {**scene.formulas, field: formula.text}
    settings = {**scene.settings, field: TYPED}
    said = Message("match {formula}", {"formula": formula.text})
    return replace(scene, formulas=formulas, settings=settings), said


# --- settings -----------------------------------------------------------------------------------


def _set(scene: Scene, command: SetSetting, hand: EditContext) -> Edited:
    said = Message("set {name} to {value}", {"name": command.name, "value": command.value})
    return _with_settings(scene, {command.name: command.value}, hand), said


def _with_settings(scene: Scene, changes: dict[str, Any], hand: EditContext) -> Scene:
    values = check_all(SETTINGS, {**scene.settings, **changes})
    changed = {name for name in values if values[name] != scene.settings[name]}
    after = replace(scene, settings=values)
    for name, reshape in RESHAPES.items():
        if name in changed:
            after = reshape(scene, after)
    return after


def _other_bumps(before: Scene, after: Scene) -> Scene:
    """Divide 0..1 anew; each bump takes the curve's height at its middle."""
    if before.settings["copies"] != 1 or after.settings["copies"] != 1:
        return _copied(before, after)
    count = int(after.settings["bumps"])
    middles = (np.arange(count) + 0.5) / count
    levels = before.outputs(middles, before.hands[FUNCTION])
    levels -= before.hands[FUNCTION].c[:, None]
    return _with_function(after, levels, before.hands[FUNCTION])


def _copied(before: Scene, after: Scene) -> Scene:
    """Build M shifted networks that match the targets, or one with the best heights."""
    count, copies = int(after.settings["bumps"]), int(after.settings["copies"])
    function = after.hands[FUNCTION]
    targets = [after.target(output) for output in range(function.outputs)]
    if copies == 1:
        heights = np.stack([best_heights(target, count, samples_of(count)) for target in targets])
        return _with_function(after, heights, function)
    weight, kind = float(after.settings["steepness"]), after.activation.kind
    return with_hand(after, shifted_copies(targets, count, copies, weight, kind), FUNCTION)


def _with_function(scene: Scene, heights: Matrix, before: CurveNetwork) -> Scene:
    weight = float(scene.settings["steepness"])
    made = replace(bumps_network(heights, weight, scene.activation.kind), c=before.c)
    return with_hand(scene, made, FUNCTION)


def _other_steepness(before: Scene, after: Scene) -> Scene:
    weight = float(after.settings["steepness"])
    hands = {
        station: network if station == "neuron" and after.station != "neuron"
        else network.with_steepness(weight)
        for station, network in after.hands.items()
    }  # fmt: skip
    return replace(after, hands=hands)


def _other_activation(before: Scene, after: Scene) -> Scene:
    kind, stations = after.activation.kind, ("bump", "bumps", FUNCTION)
    bumps = {station: after.hands[station].of_kind(kind) for station in stations}
    if "linear" in (before.settings["activation"], after.settings["activation"]):
        # outputs of linear neurons are proportional to w: they are drawn with w = 1
        linear = after.settings["activation"] == "linear"
        weight = 1.0 if linear else float(after.settings["steepness"])
        bumps = {station: network.with_steepness(weight) for station, network in bumps.items()}
    return replace(after, hands={**after.hands, **bumps})


def _other_outputs(before: Scene, after: Scene) -> Scene:
    outputs = int(after.settings["outputs"])
    made = after.hands[FUNCTION].with_outputs(outputs)
    after = with_hand(after, made, FUNCTION)
    return _copied(before, after) if after.settings["copies"] != 1 else after


RESHAPES: dict[str, Callable[[Scene, Scene], Scene]] = {
    "outputs": _other_outputs,
    "activation": _other_activation,
    "bumps": _other_bumps,
    "copies": _copied,
    "steepness": _other_steepness,
    "plane_cells": matched,
    "plane_target": matched,
}
"""Settings that change networks: (scene before, scene with the new setting) -> scene."""

# --- the scoreboard -----------------------------------------------------------------------------


def _keep(scene: Scene, command: KeepTry, hand: EditContext) -> Edited:
    player = " ".join(command.player.split())
    if not 0 < len(player) <= MOST_LETTERS:
        raise SettingError("expected a name of 1 to {most} letters; type one", most=MOST_LETTERS)
    if scene.place != FUNCTION:
        raise SettingError("expected a function to match; go to the station Function")
    names = tuple(str(scene.settings[n]) for n in OUTPUT_TARGETS[: scene.hand.outputs])
    kept = Try(
        player, " ".join(names), scene.deviation(), scene.hand, str(scene.settings["activation"])
    )
    best = sorted((*scene.tries, kept), key=lambda each: each.deviation)[:MOST_TRIES]
    return replace(scene, tries=tuple(best)), Message("note {player}", {"player": player})


EDITS: dict[type, Edit] = {
    SetSetting: _set,
    SetHidden: _set_hidden,
    SetOutgoing: _set_outgoing,
    SetOutputBias: _set_output_bias,
    SetHeight: _set_height,
    MoveEdge: _move_edge,
    DragCurve: _pull,
    SpreadHeights: _spread,
    DrawTarget: _draw,
    SetFormula: _set_formula,
    PaintTower: lambda scene, command, hand: paint(scene, command),
    KeepTry: _keep,
    ClearTries: lambda scene, _, hand: (replace(scene, tries=()), Message("wipe the scoreboard")),
}
