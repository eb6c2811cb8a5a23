"""The derivation, line by line: what is not reached yet shows its title only."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.slowdown.derivation.words import LINES, DerivationLine
from app.widgets.basics.drawn import CENTRE, LEFT, RIGHT, Pointed, box_at, write
from engine.simulations.slowdown.derivation.state import DerivationView

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LinesView(Pointed):
    """Widget that draws the lines of a DerivationView.

    Signals
    -------
    line_chosen : (int)
        A line, from 0, was clicked or reached by an arrow key.
    """

    line_chosen = Signal(int)

    least: ClassVar = (280, 220)
    preferred: ClassVar = (480, 380)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "derivation_lines", parent)
        self._view: DerivationView | None = None

    def show_view(self, view: DerivationView) -> None:
        """Draw a derivation, if it is another one."""
        if view is not self._view:
            self._view = view
            line = LINES[view.line]
            self.setAccessibleDescription(f"{line.equation}: {line.check(view)}")
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The derivation, line by line"))
        self.update()

    def line_at(self, at: QPointF) -> int:
        """Return the line at a point."""
        return max(0, min(int(at.y() / max(self.height(), 1) * len(LINES)), len(LINES) - 1))

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of a line."""
        return tr(
            "{title} (a click goes there). Measured: a small change up and down, and its effect.",
            title=tr(LINES[self.line_at(at)].title),
        )

    # --- events ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.line_chosen.emit(self.line_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self._view is None:
            super().keyPressEvent(event)
        else:
            self.line_chosen.emit(max(0, min(self._view.line + step, len(LINES) - 1)))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter, pitch = self.smooth_painter(), self.height() / len(LINES)
        for place, line in enumerate(LINES):
            room = QRectF(0, place * pitch, self.width(), pitch)
            if place == view.line:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.color("accent_soft"))
                painter.drawRoundedRect(room.adjusted(0, 1, 0, -1), 6, 6)
                painter.setBrush(Qt.BrushStyle.NoBrush)
            self._paint_line(painter, room, place, line, view)
        self.paint_focus(painter)

    def _paint_line(
        self,
        painter: QPainter,
        room: QRectF,
        place: int,
        line: DerivationLine,
        view: DerivationView,
    ) -> None:
        theme, small, base = self._theme, self._theme.size("small"), self._theme.size("base")
        shown, three = place <= view.line, room.height() >= 3.2 * 1.25 * small + 0.6 * base
        badge = box_at(QPointF(room.left() + 1.4 * base, room.center().y()), 1.7 * base, 1.7 * base)
        painter.setPen(QPen(theme.color("text" if shown else "line"), 1.0))
        painter.drawEllipse(badge)
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("text" if shown else "text_2"))
        painter.drawText(badge, CENTRE, str(place + 1))
        inner = room.adjusted(3.0 * base, 0, -0.6 * base, 0)
        if not shown:
            painter.setFont(theme.font("base"))
            painter.setPen(theme.color("text_2"))
            write(painter, inner, tr(line.title), LEFT)
            return
        rows = 3 if three else 2
        tall = min(inner.height() / rows, 1.6 * base)
        top = inner.center().y() - rows * tall / 2
        row = QRectF(inner.left(), top, inner.width(), tall)
        if three:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text_2"))
            write(painter, row, tr(line.title), LEFT)
            row = row.translated(0, tall)
        self._paint_equation(painter, row, line)
        row = row.translated(0, tall)
        holds = view.checks[place].holds
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.ink("accuracy" if holds else "warning"))
        write(painter, row, f"{'✓' if holds else '✗'} {line.check(view)}", LEFT)

    def _paint_equation(self, painter: QPainter, row: QRectF, line: DerivationLine) -> None:
        theme = self._theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        wide = painter.fontMetrics().horizontalAdvance(line.number) + 8.0
        strong = theme.font("strong")
        if QFontMetricsF(strong).horizontalAdvance(line.equation) + wide <= row.width():
            painter.drawText(row, RIGHT, line.number)
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        write(painter, row, line.equation, LEFT)
