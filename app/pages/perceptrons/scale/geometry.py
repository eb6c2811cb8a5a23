"""Where everything of the scale lies, for one size of the picture and one tilt."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, exp, pi, radians, sin, tanh

from PySide6.QtCore import QPointF, QRectF

STEEPEST = 13.0
"""Degrees of the beam when one side outweighs the other by far."""

SOFTNESS = 3.0
"""By how much a side has to outweigh the other until the beam is near its end."""

SWAY_MS = 3_600.0
"""Afterwards an empty scale is at rest: three times to and fro."""

TILES = 4

COMPACT = 30.0
"""Height of the picture, by that of type, below which words are saved."""


@dataclass(frozen=True, slots=True)
class ScaleGeometry:
    """Places in pixels.

    Attributes
    ----------
    pivot, left, right : QPointF
        Of the beam: where it turns, and its ends.
    pans : tuple of QRectF
        Where weights may stand, left and right; they stand on the lower edge.
    tiles : tuple of QRectF
        Of the three reasons and of the threshold.
    verdict, formula : QRectF
        Where words stand.
    compact : bool
        Whether there is room for one line of each only.
    """

    pivot: QPointF
    left: QPointF
    right: QPointF
    base: float
    pans: tuple[QRectF, QRectF]
    tiles: tuple[QRectF, ...]
    verdict: QRectF
    formula: QRectF
    compact: bool


def lean(margin: float) -> float:
    """Return −1 … 1: how far the beam leans to the left where evidence is above the threshold."""
    return tanh(margin / SOFTNESS)


def sway(elapsed_ms: float) -> float:
    """Return the tilt of an empty scale that was touched so many milliseconds ago."""
    if elapsed_ms >= SWAY_MS:
        return 0.0
    return 0.5 * exp(-elapsed_ms / 900.0) * sin(2.0 * pi * elapsed_ms / 1_200.0)


def geometry(area: QRectF, text: float, tilt: float) -> ScaleGeometry:
    """Lay the scale out.

    Parameters
    ----------
    text : float
        Pixels of ordinary type.
    tilt : float
        −1 … 1, see `lean`.
    """
    # in a lecture the type is large and the picture is not: each word has one line
    compact = area.height() < COMPACT * text
    tile_height = (2.7 if compact else 4.6) * text
    gap = 0.9 * text
    tiles = _tiles(area, tile_height, gap)
    formula = QRectF(area.left(), tiles[0].top() - 2.9 * text, area.width(), 2.0 * text)
    verdict = QRectF(area.left(), area.top(), area.width(), (2.4 if compact else 4.2) * text)
    pivot = QPointF(area.center().x(), verdict.bottom() + (0.7 if compact else 1.2) * text)
    base = formula.top() - 0.6 * text
    reach = min(0.34 * area.width(), 1.5 * (base - pivot.y()))
    angle = radians(STEEPEST * tilt)
    left = pivot + QPointF(-reach * cos(angle), reach * sin(angle))
    right = pivot + QPointF(reach * cos(angle), -reach * sin(angle))
    # strings are so long that the lower pan stays above the base
    string = base - pivot.y() - reach * sin(radians(STEEPEST)) - 1.0 * text
    string = min(string, 1.1 * reach)
    width = min((0.75 if compact else 0.62) * reach, max(13 * text, 0.45 * reach))
    pans = tuple(
        QRectF(end.x() - width / 2, end.y() + 6, width, max(string - 6, 8.0))
        for end in (left, right)
    )
    return ScaleGeometry(
        pivot, left, right, base, (pans[0], pans[1]), tiles, verdict, formula, compact
    )


def _tiles(area: QRectF, height: float, gap: float) -> tuple[QRectF, ...]:
    width = (area.width() - (TILES - 1) * gap) / TILES
    top = area.bottom() - height
    return tuple(
        QRectF(area.left() + place * (width + gap), top, width, height) for place in range(TILES)
    )
