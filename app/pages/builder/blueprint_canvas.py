"""The picture of a blueprint: pictures, stacks of maps, columns of neurons, their numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.pages.builder.blueprint_geometry import ROWS, Column, columns_of, field_of
from app.pages.builder.blueprint_words import caption_of, explanation_of, short_caption_of
from app.theme import Theme
from app.translation import tr
from engine.blueprints import Part

LINES, LECTURE_LINES = 3, 2
"""Of the numbers below each column."""

GRID = 7
"""Parts into which lines divide the picture."""


class BlueprintCanvas(QWidget):
    """Draws the parts of a network."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("blueprint_canvas")
        self.setMinimumSize(320, 200)
        self._theme = theme
        self._parts: tuple[Part, ...] = ()
        self._head = 0.0
        self.columns: tuple[Column, ...] = ()
        theme.changed.connect(self._lay_out)

    def set_head(self, height: float) -> None:
        """Leave so many pixels free above the columns."""
        if height != self._head:
            self._head = height
            self._lay_out()

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Draw another network."""
        if parts != self._parts:
            self._parts = parts
            self._lay_out()

    def sizeHint(self) -> QSize:
        """Ask for a wide rectangle."""
        return QSize(820, 460)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        layers = " ".join(part.word for part in self._parts)
        self.setAccessibleName(tr("Blueprint of the network"))
        self.setAccessibleDescription(layers)
        self.update()

    @property
    def _lines(self) -> int:
        return LECTURE_LINES if self._theme.lecture else LINES

    def _line_height(self) -> float:
        return 1.45 * self._theme.size("small")

    def _lay_out(self) -> None:
        if self._parts:
            foot = self._lines * self._line_height() + 6
            area = QRectF(self.rect()).adjusted(0, self._head + 6, 0, -foot)
            self.columns = columns_of(self._parts, area)
        self.retranslate()

    def resizeEvent(self, event: QEvent) -> None:
        """Lay everything out anew."""
        self._lay_out()

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw wires first, then layers, then numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(1, len(self.columns)):
            self._paint_wires(painter, place)
        for part, column in zip(self._parts, self.columns, strict=False):
            self._paint_column(painter, part, column)
        for place in range(1, len(self.columns)):
            self._paint_field(painter, place)
        self._paint_captions(painter)

    def _paint_wires(self, painter: QPainter, place: int) -> None:
        before, column = self.columns[place - 1], self.columns[place]
        if not column.neurons:
            return
        colour = self._theme.color("line")
        painter.setPen(QPen(colour, float(self._theme.size("line"))))
        for start in _right_ends(before):
            for circle in column.neurons:
                painter.drawLine(start, QPointF(circle.left(), circle.center().y()))

    def _paint_column(self, painter: QPainter, part: Part, column: Column) -> None:
        line = float(self._theme.size("line"))
        painter.setPen(QPen(self._theme.color("text_2"), line))
        fill = "surface_2" if part.kind == "pooling" else "accent_soft"
        painter.setBrush(self._theme.color("surface" if part.kind == "input" else fill))
        for sheet in column.sheets:
            painter.drawRect(sheet)
        for circle in column.neurons:
            painter.drawEllipse(circle)
        if part.kind == "input" and column.sheets:
            self._paint_grid(painter, column.sheets[-1])
        if column.gap is not None:
            painter.setBrush(self._theme.color("text_2"))
            painter.setPen(Qt.PenStyle.NoPen)
            for down in (-7.0, 0.0, 7.0):
                painter.drawEllipse(column.gap + QPointF(0, down), 1.8, 1.8)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_grid(self, painter: QPainter, picture: QRectF) -> None:
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        for number in range(1, GRID):
            x = picture.left() + number * picture.width() / GRID
            y = picture.top() + number * picture.height() / GRID
            painter.drawLine(QPointF(x, picture.top() + 1), QPointF(x, picture.bottom() - 1))
            painter.drawLine(QPointF(picture.left() + 1, y), QPointF(picture.right() - 1, y))

    def _paint_field(self, painter: QPainter, place: int) -> None:
        """Show which square of the layer before a neuron of a map looks at."""
        part, before, column = self._parts[place], self.columns[place - 1], self.columns[place]
        if not column.sheets or not before.sheets:
            return
        rows = self._parts[place - 1].shape[-2] or ROWS
        window = part.field or part.size
        field = field_of(before, window / rows)
        target = field_of(column, 0.0).center()
        painter.setPen(QPen(self._theme.color("accent"), 1.5 * self._theme.size("line")))
        painter.drawRect(field)
        painter.drawLine(field.topRight(), target)
        painter.drawLine(field.bottomRight(), target)
        painter.setBrush(self._theme.color("accent"))
        painter.drawEllipse(target, 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("small"))
        metrics, height = painter.fontMetrics(), self._line_height()
        width = self.width() / max(len(self.columns), 1) - 4
        captions = short_caption_of if self._theme.lecture else caption_of
        for part, column in zip(self._parts, self.columns, strict=False):
            for number, text in enumerate(captions(part)):
                painter.setPen(self._theme.color("text_2" if number else "text"))
                top = self.height() - (self._lines - number) * height
                room = QRectF(column.centre - width / 2, top, width, height)
                short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short)

    # --- the mouse ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Explain the numbers of the layer below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.explanation_at(event.x()), self)
            return True
        return super().event(event)

    def explanation_at(self, x: float) -> str:
        """Return where the numbers of the layer at a place come from."""
        if not self._parts:
            return ""
        place = min(int(x * len(self._parts) / max(self.width(), 1)), len(self._parts) - 1)
        before = self._parts[place - 1] if place else None
        return explanation_of(self._parts[place], before)


def _right_ends(column: Column) -> list[QPointF]:
    """Return where wires to the next layer begin."""
    if column.neurons:
        return [QPointF(circle.right(), circle.center().y()) for circle in column.neurons]
    front = column.sheets[-1]
    return [
        QPointF(column.sheets[0].right(), front.top() + share * front.height())
        for share in (0.1, 0.3, 0.5, 0.7, 0.9)
    ]
