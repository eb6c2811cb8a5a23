"""Bars of a tower's output over m inputs, by the number of inputs that are inside."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, significant, tr
from app.widgets.basics.drawn import Drawn
from engine.simulations.universality.two_inputs.views import TwoInputsView


class InputBars(Drawn):
    """View with a row for each number of inputs inside: Σ + b as text, the output as a bar."""

    least: ClassVar = (180, 120)
    preferred: ClassVar = (300, 220)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "input_bars", parent)
        self._view: TwoInputsView | None = None

    def show_view(self, view: TwoInputsView) -> None:
        if view is not self._view:
            self._view = view
            self.setAccessibleDescription(" · ".join(number(each, 3) for each in view.outputs))
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Outputs by the number of inputs that are inside"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter, small = QPainter(self), self._theme.size("small")
        painter.setFont(self._theme.font("small", tabular=True))
        count = len(view.sums)
        pitch = min((self.height() - 1.8 * small) / count, 2.6 * small)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.color("text_2"))
        head = QRectF(0, 0, self.width(), 1.7 * small)
        painter.drawText(head, middle, tr("inputs inside"))
        painter.drawText(head, middle | Qt.AlignmentFlag.AlignRight, tr("Σ + b → output"))
        height = float(view.knobs["plane_strength"])
        for inside, (total, output) in enumerate(
            zip(view.sums.tolist(), view.outputs.tolist(), strict=True)
        ):
            room = QRectF(0, 1.8 * small + inside * pitch, self.width(), pitch)
            above = output > 0.5
            painter.setPen(self._theme.color("text"))
            painter.drawText(room, middle, str(inside))
            bar = room.adjusted(2.2 * small, 0.2 * pitch, -13.5 * small, -0.2 * pitch)
            painter.fillRect(bar, self._theme.color("surface_2"))
            bar.setWidth(bar.width() * output)
            painter.fillRect(bar, self._theme.color("accuracy" if above else "negative"))
            argument = total + (0.5 - (count - 1)) * height
            words = f"{significant(argument, 4)} → {number(output, 4)}"
            painter.setPen(self._theme.ink("accuracy" if above else "text"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, words)
