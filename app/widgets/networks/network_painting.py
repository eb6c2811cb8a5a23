"""Painting of the neurons, input strips and labels of a network diagram."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from app.appearance.theme import Theme
from app.widgets.networks.network_geometry import ELLIPSIS, STRIPS, Column
from app.widgets.pictures.picture_view import grey_image
from engine.arrays import Vector

DISC_STEPS = 24
"""Colour steps of a neuron on either side of zero."""


def blend(below: QColor, above: QColor, share: float) -> QColor:
    """Mix two colours as if `above` lay over `below` with this opacity.

    Opaque pens keep Qt on its fast path: translucent ones are ten times slower here.
    """
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * share,
        below.greenF() + (above.greenF() - below.greenF()) * share,
        below.blueF() + (above.blueF() - below.blueF()) * share,
    )


class NeuronPixmaps:
    """Cache of neurons as pixmaps by radius and level: a blit is ten times faster."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio
        self._discs: dict[tuple[float, int], QPixmap] = {}

    def disc(self, radius: float, step: int) -> QPixmap:
        """Return the pixmap of a neuron of a radius in pixels.

        Parameters
        ----------
        step : int
            Activation, scaled to -DISC_STEPS .. DISC_STEPS.
        """
        key = (radius, step)
        disc = self._discs.get(key)
        if disc is None:
            disc = self._discs[key] = self._draw(radius, step / DISC_STEPS)
        return disc

    def half(self, radius: float) -> int:
        """Return half the side of a neuron's pixmap in widget pixels."""
        return int(radius + 3)

    def _draw(self, radius: float, level: float) -> QPixmap:
        side = 2 * self.half(radius)
        disc = QPixmap(round(side * self._ratio), round(side * self._ratio))
        disc.setDevicePixelRatio(self._ratio)
        disc.fill(Qt.GlobalColor.transparent)
        painter = QPainter(disc)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = "negative" if level < 0 else "positive"
        fill = blend(self._theme.color("surface-2"), self._theme.color(token), abs(level))
        outline = blend(self._theme.color("line"), self._theme.color("text-2"), 0.35)
        painter.setBrush(fill)
        painter.setPen(QPen(outline, self._theme.size("line")))
        painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
        painter.end()
        return disc


def disc_steps(column: Column, levels: Vector | None, lit: float) -> list[int]:
    """Return the colour step of every neuron of a column; that of an ellipsis is not used.

    Parameters
    ----------
    levels : Vector or None, shape (n,)
        Activations of the whole layer, scaled to -1..1.
    lit : float
        0..1; dims all colours.
    """
    if levels is None:
        return [0] * len(column.neurons)
    shown = np.asarray(levels, dtype=np.float64)[np.maximum(column.neurons, 0)]
    steps: list[int] = np.rint(np.clip(shown, -1.0, 1.0) * lit * DISC_STEPS).astype(int).tolist()
    return steps


class NeuronPainter:
    """Painter of a diagram's columns: neurons, input strips, ellipses, labels."""

    def __init__(self, theme: Theme, painter: QPainter, discs: NeuronPixmaps, strip: float) -> None:
        self._theme = theme
        self._strip = strip
        self._painter = painter
        self._discs = discs

    def column(
        self,
        column: Column,
        levels: Vector | None,
        lit: float,
        selected: tuple[int, int] | None,
    ) -> None:
        """Draw the neurons of a layer.

        Parameters
        ----------
        levels : Vector or None, shape (n,)
            Activations, scaled to -1..1.
        lit : float
            0..1; brightness of the layer in the opening animation.
        """
        if column.layer == 0 and len(column.neurons) == STRIPS:
            self._strips(column, levels)
            return
        half = self._discs.half(column.radius)
        steps = disc_steps(column, levels, lit)
        for neuron, y, step in zip(column.neurons, column.ys, steps, strict=True):
            if neuron == ELLIPSIS:
                self._dots(column, y)
            else:
                disc = self._discs.disc(column.radius, step)
                self._painter.drawPixmap(QPointF(column.x - half, y - half), disc)
        chosen = selected[1] if selected is not None and selected[0] == column.layer else None
        centre = None if chosen is None else column.y_of(chosen)
        if centre is not None:
            self._ring(column, centre)

    def _ring(self, column: Column, y: float) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self._theme.color("accent"), 3 * self._theme.size("line"))
        self._painter.setPen(pen)
        self._painter.drawEllipse(QPointF(column.x, y), column.radius + 2, column.radius + 2)

    def _dots(self, column: Column, y: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("text-2"))
        for shift in (-4.0, 0.0, 4.0):
            self._painter.drawEllipse(QPointF(column.x, y + shift), 1.4, 1.4)

    def _strips(self, column: Column, levels: Vector | None) -> None:
        """Draw the input as STRIPS bands: rows of the picture, or groups of inputs."""
        pitch = column.ys[1] - column.ys[0]
        width, height = self._strip, pitch * 0.7
        image = None if levels is None else strips_of(levels)
        band = 0 if image is None else image.height() // STRIPS
        line, pad = self._theme.color("line"), self._theme.color("pad")
        # whole pixels: fills and blits are ten times faster
        x, w, h = round(column.x - width / 2), round(width), round(height)
        for row, y in enumerate(column.ys):
            top = round(y - height / 2)
            self._painter.fillRect(x, top, w, h, line)
            room = QRect(x + 1, top + 1, w - 2, h - 2)
            if image is None:
                self._painter.fillRect(room, pad)
            else:
                self._painter.drawImage(room, image, QRect(0, row * band, image.width(), band))

    def marks(self, column: Column, winner: int | None, runner_up: int | None) -> None:
        """Draw a solid ring around the winner and a dotted one around the runner-up."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for neuron, style in ((runner_up, Qt.PenStyle.DotLine), (winner, Qt.PenStyle.SolidLine)):
            y = column.y_of(neuron) if neuron is not None else None
            if y is not None:
                pen = QPen(self._theme.color("text"), 1.6 * self._theme.size("line"), style)
                self._painter.setPen(pen)
                radius = column.radius + 3.5
                self._painter.drawEllipse(QPointF(column.x, y), radius, radius)

    def label(self, column: Column, sizes: tuple[int, ...], area: QRectF) -> None:
        """Write the size of the layer below it."""
        text = "…" if column.layer == ELLIPSIS else str(sizes[column.layer])
        self._painter.setFont(self._theme.font("small"))
        self._painter.setPen(self._theme.color("text-2"))
        small = self._theme.size("small")
        room = QRectF(column.x - 3 * small, area.bottom() + 4, 6 * small, 1.6 * small)
        above = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        self._painter.drawText(room, above, text)


def strip_width(theme: Theme, width: float) -> float:
    """Return the width of the input strips in a diagram of width `width`, in pixels."""
    return float(min(theme.size("base") * 4.2, 0.17 * width))


def strips_of(levels: Vector) -> QImage:
    """Return the image that the STRIPS bands are cut from: the picture, or groups of inputs."""
    side = round(len(levels) ** 0.5)
    if side * side == len(levels) and side % STRIPS == 0:
        return grey_image(levels.reshape(side, side))
    length = -(-len(levels) // STRIPS)
    rows = np.zeros(STRIPS * length)
    rows[: len(levels)] = levels / max(float(np.abs(levels).max()), 1e-9)
    return grey_image(rows.reshape(STRIPS, length))
