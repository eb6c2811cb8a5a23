"""Texts shared by the stations of the page Search."""

from __future__ import annotations

from app.appearance.translation import mark, significant, tr
from engine.search.trial import DIVERGED, FAILED, FINISHED, PRUNED, TrialResult
from engine.settings import SYMBOLS, Value
from engine.simulations.search.settings import NONE, OWN, SEARCHED, TRAINING
from engine.snapshots import Status

SIMULATION_ID = "search"
"""Id of the page's simulation."""

NETWORK_NAMES = {
    "circles": mark("2-4-1, two circles"),
    "moons": mark("2-6-1, two moons"),
    "spirals": mark("2-16-16-1, spirals"),
    "digits": mark("784-10, 1,000 digits"),
    "mnist": mark("784-30-10, 1,000 of MNIST"),
    OWN: mark("your own"),
}
"""Names of the networks to begin with."""

AXIS_NAMES = {**{name: TRAINING[name].label for name in SEARCHED}, NONE: mark("nothing")}
"""Names of the settings along an axis."""

STRATEGY_NAMES = {
    "grid": mark("every cell"),
    "random": mark("at random"),
    "optuna": mark("Optuna"),
}

DATA_NAMES = {"built-in": mark("built-in digits"), "mnist": mark("MNIST")}

STATE_WORDS = {
    FINISHED: "",
    PRUNED: mark("stopped early"),
    DIVERGED: mark("not a number any more"),
    FAILED: mark("could not be trained"),
}
"""How a trial ended."""


def symbol(name: str) -> str:
    """Return the book's letter of a setting, or its name in words."""
    return SYMBOLS.get(name) or tr(AXIS_NAMES[name])


def value_words(value: Value) -> str:
    """Return a value in short."""
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    if isinstance(value, float):
        return significant(value, 3)
    return tr(str(value)) if isinstance(value, str) else str(value)


def assignments(result: TrialResult) -> str:
    """Return the searched values of a trial."""
    return ", ".join(
        f"{symbol(name)} {value_words(value)}" for name, value in result.values.items()
    )


def place_words(status: Status, words: str, loading: str) -> str:
    """Return the words of the transport bar: those of a place, or what is waited for."""
    if status is Status.COMPILING:
        return tr("Getting ready …")
    return loading if status is Status.LOADING else words
