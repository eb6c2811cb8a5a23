"""Geometry of the Builder's canvas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from engine.arrays import Matrix

LARGEST, LEAST_GAP = 58.0, 4.0
"""Largest side of a neuron's picture, and least gap between two, in pixels."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Rectangles of neurons and playground in pixels.

    Attributes
    ----------
    columns : tuple of tuple of QRectF
        Each neuron's picture, by layer, the inputs first.
    playground : QRectF
        The large picture of the output.
    """

    columns: tuple[tuple[QRectF, ...], ...]
    playground: QRectF

    def column_centre(self, layer: int) -> float:
        """Return the x of a column's centre."""
        return self.columns[layer][0].center().x()

    def neuron_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return layer and number of the neuron at a point, or None."""
        for layer, column in enumerate(self.columns):
            for number, rect in enumerate(column):
                if rect.contains(point):
                    return layer, number
        return None

    def wires(self, layer: int) -> Matrix:
        """Return the ends of the wires into a layer, shape (n_out * n_in, 4), float32."""
        left, right = self.columns[layer - 1], self.columns[layer]
        return np.array(
            [(a.right(), a.center().y(), b.left(), b.center().y()) for b in right for a in left],
            np.float32,
        )


def layout(sizes: tuple[int, ...], area: QRectF, head: float) -> Geometry:
    """Lay a network out: columns from the left, the playground at the right.

    Parameters
    ----------
    sizes : tuple of int
        Neurons of each layer, the inputs first.
    head : float
        Height of the cards above the columns.
    """
    side = min(area.height() - head, 0.42 * area.width())
    body = area.adjusted(0, head, 0, 0)
    playground = QRectF(area.right() - side, body.top() + (body.height() - side) / 2, side, side)
    room = playground.left() - area.left()
    step = room / len(sizes)
    picture = min(LARGEST, 0.55 * step)
    columns = []
    for layer, size in enumerate(sizes):
        columns.append(_column(area.left() + (layer + 0.5) * step, size, body, picture))
    return Geometry(tuple(columns), playground)


def _column(centre: float, size: int, body: QRectF, picture: float) -> tuple[QRectF, ...]:
    pitch = min(body.height() / size, 1.45 * picture)
    side = min(picture, pitch - LEAST_GAP)
    top = body.center().y() - pitch * size / 2
    return tuple(
        QRectF(centre - side / 2, top + number * pitch + (pitch - side) / 2, side, side)
        for number in range(size)
    )


def nearest_wire(ends: Matrix, point: QPointF, reach: float) -> int | None:
    """Return the index of the wire nearest to a point, None if none is within reach.

    Parameters
    ----------
    ends : Matrix, shape (n, 4)
        x and y of start and end.
    """
    if not len(ends):
        return None
    start, run = ends[:, :2].astype(float), (ends[:, 2:] - ends[:, :2]).astype(float)
    away = np.array([point.x(), point.y()]) - start
    share = np.clip((away * run).sum(1) / np.maximum((run * run).sum(1), 1e-9), 0, 1)
    distance = np.hypot(*(away - share[:, None] * run).T)
    best = int(distance.argmin())
    return best if distance[best] <= reach else None
