"""Contrast of colours, and colours that words can be read in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor

LEAST: float = 4.5
"""Contrast that text needs before its ground (WCAG 2.2, 1.4.3)."""

LEAST_OF_LINES: float = 3.0
"""Contrast that lines and marks need (WCAG 2.2, 1.4.11)."""

STEPS = 40
"""Mixtures that are tried between a colour and the one it is mixed with."""


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two opaque colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    red, green, blue = map(_linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour with a share, 0 to 1, of another one."""
    keep = 1.0 - share
    return QColor(
        round(keep * one.red() + share * other.red()),
        round(keep * one.green() + share * other.green()),
        round(keep * one.blue() + share * other.blue()),
    )


def legible(
    colour: QColor, towards: QColor, grounds: Sequence[QColor], least: float = LEAST
) -> QColor:
    """Return a colour with as little of another one as its contrast with each ground needs."""
    for step in range(STEPS):
        tried = mixed(colour, towards, step / STEPS)
        if all(contrast(tried, ground) >= least for ground in grounds):
            return tried
    return QColor(towards)
