"""Edits of the Perceptrons page: functions from a scene and a command to a new scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any, TypeAlias

from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    AddWire,
    ClearBits,
    FillBits,
    LoadBench,
    MoveNode,
    RemoveNode,
    RemoveWire,
    RestoreSettings,
    SetBias,
    SetBitWeight,
    SetWire,
)
from engine.errors import SettingError
from engine.perceptrons.benches import BENCHES, INPUT_X
from engine.perceptrons.circuits import Circuit, Node
from engine.perceptrons.four_bits import BITS, DIGITS, BitLayer, solution
from engine.settings import check_all, check_known
from engine.simulations.perceptrons.scene import LARGEST, OF_STATION, SETTINGS, Scene
from engine.snapshots import Message

HEIGHTS = (0.5, 0.25, 0.75, 0.12, 0.88, 0.38, 0.62)
COLUMNS = (0.33, 0.58, 0.83)
APART = 0.1
"""Least distance between two parts of the bench: nearer ones would overlap."""

Edited: TypeAlias = tuple[Scene, Message]
"""The new scene, and the name of the edit."""


def restore_settings(scene: Scene, command: RestoreSettings) -> Edited:
    """Reset the settings of a station to the book's values."""
    kept = {k: v for k, v in scene.settings.items() if k not in OF_STATION.get(command.station, ())}
    return replace(scene, settings=check_all(SETTINGS, kept)), Message("restore the values")


# --- the bench ---------------------------------------------------------------------------------


def load_bench(scene: Scene, command: LoadBench) -> Edited:
    """Put a prepared circuit on the bench."""
    check_known(
        "expected a bench among {known}, got {found}; check the name", BENCHES, command.name
    )
    return replace(scene, circuit=BENCHES[command.name]()), Message("load a bench")


def add_input(scene: Scene, command: AddInput) -> Edited:
    """Add an input at the left."""
    x, y = free_place(scene.circuit, (INPUT_X,))
    return _with(scene, scene.circuit.with_node(x, y, None), Message("add an input"))


def add_perceptron(scene: Scene, command: AddPerceptron) -> Edited:
    """Add a perceptron at the given place, or where there is room."""
    if command.x is None or command.y is None:
        place = free_place(scene.circuit, COLUMNS)
    else:
        place = (_share(command.x), _share(command.y))
    return _with(scene, scene.circuit.with_node(*place, 0.0), Message("add a perceptron"))


def move_node(scene: Scene, command: MoveNode) -> Edited:
    """Move a node."""
    node = scene.circuit.node(command.node)
    moved = replace(node, x=_share(command.x), y=_share(command.y))
    return _with(scene, scene.circuit.with_changed(moved), Message("move a part"))


def remove_node(scene: Scene, command: RemoveNode) -> Edited:
    """Remove a node and its wires."""
    return _with(scene, scene.circuit.without_node(command.node), Message("remove a part"))


def add_wire(scene: Scene, command: AddWire) -> Edited:
    """Connect the output of a node to a perceptron."""
    weight = number_in_range(command.weight)
    circuit = scene.circuit.with_wire(command.source, command.target, weight)
    return _with(scene, circuit, Message("add a wire"))


def remove_wire(scene: Scene, command: RemoveWire) -> Edited:
    """Remove a wire."""
    return _with(scene, scene.circuit.without_wire(command.wire), Message("remove a wire"))


def set_wire(scene: Scene, command: SetWire) -> Edited:
    """Set the weight of a wire."""
    weight = number_in_range(command.weight)
    return _with(scene, scene.circuit.with_weight(command.wire, weight), Message("change a weight"))


def set_bias(scene: Scene, command: SetBias) -> Edited:
    """Set the bias of a perceptron."""
    node = scene.circuit.node(command.node)
    if node.bias is None:
        raise SettingError("expected a perceptron, got an input; an input has no bias")
    changed = replace(node, bias=number_in_range(command.bias))
    return _with(scene, scene.circuit.with_changed(changed), Message("change a bias"))


def free_place(circuit: Circuit, columns: tuple[float, ...]) -> tuple[float, float]:
    """Return a free place on the bench; the first candidate if there is none."""
    places = [(x, y) for y in HEIGHTS for x in columns]
    return next((place for place in places if not _covered(circuit.nodes, *place)), places[0])


def _covered(nodes: tuple[Node, ...], x: float, y: float) -> bool:
    return any(abs(node.x - x) < APART and abs(node.y - y) < APART for node in nodes)


def _with(scene: Scene, circuit: Circuit, said: Message) -> Edited:
    return replace(scene, circuit=circuit), said


# --- four bits ---------------------------------------------------------------------------------


def set_bit_weight(scene: Scene, command: SetBitWeight) -> Edited:
    """Set one number of the extra layer."""
    digit = 0 if command.digit is None else command.digit
    if not (0 <= command.bit < BITS and 0 <= digit < DIGITS):
        raise SettingError("expected bit 0 to 3 and digit 0 to 9; choose a field of the table")
    layer = scene.bits.changed(command.bit, command.digit, number_in_range(command.value))
    return replace(scene, bits=layer), Message("change a weight")


# --- validation --------------------------------------------------------------------------------


def number_in_range(value: float) -> float:
    """Return a weight or bias if it is valid.

    Raises
    ------
    SettingError
        If it is not finite, or too large.
    """
    if not isfinite(value) or abs(value) > LARGEST:
        raise SettingError(
            "expected a number between −{most:g} and {most:g}, got {found}; choose a smaller one",
            most=LARGEST,
            found=value,
        )
    return float(value)


def _share(value: float) -> float:
    if not isfinite(value):
        raise SettingError("expected a place on the bench; click inside the picture")
    return min(max(float(value), 0.0), 1.0)


EDITS: Mapping[type, Callable[[Scene, Any], Edited]] = {
    RestoreSettings: restore_settings,
    LoadBench: load_bench,
    AddInput: add_input,
    AddPerceptron: add_perceptron,
    MoveNode: move_node,
    RemoveNode: remove_node,
    AddWire: add_wire,
    RemoveWire: remove_wire,
    SetWire: set_wire,
    SetBias: set_bias,
    SetBitWeight: set_bit_weight,
    FillBits: lambda scene, _: (replace(scene, bits=solution()), Message("fill a solution in")),
    ClearBits: lambda scene, _: (replace(scene, bits=BitLayer()), Message("clear the weights")),
}
"""Edits by class of command."""

EVERYWHERE, OF_BITS = (SetSetting, RestoreSettings), (SetBitWeight, FillBits, ClearBits)


def station_of(command: object) -> str:
    """Return the station that shows an edit, "" for settings: any."""
    if isinstance(command, EVERYWHERE):
        return ""
    return "bits" if isinstance(command, OF_BITS) else "bench"
