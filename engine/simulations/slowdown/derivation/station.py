"""The cross-entropy derived from a wish, line by line."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.arrays import seal
from engine.functions.activations import SIGMOID
from engine.functions.costs import CROSS_ENTROPY
from engine.improvement.cross_entropy import checks, cross_entropy, entropy, logit, swapped
from engine.improvement.output_errors import VERDICTS, errors_at
from engine.perceptrons.perceptrons import sigmoids
from engine.settings import Setting, Values
from engine.simulations.slowdown.derivation.state import DerivationView
from engine.simulations.slowdown.station import Station

PICTURES = ("cost", "swapped", "rate")
"""C over a; C with a and y exchanged, over y; σ′ over a, whose mean is 1/6."""

LINES = 7
"""Lines of the derivation."""

LINES_PER_S = 0.4
"""Lines per second of playback: slow enough to read them."""

ENDS = (0.01, 0.99)
"""Least and largest output."""

PAIRS = tuple(f"{activation} {cost}" for activation, cost in VERDICTS)
"""Names of the pairs of activation and cost."""

SHARE = seal(np.union1d(np.linspace(0.01, 0.99, 197), sigmoids(np.linspace(-30.0, 30.0, 161))))
"""Places of the curves: ever closer ones at the ends, where costs go to infinity."""

MINIMA = seal(entropy(SHARE))
SLOPE = seal(SHARE * (1.0 - SHARE))

SETTINGS = (
    Setting(
        "why_a", "Output a", 0.8, low=ENDS[0], high=ENDS[1], ends=ENDS, step=0.01,
        help="What the neuron says.",
    ),
    Setting(
        "why_y", "Target y", 0.3, low=0, high=1, ends=(0, 1), step=0.05,
        help="What it should say.",
    ),
    Setting(
        "why_x", "Input x", 1.0, low=-10, high=10, ends=(-2, 2), step=0.1,
        help="The input behind the weight w.",
    ),
    Setting(
        "why_picture", "Picture", PICTURES[0], "choice", choices=PICTURES, level=0,
        help="The cost, the cost with a and y exchanged, or the mean of σ′.",
    ),
    Setting(
        "why_pair", "Pair", f"{SIGMOID.name} {CROSS_ENTROPY.name}", "choice", choices=PAIRS,
        level=0, help="The pair of activation and cost that is explained.",
    ),
)  # fmt: skip


class DerivationStation(Station):
    """The station; a step shows the next line."""

    name = "derivation"
    settings = SETTINGS
    looks = frozenset({"why_picture", "why_pair"})

    def __init__(self) -> None:
        self._shown = lru_cache(maxsize=1)(derivation_view)

    def speed(self, settings: Values) -> float:
        """Return the lines per second."""
        return LINES_PER_S

    def last_step(self, settings: Values) -> int:
        """Return the step that shows the last line."""
        return LINES - 1

    def view(self, settings: Values, step: int) -> DerivationView:
        """Return the derivation up to a line."""
        numbers = (float(settings[name]) for name in ("why_a", "why_y", "why_x"))
        return self._shown(*numbers, step, str(settings["why_picture"]))


def derivation_view(a: float, y: float, x: float, line: int, picture: str) -> DerivationView:
    """Return the derivation at an output, a target and an input."""
    z = logit(a)
    return DerivationView(
        a,
        z,
        y,
        x,
        line,
        checks(a, y, x),
        errors_at(z, y),
        picture,
        float(cross_entropy(np.array([a]), y)[0]),
        SHARE,
        seal(cross_entropy(SHARE, y)),
        MINIMA,
        seal(-(SHARE * np.log(a) + (1.0 - SHARE) * np.log(1.0 - a))),
        seal(swapped(a, SHARE)),
        SLOPE,
    )
