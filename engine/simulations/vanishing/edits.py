"""EDITS of the Vanishing page: each makes a new scene from a scene and a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from engine.arrays import Vector, freeze
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from engine.commands.transport import Reset
from engine.errors import SettingError
from engine.settings import check_all, check_known, checked_size
from engine.simulations.learning.data_store import check_source
from engine.simulations.vanishing.scene import (
    CHAIN,
    LARGEST_SEED,
    MOST_NEURONS,
    SETTINGS,
    Chain,
    Scene,
    drawn_chain,
)
from engine.snapshots import Message
from engine.text import subscript

LARGEST = 1_000.0
"""Largest weight, bias or input of a chain."""

EXPLOSIVE = 100.0
"""Weight of every neuron of the chain that explodes.  Nielsen (2015), ch. 5."""

Edited: TypeAlias = tuple[Scene, Message]
Edit: TypeAlias = Callable[[Scene, Any], Edited]


def _set(scene: Scene, command: SetSetting) -> Edited:
    values = check_all(SETTINGS, {**scene.settings, command.name: command.value})
    if command.name == "data":
        check_source(str(values["data"]))
    said = Message("set {name} to {value}", {"name": command.name, "value": command.value})
    return replace(scene, settings=values), said


# --- the chain --------------------------------------------------------------------------------


def _set_number(scene: Scene, command: SetChainNumber) -> Edited:
    value = checked_size(command.value, LARGEST)
    if command.part not in _PARTS:
        raise SettingError("expected w, b or x, got {found}; choose one", found=command.part)
    if not 0 <= command.neuron < int(scene.settings["chain_neurons"]):
        raise SettingError(
            "expected neuron 1 to {last}, got {found}; choose one that is there",
            last=scene.settings["chain_neurons"],
            found=command.neuron + 1,
        )
    symbol, chain = _PARTS[command.part](scene, command.neuron, value)
    said = Message("set {symbol} to {value:g}", {"symbol": symbol, "value": value})
    return replace(scene, chain=chain), said


def _weight(scene: Scene, neuron: int, value: float) -> tuple[str, Chain]:
    chain = scene.chain
    return f"w{subscript(neuron + 1)}", replace(chain, w=_with(chain.w, neuron, value))


def _bias(scene: Scene, neuron: int, value: float) -> tuple[str, Chain]:
    if scene.settings["chain_locked"]:
        raise SettingError("biases follow as long as z is kept at 0; switch the lock off first")
    chain = scene.chain
    return f"b{subscript(neuron + 1)}", replace(chain, b=_with(chain.b, neuron, value))


def _input(scene: Scene, neuron: int, value: float) -> tuple[str, Chain]:
    return "x", replace(scene.chain, x=value)


_PARTS = {"w": _weight, "b": _bias, "x": _input}


def _with(values: Vector, place: int, value: float) -> Vector:
    changed = values.copy()
    changed[place] = value
    return freeze(changed)


def _drawn(scene: Scene) -> Scene:
    return replace(scene, chain=drawn_chain(scene.seed))


def _even(scene: Scene, weight: float, *, locked: bool) -> Scene:
    """Give all neurons one weight, biases 0 and σ."""
    w, b = freeze(np.full(MOST_NEURONS, weight)), freeze(np.zeros(MOST_NEURONS))
    settings = {**scene.settings, "chain_locked": locked, "chain_activation": "sigmoid"}
    return replace(scene, chain=Chain(w, b, 0.5), settings=settings)


CHAINS: dict[str, tuple[Message, Callable[[Scene], Scene]]] = {
    "drawn": (Message("draw the chain from N(0, 1)"), _drawn),
    "explosion": (
        Message("let the chain explode"),
        partial(_even, weight=EXPLOSIVE, locked=True),
    ),
    "ones": (
        Message("set all weights of the chain to 1"),
        partial(_even, weight=1.0, locked=False),
    ),
}
"""Prepared chains by name."""


def _load(scene: Scene, command: LoadChain) -> Edited:
    check_known("expected one of {known}, got {found}; choose one", CHAINS, command.name)
    said, make = CHAINS[command.name]
    return make(scene), said


# --- the seed ---------------------------------------------------------------------------------


def _with_next_seed(scene: Scene, command: Reset) -> Edited:
    """Begin anew with the next seed; the chain is drawn anew only at its own station."""
    seed = scene.seed % LARGEST_SEED + 1
    settings = {**scene.settings, "seed": seed}
    chain = drawn_chain(seed) if scene.station == CHAIN else scene.chain
    return replace(scene, settings=settings, chain=chain), Message("begin anew")


EDITS: dict[type, Edit] = {
    SetSetting: _set,
    SetChainNumber: _set_number,
    LoadChain: _load,
    Reset: _with_next_seed,
}
