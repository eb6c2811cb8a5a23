"""Notches of a slider: whole numbers that stand for the values of a setting."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from engine.settings import Setting

LOGARITHMIC, LINEAR = 200, 100
"""Notches of a logarithmic slider, and of a linear one whose setting names no step."""

DIGITS = 3
"""Significant digits of numbers on a logarithmic slider."""


@dataclass(frozen=True, slots=True)
class Notches:
    """Slider scale from `low` to `high`.

    Attributes
    ----------
    step : float
        Distance of notches; 0 for a logarithmic scale.
    """

    low: float
    high: float
    step: float

    @classmethod
    def of(cls, setting: Setting) -> Notches | None:
        """Return the notches of a setting's slider; None if it has no slider."""
        if setting.ends is None:
            return None
        low, high = setting.ends
        if setting.scale == "log":
            return cls(low, high, 0.0)
        whole = 1.0 if setting.kind == "int" else (high - low) / LINEAR
        return cls(low, high, setting.step or whole)

    @property
    def count(self) -> int:
        """Place of the last notch."""
        return round((self.high - self.low) / self.step) if self.step else LOGARITHMIC

    def value_of(self, notch: int) -> float:
        """Return the number at a notch.

        Examples
        --------
        >>> [Notches(0.001, 10.0, 0.0).value_of(notch) for notch in (0, 50, 200)]
        [0.001, 0.01, 10.0]
        """
        if self.step:
            return round(self.low + notch * self.step, 6)
        return float(f"{self.low * (self.high / self.low) ** (notch / LOGARITHMIC):.{DIGITS}g}")

    def notch_of(self, value: float) -> int:
        """Return the notch nearest to a number; beyond the ends, that of the end."""
        value = min(max(value, self.low), self.high)
        if self.step:
            return round((value - self.low) / self.step)
        return round(LOGARITHMIC * log(value / self.low) / log(self.high / self.low))


def stepped(setting: Setting, value: float, steps: int) -> float:
    """Return a setting's number after presses of an arrow key, within the allowed numbers.

    Examples
    --------
    >>> stepped(Setting("w", "w", 0.0, high=1.0, step=0.5), 0.75, 1)
    1.0
    >>> stepped(Setting("eta", "η", 0.1, low=0, scale="log"), 1.0, 10)
    10.0
    """
    if setting.scale == "log" and value > 0:
        moved = float(f"{value * 10 ** (steps / 10):.{DIGITS}g}")
    else:
        moved = round(value + steps * _step(setting), 6)
    return min(max(moved, setting.low), setting.high)


def _step(setting: Setting) -> float:
    notches = Notches.of(setting)
    if notches is not None and notches.step:
        return notches.step
    return setting.step or (1.0 if setting.kind == "int" else 0.1)
