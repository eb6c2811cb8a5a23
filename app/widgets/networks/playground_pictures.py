"""Pictures of neurons and of the playground in the colours of a theme."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.appearance.theme import Theme
from app.widgets.networks.network_painting import blend
from engine.arrays import Matrix
from engine.simulations.learning.views.playground import REACH, SIDE, PlaygroundView, PointsView

CLASS_TOKENS = ("negative", "positive", "accuracy", "cost", "twin_2", "twin_1")
"""Colour of each class."""

MARKERS = {
    0: ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    2: ((0, -1.2), (-1.1, 0.8), (1.1, 0.8)),
    3: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    4: ((0, 1.2), (-1.1, -0.8), (1.1, -0.8)),
    5: ((-0.6, -1.1), (0.6, -1.1), (1.2, 0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0)),
}
"""Corners of the markers of the classes, in radii; class 1 is a circle."""

MIDDLE = 128
"""The level in the middle of a neuron's range."""


def colour_table(theme: Theme) -> tuple[int, ...]:
    """Return 256 colours: negative, through the surface colour, to positive."""
    surface = theme.color("surface")
    low, high = theme.color("negative"), theme.color("positive")
    table = []
    for level in range(256):
        share = (level - MIDDLE) / 127.0
        end = low if share < 0 else high
        table.append(blend(surface, end, min(abs(share), 1.0) * 0.9).rgb())
    return tuple(table)


@lru_cache(maxsize=2)
def coloured(playground: PlaygroundView, table: tuple[int, ...]) -> Matrix:
    """Return the pictures of all neurons in colour, shape (neurons, SIDE, SIDE), uint32."""
    pixels: Matrix = np.array(table, np.uint32)[playground.levels]
    return pixels


def picture_of(playground: PlaygroundView, neuron: int, table: tuple[int, ...]) -> QImage:
    """Return a neuron's activation over the playground; shares memory with `coloured`."""
    pixels = coloured(playground, table)[neuron]
    return QImage(pixels.data, SIDE, SIDE, 4 * SIDE, QImage.Format.Format_RGB32)


def regions_of(
    playground: PlaygroundView, classes: int, table: tuple[int, ...], theme: Theme
) -> QImage:
    """Return the predicted class over the playground, paler where it is less certain."""
    if classes == 2:
        return picture_of(playground, len(playground.levels) - 1, table)
    outputs = playground.levels[-classes:].astype(np.float32) / 255.0
    best = outputs.argmax(axis=0)
    sure = np.take_along_axis(outputs, best[None], axis=0)[0]
    surface = _rgb(theme.color("surface"))
    ends = np.array([_rgb(theme.color(token)) for token in CLASS_TOKENS[:classes]])
    pixels = surface + (ends[best] - surface) * (0.75 * sure[..., None])
    colours = np.ascontiguousarray(np.rint(pixels), np.uint8)
    return QImage(colours.data, SIDE, SIDE, 3 * SIDE, QImage.Format.Format_RGB888).copy()


def input_picture(which: int, table: tuple[int, ...]) -> QImage:
    """Return the picture of an input: its value over the playground."""
    ramp = np.linspace(1, 255, SIDE).astype(np.uint8)
    levels = np.tile(ramp, (SIDE, 1)) if which == 0 else np.tile(ramp[::-1, None], (1, SIDE))
    image = QImage(
        np.ascontiguousarray(levels).data, SIDE, SIDE, SIDE, QImage.Format.Format_Indexed8
    ).copy()
    image.setColorTable(table)
    return image


def place_in(area: QRectF, x: Matrix) -> Matrix:
    """Return the pixel positions of playground points, shape (n, 2)."""
    share = (x + REACH) / (2 * REACH)
    return np.stack(
        [area.left() + share[:, 0] * area.width(), area.bottom() - share[:, 1] * area.height()],
        axis=1,
    )


def point_at(area: QRectF, place: QPointF) -> tuple[float, float]:
    """Return the playground coordinates of a pixel."""
    x = (place.x() - area.left()) / area.width() * 2 * REACH - REACH
    y = (area.bottom() - place.y()) / area.height() * 2 * REACH - REACH
    return x, y


def paint_points(painter: QPainter, theme: Theme, points: PointsView, area: QRectF) -> None:
    """Paint points, each class with a marker and a colour, hollow where held out."""
    radius = theme.size("point") * 0.55
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(area)
    places = place_in(area, points.x)
    for label, token in enumerate(CLASS_TOKENS[: points.classes]):
        colour = theme.color(token)
        for held in (False, True):
            painter.setPen(QPen(theme.color("surface") if not held else colour, 1.2))
            painter.setBrush(QColor(theme.color("surface")) if held else colour)
            chosen = (points.labels == label) & (points.held == held)
            for x, y in places[chosen].tolist():
                paint_marker(painter, label, x, y, radius)
    painter.setClipping(False)


def paint_marker(painter: QPainter, label: int, x: float, y: float, radius: float) -> None:
    """Paint the marker of a class: a square, a circle, a triangle and so on."""
    if label == 1:
        painter.drawEllipse(QPointF(x, y), radius, radius)
    else:
        corners = MARKERS[label]
        painter.drawPolygon(
            [QPointF(x + radius * across, y + radius * down) for across, down in corners]
        )


def _rgb(colour: QColor) -> Matrix:
    return np.array([colour.red(), colour.green(), colour.blue()], np.float32)
