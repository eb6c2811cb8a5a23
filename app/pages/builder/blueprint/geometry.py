"""Geometry of a blueprint."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from engine.networks.blueprints import Part

SHOWN, ENDS = 10, 4
"""Most neurons of a layer drawn in full; neurons drawn at either end of a larger one."""

SHEETS, SHEET_PX = 6, 4.0
"""Most feature maps drawn of a stack, and their offset in pixels."""

LARGEST, LEAST = 180.0, 12.0
"""Largest side of a picture of 28 rows, and least side of a feature map, in pixels."""

ROWS = 28


@dataclass(frozen=True, slots=True)
class Column:
    """Geometry of one layer.

    Attributes
    ----------
    centre : float
        x of the column's centre.
    sheets : tuple of QRectF
        Feature maps or the picture, from back to front; empty for neurons.
    neurons : tuple of QRectF
        Circles; empty for feature maps.
    gap : QPointF or None
        Centre of the three dots for neurons left out.
    """

    centre: float
    sheets: tuple[QRectF, ...] = ()
    neurons: tuple[QRectF, ...] = ()
    gap: QPointF | None = None


def columns_of(parts: tuple[Part, ...], area: QRectF) -> tuple[Column, ...]:
    """Lay the layers out from left to right."""
    step = area.width() / len(parts)
    columns = []
    for place, part in enumerate(parts):
        centre = QPointF(area.left() + (place + 0.5) * step, area.center().y())
        if len(part.shape) == 3:
            columns.append(_stack(part, centre, min(step, area.height())))
        else:
            columns.append(_neurons(part, centre, area.height(), step))
    return tuple(columns)


def _stack(part: Part, centre: QPointF, room: float) -> Column:
    maps, rows, columns = part.shape
    count = min(maps, SHEETS)
    behind = (count - 1) * SHEET_PX
    whole = min(LARGEST, 0.74 * room - behind)
    scale = whole / max(ROWS, rows, columns)
    height, width = max(LEAST, rows * scale), max(LEAST, columns * scale)
    left = centre.x() - (width + behind) / 2
    top = centre.y() - (height + behind) / 2
    sheets = tuple(
        QRectF(
            left + (count - 1 - number) * SHEET_PX,
            top + number * SHEET_PX,
            width,
            height,
        )
        for number in range(count)
    )
    return Column(centre.x(), sheets)


def _neurons(part: Part, centre: QPointF, height: float, step: float) -> Column:
    whole = part.neurons <= SHOWN
    slots = part.neurons if whole else 2 * ENDS + 1
    pitch = min(height / slots, 56.0)
    side = min(0.66 * pitch, 0.3 * step, 36.0)
    top = centre.y() - pitch * slots / 2
    drawn = [slot for slot in range(slots) if whole or slot != ENDS]
    circles = tuple(
        QRectF(centre.x() - side / 2, top + (slot + 0.5) * pitch - side / 2, side, side)
        for slot in drawn
    )
    return Column(centre.x(), (), circles, None if whole else centre)


def field_of(column: Column, share: float) -> QRectF:
    """Return a receptive field on the front feature map: `share` of its side, above centre."""
    front = column.sheets[-1]
    side = max(4.0, min(share, 1.0) * front.height())
    return QRectF(
        front.left() + 0.5 * (front.width() - side),
        front.top() + 0.35 * (front.height() - side),
        side,
        side,
    )
