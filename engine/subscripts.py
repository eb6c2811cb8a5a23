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
