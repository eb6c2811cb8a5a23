"""Geometry of the scale for one size and one tilt."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, exp, pi, radians, sin, tanh

from PySide6.QtCore import QPointF, QRectF

STEEPEST = 13.0
"""Largest angle of the beam in degrees."""

SOFTNESS = 3.0
"""Margin at which the beam has 76 % (tanh 1) of its largest angle."""

SWAY_MS = 3_600.0
"""Time after which an empty scale is at rest: three periods of the sway."""

TILES = 4

COMPACT = 30.0
"""Height in base font sizes below which each text has one line."""


@dataclass(frozen=True, slots=True)
class ScaleGeometry:
    """Positions of the scale's parts, in pixels.

    Attributes
    ----------
    pivot, left, right : QPointF
        Pivot and ends of the beam.
    pans : tuple of QRectF
        Room for blocks on the left and the right pan; blocks stand on the lower edge.
    tiles : tuple of QRectF
        Tiles of the three reasons and of the threshold.
    verdict, formula : QRectF
        Rectangles of the two texts.
    compact : bool
        Whether each text has one line only.
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
    """Return the beam's tilt, −1 … 1; positive, left pan down, for a positive margin."""
    return tanh(margin / SOFTNESS)


def sway(elapsed_ms: float) -> float:
    """Return the tilt, in −1 … 1, of an empty scale some time after it was set swaying."""
    if elapsed_ms >= SWAY_MS:
        return 0.0
    return 0.5 * exp(-elapsed_ms / 900.0) * sin(2.0 * pi * elapsed_ms / 1_200.0)


def geometry(area: QRectF, text: float, tilt: float) -> ScaleGeometry:
    """Lay the scale out.

    Parameters
    ----------
    text : float
        Base font size in pixels.
    tilt : float
        −1 … 1, see `lean`.
    """
    # a lecture enlarges the type but not the widget: one line for each text
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
    # length of the strings that keeps the lower pan above the base
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
