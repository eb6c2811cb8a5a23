"""Picture of the histograms over the epochs: a column an epoch, bright where weights are many."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.widgets.basics.drawn import CENTRE, RIGHT, Drawn, write
from engine.arrays import Matrix, Vector
from engine.simulations.overfitting.weights.state import WeightsView

COLUMNS = 400
"""Columns of the picture, evenly spaced on a logarithmic scale of epochs."""

BRIGHTEST = 99.5
"""Percentile of the shares that has the brightest colour."""


class TimeMap(Drawn):
    """Widget that shows how the distribution of a group of parameters changes."""

    least: ClassVar = (160, 90)
    preferred: ClassVar = (520, 220)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "weights_map", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._view: WeightsView | None = None
        self._image: QImage | None = None
        self._last = 1.0

    def show_view(self, view: WeightsView, last_epoch: float) -> None:
        """Show the histograms of a view, on an axis that ends at the run's last epoch."""
        self._view, self._last = view, max(last_epoch, 2.0)
        self._image = None
        self.setAccessibleDescription(
            tr("{count} histograms, values from {low} to {high}", count=len(view.epochs),
               low=plain(-float(view.edges[-1])), high=plain(float(view.edges[-1])))
        )  # fmt: skip
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Distribution over the epochs"))
        self.setToolTip(
            tr("Each column is a histogram after an epoch: bright where many weights are.")
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self._view, self._theme
        if view is None:
            return
        painter, small = QPainter(self), theme.size("small")
        room = QRectF(self.rect()).adjusted(3.4 * small, 0.6 * small, -6.2 * small, -2.0 * small)
        if len(view.epochs):
            if self._image is None:
                table = theme.magnitude_table()
                self._image = picture(view.epochs, view.shares, self._last, table)
            painter.drawImage(room, self._image)
        painter.setPen(QPen(theme.color("line"), 1.0))
        painter.drawRect(room)
        if len(view.epochs) < 2:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text_2"))
            painter.drawText(room, CENTRE, tr("Play: a column for each epoch."))
        self._paint_axes(painter, room, float(view.edges[-1]))
        self._paint_legend(painter, room)

    def _paint_legend(self, painter: QPainter, room: QRectF) -> None:
        """Draw the colours from few weights to many."""
        theme, small = self._theme, self._theme.size("small")
        strip = QRectF(room.right() + small, room.top(), 0.9 * small, room.height())
        fill = QLinearGradient(strip.bottomLeft(), strip.topLeft())
        table = theme.magnitude_table()
        for place in range(0, 256, 15):
            fill.setColorAt(place / 255, QColor(*(int(each) for each in table[place][:3])))
        painter.fillRect(strip, fill)
        words = QRectF(strip.right() + 0.4 * small, 0, self.width() - strip.right(), 1.4 * small)
        painter.setPen(theme.color("text_2"))
        for y, name in ((strip.top(), tr("many")), (strip.bottom() - words.height(), tr("few"))):
            write(painter, words.translated(0, y), name)

    def _paint_axes(self, painter: QPainter, room: QRectF, reach: float) -> None:
        theme, small = self._theme, self._theme.size("small")
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.color("text_2"))
        for value in (reach, 0.0, -reach):
            y = room.center().y() - value / reach * room.height() / 2
            label = QRectF(0, y - small, room.left() - 0.5 * small, 2 * small)
            painter.drawText(label, RIGHT, plain(value))
        y = room.center().y() - room.height() / 4
        painter.drawText(QRectF(0, y - small, room.left() - 0.5 * small, 2 * small), RIGHT, "w")
        name = tr("epoch")
        named = QRectF(0, room.bottom() + 2, 0, 1.6 * small)
        named.setLeft(self.width() - painter.fontMetrics().horizontalAdvance(name) - 2)
        named.setRight(self.width())
        write(painter, named, name)
        for epoch in (0, 1, 3, 10, 30, 100, 300, 1000):
            x = room.left() + place_of(epoch, self._last) * room.width()
            if epoch <= self._last and x + 2 * small < named.left():
                painter.drawText(
                    QRectF(x - 3 * small, room.bottom() + 2, 6 * small, 1.6 * small), CENTRE,
                    str(epoch),
                )  # fmt: skip

    def _on_theme_changed(self) -> None:
        self._image = None
        self.update()


def place_of(epoch: float, last: float) -> float:
    """Return where an epoch stands, 0..1: epochs are on a logarithmic scale that begins at 0."""
    return float(np.log1p(epoch) / np.log1p(last))


def picture(epochs: Vector, shares: Matrix, last: float, table: Matrix) -> QImage:
    """Return the histograms as a picture; what is later than the last of them is empty.

    Parameters
    ----------
    epochs : Vector, shape (n,)
    shares : Matrix, shape (n, bins)
    table : array, shape (256, 4), uint8
        Colours of the magnitudes 0..1.
    """
    at = np.expm1(np.linspace(0.0, np.log1p(last), COLUMNS))
    rows = np.searchsorted(epochs, at + 1e-9, side="right") - 1
    bright = max(float(np.percentile(shares[:, 1:-1], BRIGHTEST)), 1e-9)
    values = np.clip(np.sqrt(shares / bright), 0.0, 1.0)[np.maximum(rows, 0)]
    pixels = table[(255 * values).astype(int)].astype(np.uint8)
    pixels[at > epochs[-1] + 1e-6, :, 3] = 0
    upright = np.ascontiguousarray(pixels.transpose(1, 0, 2)[::-1])
    size = upright.shape[1], upright.shape[0]
    return QImage(upright.data, *size, 4 * size[0], QImage.Format.Format_RGBA8888).copy()
