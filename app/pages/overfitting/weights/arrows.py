"""Arrows of what the penalty alone does to single weights."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, significant, tr
from app.widgets.basics.drawn import CENTRE, Drawn, write
from engine.simulations.overfitting.weights.state import WeightsView

HEAD = 3.0
"""Length of an arrow's head, in widths of a line of the theme."""

SHORTEST = 1.5
"""Arrows of fewer pixels are not drawn."""


class ShrinkArrows(Drawn):
    """A row for each of some weights: its value, and an arrow to where the penalty brings it."""

    least: ClassVar = (140, 110)
    preferred: ClassVar = (300, 230)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "shrink_arrows", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._view: WeightsView | None = None

    def show_view(self, view: WeightsView) -> None:
        """Show the single weights of a view."""
        self._view = view
        if len(view.before):
            ends = (view.before[0], view.after[0], view.before[-1], view.after[-1])
            first, then, last, finally_ = (significant(float(each)) for each in ends)
            self.setAccessibleDescription(f"{first} → {then} … {last} → {finally_}")
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Single weights, and where the penalty brings them"))
        self.setToolTip(
            tr("Each dot is a weight of the network. The arrow is what the penalty alone would "
               "do to it, without the gradient.")
        )  # fmt: skip
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self._view, self._theme
        if view is None or not len(view.before):
            return
        painter, small = self.smooth_painter(), theme.size("small")
        room = QRectF(self.rect()).adjusted(small, 2.0 * small, -small, -1.8 * small)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        write(painter, QRectF(0, 0, self.width(), 1.6 * small), self._caption(view))
        reach = max(float(np.abs(view.before).max()) * 1.05, 1e-9)
        middle, scale = room.center().x(), room.width() / (2 * reach)
        painter.setPen(QPen(theme.color("line"), 1.0))
        painter.drawLine(QPointF(middle, room.top()), QPointF(middle, room.bottom()))
        row = room.height() / len(view.before)
        for number, (w, to) in enumerate(
            zip(view.before.tolist(), view.after.tolist(), strict=True)
        ):
            y = room.top() + (number + 0.5) * row
            self._paint_weight(painter, QPointF(middle + w * scale, y), middle + to * scale, w)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.color("text_2"))
        for value in (-reach, 0.0, reach):
            x = middle + value * scale
            x = min(max(x, 2.2 * small), self.width() - 2.2 * small)
            label = QRectF(x - 3 * small, room.bottom() + 2, 6 * small, 1.5 * small)
            painter.drawText(label, CENTRE, plain(value, 2))

    def _caption(self, view: WeightsView) -> str:
        """Return what is drawn: without a penalty there are no arrows."""
        if np.array_equal(view.before, view.after):
            return tr("{count} of the weights; λ = 0 moves none of them", count=len(view.before))
        return tr("{count} of the weights, and where λ alone brings them", count=len(view.before))

    def _paint_weight(self, painter: QPainter, at: QPointF, to: float, w: float) -> None:
        theme = self._theme
        colour = theme.color("positive" if w > 0 else "negative")
        painter.setPen(QPen(colour, 1.5 * theme.size("line")))
        painter.setBrush(colour)
        if abs(to - at.x()) >= SHORTEST:
            painter.drawLine(at, QPointF(to, at.y()))
            head = 3.0 + HEAD * theme.size("line")
            back = to - head if to > at.x() else to + head
            tip = QPolygonF([QPointF(to, at.y()), QPointF(back, at.y() - head * 0.5),
                             QPointF(back, at.y() + head * 0.5)])  # fmt: skip
            painter.drawPolygon(tip)
        radius = 0.4 * theme.size("point")
        painter.drawEllipse(at, radius, radius)
