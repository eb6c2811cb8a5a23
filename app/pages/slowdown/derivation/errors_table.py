"""Table of δ at the output: activations down, costs across, every cell live."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.slowdown.derivation.words import FORMULAS, REASONS, said
from app.widgets.basics.drawn import ARROWS, CENTRE, LEFT, Pointed, write
from engine.functions.activations import ACTIVATION
from engine.functions.costs import COST
from engine.improvement.output_errors import OUTPUTS, PAIR_COSTS, OutputError
from engine.simulations.slowdown.derivation.state import DerivationView

HEAD_SHARE = 0.2
"""Width of the names of the activations."""

ROW_LINES = 1.2
"""Least height of a row of a cell, in small font sizes; with less, formulas are left out."""


class ErrorsTable(Pointed):
    """Widget that draws the output errors of a DerivationView.

    Signals
    -------
    pair_chosen : (str)
        Activation and cost, as in the setting of the selected pair.
    """

    pair_chosen = Signal(str)

    least: ClassVar = (280, 120)
    preferred: ClassVar = (480, 200)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "errors_table", parent)
        self._errors: tuple[OutputError, ...] = ()
        self._place = 0

    def show_errors(self, view: DerivationView, pair: str) -> None:
        """Draw the errors of a view, with a selected pair."""
        names = [f"{each.activation} {each.cost}" for each in view.errors]
        place = names.index(pair)
        if view.errors is not self._errors or place != self._place:
            self._errors, self._place = view.errors, place
            self.setAccessibleDescription(self._described(view.errors[place]))
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Error δ of the output for activations and costs"))
        self.update()

    def cell(self, place: int) -> QRectF:
        """Return the rectangle of a pair."""
        row, column = divmod(place, len(PAIR_COSTS))
        head, line = HEAD_SHARE * self.width(), 1.7 * self._theme.size("small")
        wide = (self.width() - head) / len(PAIR_COSTS)
        tall = (self.height() - line) / len(OUTPUTS)
        return QRectF(head + column * wide, line + row * tall, wide, tall).adjusted(2, 2, -2, -2)

    def place_at(self, at: QPointF) -> int | None:
        """Return the pair at a point."""
        found = (place for place in range(len(self._errors)) if self.cell(place).contains(at))
        return next(found, None)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of a pair."""
        place = self.place_at(at)
        if place is None:
            return tr("A click on a pair explains it.")
        return self._described(self._errors[place])

    # --- events ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or not self._errors:
            super().keyPressEvent(event)
            return
        row, column = divmod(self._place, len(PAIR_COSTS))
        row = max(0, min(row + way[1], len(OUTPUTS) - 1))
        column = max(0, min(column + way[0], len(PAIR_COSTS) - 1))
        self._choose(row * len(PAIR_COSTS) + column)

    def _choose(self, place: int) -> None:
        error = self._errors[place]
        self.pair_chosen.emit(f"{error.activation} {error.cost}")

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._errors:
            return
        painter = self.smooth_painter()
        self._paint_heads(painter)
        for place, error in enumerate(self._errors):
            self._paint_cell(painter, self.cell(place), error, selected=place == self._place)
        self.paint_focus(painter)

    def _paint_heads(self, painter: QPainter) -> None:
        theme, small = self._theme, self._theme.size("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        for column, cost in enumerate(PAIR_COSTS):
            cell = self.cell(column)
            head = QRectF(cell.left(), 0, cell.width(), 1.7 * small)
            write(painter, head, tr(COST[cost].label), CENTRE)
        for row, activation in enumerate(OUTPUTS):
            place = row * len(PAIR_COSTS)
            cell, a = self.cell(place), self._errors[place].a
            head = QRectF(0, cell.top(), cell.left() - 4, cell.height() / 2)
            painter.setFont(theme.font("small", bold=True))
            painter.setPen(theme.color("text"))
            write(painter, head, tr(ACTIVATION[activation].label), LEFT)
            painter.setFont(theme.font("small", tabular=True))
            painter.setPen(theme.color("text_2"))
            write(painter, head.translated(0, cell.height() / 2), f"a = {significant(a, 3)}", LEFT)

    def _paint_cell(
        self, painter: QPainter, cell: QRectF, error: OutputError, *, selected: bool
    ) -> None:
        theme, sense = self._theme, error.verdict != "senseless"
        painter.setPen(QPen(theme.color("accent" if selected else "line"), 2.0 if selected else 1))
        painter.setBrush(theme.color("surface_2" if sense else "surface"))
        painter.drawRoundedRect(cell, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not sense:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text_2"))
            write(painter, cell, tr("no sense"), CENTRE)
            return
        rows = 3 if cell.height() >= ROW_LINES * 3 * theme.size("small") else 2
        tall = cell.height() / rows
        row = QRectF(cell.left(), cell.top(), cell.width(), tall)
        if rows == 3:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text_2"))
            write(painter, row, FORMULAS[error.activation, error.cost], CENTRE, 4)
            row = row.translated(0, tall)
        painter.setFont(theme.font("base", bold=True, tabular=True))
        painter.setPen(theme.color("text"))
        painter.drawText(row, CENTRE, "–" if error.delta is None else said(error.delta))
        if error.delta is not None:
            self._paint_bar(painter, cell, tall, error.delta)

    def _paint_bar(self, painter: QPainter, cell: QRectF, tall: float, delta: float) -> None:
        """Draw δ from the middle, ±1 at the ends."""
        middle, y = cell.center().x(), cell.bottom() - tall / 2
        long = max(min(delta, 1.0), -1.0) * 0.44 * cell.width()
        bar = QRectF(min(middle, middle + long), y - 3, abs(long), 6)
        painter.fillRect(bar, self._theme.color("positive" if delta > 0 else "negative"))
        painter.setPen(QPen(self._theme.color("text_2"), 1.0))
        painter.drawLine(QLineF(middle, y - 5, middle, y + 5))

    def _described(self, error: OutputError) -> str:
        delta = "" if error.delta is None else f" δ = {said(error.delta)}."
        return tr(REASONS[error.activation, error.cost]) + delta
