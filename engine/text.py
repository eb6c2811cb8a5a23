"""Small digits for the indices of formulas."""

from __future__ import annotations

_SMALL = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def subscript(number: int) -> str:
    """Return a number as small digits.

    Examples
    --------
    >>> subscript(12)
    '₁₂'
    """
    return str(number).translate(_SMALL)


_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """Return a number as small raised digits.

    Examples
    --------
    >>> superscript(12)
    '¹²'
    """
    return str(number).translate(_HIGH)
