"""Texts and number formats shared by the parts of the Vanishing gradients page."""

from __future__ import annotations

from math import floor, isfinite, log10

from app.appearance.translation import mark, number, significant, tr
from app.widgets.plots.ticks import power_of_ten
from engine.functions.activations import HIDDEN

SIMULATION_ID = "vanishing"
"""Id of the page's simulation."""

STATIONS = {
    "layers": (
        mark("Layers"), mark("How fast each layer learns, and the suspects (1)."),
        mark("Station: layers"),
    ),
    "race": (
        mark("Race"), mark("One to four hidden layers learn side by side (2)."),
        mark("Station: the race"),
    ),
    "chain": (
        mark("Chain"), mark("A row of neurons: the product behind it all (3)."),
        mark("Station: the chain"),
    ),
    "parity": (
        mark("Parity"), mark("Where depth pays: circuits, and networks (4)."),
        mark("Station: parity"),
    ),
}  # fmt: skip
"""Name and meaning of each station, and of its number key."""

FUNCTION_NAMES = {activation.name: activation.label for activation in HIDDEN}

START_NAMES = {
    "1/sqrt(n_in)": mark("1/√n, the book's"),
    "normal": mark("N(0, 1)"),
    "he": mark("He: √(2/n), b = 0"),
    "glorot": mark("Glorot, b = 0"),
}
"""Names of the initialisers."""

DATA_NAMES = {"built-in": mark("built-in digits"), "mnist": mark("MNIST")}

ABLATION_NAMES = {
    "quadratic": mark("quadratic cost"),
    "normal": mark("weights from N(0, 1)"),
    "momentum": mark("momentum 0.9"),
    "rate": mark("learning rate 1"),
    "tanh": mark("tanh"),
    "relu": mark("ReLU, same weights"),
    "relu-he": mark("ReLU with He's start"),
    "explosion": mark("ReLU with N(0, 1)"),
    "depth": mark("two layers only"),
}
"""Names of the ablations."""

ABLATION_REASONS = {
    "quadratic": mark("Decoy: the cost changes the output's error, nothing behind it."),
    "normal": mark("Larger weights lose less in each layer, but saturate the neurons."),
    "momentum": mark("It hides it: all steps grow, the first layer still lags behind."),
    "rate": mark("Decoy: all steps grow alike, the gradients stay what they are."),
    "tanh": mark("A cure in part: its slope reaches 1, not only ¼."),
    "relu": mark("A cure in part: slope 1 where it is on; small weights still shrink."),
    "relu-he": mark("The cure: slope 1, and weights that make up for silent neurons."),
    "explosion": mark("The opposite: slope 1 and large weights, layer 1 explodes."),
    "depth": mark("The culprit is depth: each layer multiplies by w σ′ once more."),
}
"""Explanation of each ablation's effect."""


def times(ratio: float) -> str:
    """Return a ratio to its significant digits: "1.6", "117", "2.1 million"."""
    if not isfinite(ratio):
        return "?"
    if ratio >= 1e6:
        return tr("{count} million", count=significant(ratio / 1e6, 2))
    if ratio >= 1_000:
        return number(float(significant_round(ratio)))
    return significant(ratio, 2 if ratio < 10 else 3)


def scientific(value: float, digits: int = 2) -> str:
    """Return a number to `digits` significant digits; very small or large ones in powers of ten.

    Examples
    --------
    >>> scientific(0.0171), scientific(1.7e-5), scientific(2e-7, 1)
    ('0.017', '1.7·10⁻⁵', '2·10⁻⁷')
    """
    if not isfinite(value) or value == 0 or 1e-4 <= abs(value) < 1e6:
        return significant(value, digits)
    power = floor(log10(abs(value)))
    mantissa = float(f"{value / 10.0**power:.{digits - 1}f}")
    if abs(mantissa) >= 10:
        mantissa, power = mantissa / 10, power + 1
    return f"{significant(mantissa, digits)}·{power_of_ten(power)}"


def significant_round(value: float, digits: int = 2) -> float:
    """Return a number rounded to `digits` significant digits.

    Examples
    --------
    >>> significant_round(12345.0), significant_round(0.0)
    (12000.0, 0.0)
    """
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value))))
