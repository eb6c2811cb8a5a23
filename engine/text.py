"""Subscript and superscript digits for formulas."""

from __future__ import annotations

_SMALL = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def subscript(number: int) -> str:
    """Return a number in subscript digits.

    Examples
    --------
    >>> subscript(12)
    '₁₂'
    """
    return str(number).translate(_SMALL)


_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """Return a number in superscript digits.

    Examples
    --------
    >>> superscript(12)
    '¹²'
    """
    return str(number).translate(_HIGH)
