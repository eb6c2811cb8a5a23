"""A small field in which a curve is sketched with the mouse, from left to right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.widgets.basics.retranslation import explain

COLUMNS = 48


class SketchPad(QWidget):
    """Field for one curve, kept as heights 0..1 at COLUMNS places; NaN-free, empty until drawn."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sketch_pad")
        self._theme = theme
        self._heights: dict[int, float] = {}
        self._last: tuple[int, float] | None = None
        self.setFixedSize(240, 84)
        self.retranslate()

    @property
    def heights(self) -> tuple[float, ...]:
        """The curve, with gaps filled from the left; empty if nothing was drawn."""
        if not self._heights:
            return ()
        found, height = [], self._heights[min(self._heights)]
        for place in range(COLUMNS):
            height = self._heights.get(place, height)
            found.append(height)
        return tuple(found)

    def show_heights(self, heights: tuple[float, ...]) -> None:
        """Show a curve that was sketched before; () for none."""
        self._heights = dict(enumerate(heights[:COLUMNS]))
        self.update()

    def retranslate(self) -> None:
        explain(self, tr(TIP))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = None
        self._draw(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._draw(event.position())

    def _draw(self, point: QPointF) -> None:
        """Set the heights from the last place of the mouse to this one."""
        place = min(max(int(point.x() / self.width() * COLUMNS), 0), COLUMNS - 1)
        height = min(max(1.0 - point.y() / self.height(), 0.0), 1.0)
        first, start = self._last or (place, height)
        for each in range(min(first, place), max(first, place) + 1):
            share = (each - first) / (place - first) if place != first else 1.0
            self._heights[each] = start + share * (height - start)
        self._last = place, height
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("text_2"), 1.0))
        painter.setBrush(self._theme.color("surface_2"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        heights = self.heights
        if heights:
            step = self.width() / COLUMNS
            curve = [
                QPointF((place + 0.5) * step, (1.0 - height) * self.height())
                for place, height in enumerate(heights)
            ]
            painter.setPen(QPen(self._theme.color("accent"), 3.0))
            painter.drawPolyline(QPolygonF(curve))


TIP = mark("Sketch the curve that the audience expects, with the mouse")
