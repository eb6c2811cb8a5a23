"""Kinds of expansion by name, with their strengths: "shift,rotate=10,elastic"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite

from engine.data.digits.distortions import ELASTIC, STILL, Distortions, Range
from engine.errors import SettingError

NONE = "none"
"""Says that pictures are trained as they are."""


def _around(middle: float, reach: float) -> Range:
    return Range(middle - reach, middle + reach)


@dataclass(frozen=True, slots=True)
class ExpansionKind:
    """A way in which copies of a picture differ from it.

    Attributes
    ----------
    name : str
    strength, most : float
        Usual strength, and the largest allowed one.
    unit : str
    meaning : str
        What the strength is.
    apply : callable
        (distortions, strength) -> distortions with this kind added.
    """

    name: str
    strength: float
    most: float
    unit: str
    meaning: str
    apply: Callable[[Distortions, float], Distortions]


KINDS = (
    ExpansionKind(
        "shift", 2.0, 10.0, " px", "largest shift along each axis",
        lambda before, reach: replace(before, shift_px=_around(0, reach)),
    ),
    ExpansionKind(
        "rotate", 15.0, 180.0, "°", "largest angle to either side",
        lambda before, reach: replace(before, tilt_deg=_around(0, reach)),
    ),
    ExpansionKind(
        "skew", 0.25, 1.0, "", "largest shift of a row for each row from the middle",
        lambda before, reach: replace(before, shear=_around(0, reach)),
    ),
    ExpansionKind(
        "scale", 0.15, 0.5, "", "largest change of the size",
        lambda before, reach: replace(before, scale=_around(1, reach)),
    ),
    ExpansionKind(
        "elastic", ELASTIC.bend_px, 100.0, "", "α of Simard et al. (2003); σ is 4 pixels",
        lambda before, reach: replace(before, bend_px=reach, sigma_px=ELASTIC.sigma_px),
    ),
    ExpansionKind(
        "thicken", 0.5, 1.0, "", "largest share of a pixel by which strokes grow or shrink",
        lambda before, reach: replace(before, thickness=_around(0, reach)),
    ),
)  # fmt: skip

KIND = {kind.name: kind for kind in KINDS}


def parse_expansion(text: str) -> dict[str, float]:
    """Return the strength of each kind that a text names, in the order of KINDS.

    Raises
    ------
    SettingError
        If a kind is unknown or named twice, or a strength is out of its range.

    Examples
    --------
    >>> parse_expansion("rotate=10, shift")
    {'shift': 2.0, 'rotate': 10.0}
    >>> parse_expansion("none")
    {}
    """
    strengths: dict[str, float] = {}
    for word in [] if text.strip().lower() == NONE else text.split(","):
        name, _, strength = (part.strip().lower() for part in word.partition("="))
        if name not in KIND or name in strengths:
            raise SettingError(
                "expected kinds of expansion among {known}, each once, or {none}; got {found}; "
                "write for instance shift,rotate=10,elastic",
                known=", ".join(KIND),
                none=NONE,
                found=text,
            )
        strengths[name] = _checked(KIND[name], strength)
    return {name: strengths[name] for name in KIND if name in strengths}


def _checked(kind: ExpansionKind, text: str) -> float:
    try:
        strength = float(text) if text else kind.strength
    except ValueError:
        strength = -1.0
    if not (isfinite(strength) and 0 <= strength <= kind.most):
        raise SettingError(
            "expected a strength of {name} from 0 to {most:g}{unit}, got {found}",
            name=kind.name,
            most=kind.most,
            unit=kind.unit,
            found=text,
        )
    return strength


def expansion_text(strengths: dict[str, float]) -> str:
    """Return the text of kinds and strengths; usual strengths are left out.

    Examples
    --------
    >>> expansion_text({"shift": 2.0, "rotate": 10.0}), expansion_text({})
    ('shift,rotate=10', 'none')
    """
    words = [
        name if strength == KIND[name].strength else f"{name}={strength!r}".removesuffix(".0")
        for name, strength in strengths.items()
    ]
    return ",".join(words) or NONE


def distortions_of(text: str) -> Distortions | None:
    """Return the distortions that a text names, None for NONE."""
    strengths = parse_expansion(text)
    if not strengths:
        return None
    distortions = STILL
    for name, strength in strengths.items():
        distortions = KIND[name].apply(distortions, strength)
    return distortions
