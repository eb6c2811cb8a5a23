"""Texts shared by the stations of the Overfitting page."""

from __future__ import annotations

from collections.abc import Mapping

from app.appearance.translation import mark, number, significant, tr
from engine.functions.initialisers import INITIALISERS
from engine.settings import Value

SIMULATION_ID = "overfitting"
"""Id of the page's simulation."""

DATA_NAMES = {"built-in": mark("built-in digits"), "mnist": mark("MNIST")}

START_NAMES = {
    "1/sqrt(n_in)": mark("1/√n, the book's"),
    "normal": mark("N(0, 1)"),
    "he": mark("He: √(2/n), b = 0"),
    "glorot": mark("Glorot, b = 0"),
}
"""Names of the initialisers."""

EXPANSION_NAMES = {
    "none": mark("none"),
    "shift": mark("shifted"),
    "shift,rotate": mark("shifted, turned"),
    "elastic": mark("bent"),
    "shift,rotate,elastic": mark("shifted, turned, bent"),
}
"""Names of the expansions."""

PENALTY_NAMES = {"l2": mark("L2: λ/2n Σ w²"), "l1": mark("L1: λ/n Σ |w|")}

NAMES: Mapping[str, Mapping[str, str]] = {
    "data": DATA_NAMES,
    "initialiser": {
        entry.name: START_NAMES.get(entry.name, entry.name)
        for entry in INITIALISERS
        if not entry.constant
    },
    "regulariser": PENALTY_NAMES,
    "expand": EXPANSION_NAMES,
}
"""Names of choices by setting."""

SHORT = {
    "lambda": mark("λ = {value}"),
    "eta": mark("η = {value}"),
    "train_size": mark("{value} pictures"),
    "epochs": mark("{value} epochs"),
    "hidden": mark("{value} neurons"),
    "dropout": mark("dropout {value}"),
    "batch": mark("batch {value}"),
    "seed": mark("seed {value}"),
}
"""A setting and its value in short."""


def setting_words(name: str, value: Value) -> str:
    """Return a setting and its value in short: "λ = 0.1"."""
    if name in SHORT:
        shown = significant(value, 3) if isinstance(value, float) else number(int(value))
        return tr(SHORT[name], value=shown)
    if name == "expand" and value == "none":
        return tr("no expansion")
    if name == "regulariser":
        return str(value).upper()
    words = NAMES.get(name, {}).get(str(value), str(value))
    return tr(words)


def differences(differs: Mapping[str, Value]) -> str:
    """Return in short how a run differs from another one."""
    return ", ".join(setting_words(name, value) for name, value in differs.items())
