"""Canvas of the network of two inputs: its numbers are dragged or typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.universality.two_inputs.layout import FigureLayout, Label, lay_out, strength_of
from app.widgets.networks.network_painting import blend
from app.widgets.numbers.typed_number import TypedNumber
from engine.arrays import Vector
from engine.simulations.universality.two_inputs.views import TwoInputsView

PER_PIXEL = {"plane_place": 0.005, "plane_left": 0.005, "plane_right": 0.005}
"""Change of a setting per pixel of drag, where it is not USUAL."""

USUAL = 0.02
FINE = 0.1
DRAG_THRESHOLD_PX = 3.0


@dataclass(slots=True)
class _Drag:
    """State of a drag."""

    setting: str
    sign: float
    at: QPointF
    start: float
    value: float
    moved: bool = False


class FigureNetworkCanvas(QWidget):
    """Canvas that draws the network of a TwoInputsView.

    Signals
    -------
    changed : (setting, value, finished)
    """

    changed = Signal(str, float, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plane_network")
        self.setMinimumSize(180, 140)
        self.setMouseTracking(True)
        self._theme = theme
        self._view: TwoInputsView | None = None
        self._drag: _Drag | None = None
        self._hover = ""
        self.field = TypedNumber("plane_number_field", self)
        self.field.typed.connect(self._on_typed)
        self._typing: tuple[str, float] = ("", 1.0)
        theme.changed.connect(self.update)

    def show_view(self, view: TwoInputsView) -> None:
        before, self._view = self._view, view
        if before is None or before.network is not view.network:
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The network of two inputs"))
        self.field.retranslate()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 280)

    @property
    def places(self) -> FigureLayout | None:
        """Layout for the current size and font; None before the first view."""
        if self._view is None:
            return None
        area = QRectF(self.rect()).adjusted(2, 4, -2, -4)
        return lay_out(self._view, area, self._theme.size("small"))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        view, layout = self._view, self.places
        if view is None or layout is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_wires(painter, view, layout)
        self._paint_neurons(painter, view, layout)
        painter.setFont(self._theme.font("mono_small"))
        for label in layout.labels:
            self._paint_label(painter, label)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        for place, count in layout.more:
            room = QRectF(place.x() - 80, place.y() - layout.text, 160, 2 * layout.text)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tr("⋮ {count} more", count=count))

    def _paint_wires(self, painter: QPainter, view: TwoInputsView, layout: FigureLayout) -> None:
        theme, line = self._theme, self._theme.size("curve")
        grey = blend(theme.color("surface"), theme.color("text_2"), 0.6)
        painter.setPen(QPen(grey, 0.5 * line))
        for place, neuron in enumerate(layout.hidden):
            for source, weight in zip(layout.inputs, view.network.w[place].tolist(), strict=True):
                if abs(weight) > 1e-9:
                    painter.drawLine(source, neuron)
        starts = layout.towers or layout.hidden
        if view.network.u is not None:
            for tower, weights in zip(layout.towers, view.network.u, strict=False):
                self._paint_signed(painter, layout.hidden, tower, weights[: len(layout.hidden)])
        for place, share in enumerate(strength_of(view, len(starts)).tolist()):
            weight = float(view.network.v[place])
            self._paint_wire(painter, starts[place], layout.output, weight, share)

    def _paint_signed(
        self, painter: QPainter, starts: list[QPointF], end: QPointF, weights: Vector
    ) -> None:
        for start, weight in zip(starts, weights.tolist(), strict=True):
            if weight:
                self._paint_wire(painter, start, end, weight, 0.15)

    def _paint_wire(
        self, painter: QPainter, start: QPointF, end: QPointF, weight: float, share: float
    ) -> None:
        theme = self._theme
        token = "negative" if weight < 0 else "positive" if weight else "line"
        colour = blend(theme.color("surface"), theme.color(token), 0.35 + 0.65 * share)
        pen = QPen(colour, 1.0 + 1.4 * theme.size("curve") * share)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if weight < 0:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(start, end)

    def _paint_neurons(self, painter: QPainter, view: TwoInputsView, layout: FigureLayout) -> None:
        theme, text = self._theme, layout.text
        painter.setPen(QPen(theme.color("text_2"), 1.0))
        painter.setBrush(theme.color("surface"))
        for middle in layout.hidden:
            room = QRectF(0, 0, 7.0 * text, 2.2 * text)
            room.moveCenter(middle)
            painter.drawRoundedRect(room, 1.1 * text, 1.1 * text)
        for middle in layout.towers:
            painter.drawEllipse(middle, 1.1 * text, 1.1 * text)
        painter.setFont(theme.font("small", bold=True))
        ends = (*zip(layout.inputs, "xy", strict=True),)
        sign = "σ" if view.network.through else "Σ"
        for middle, words in (*ends, (layout.output, sign), *((t, "σ") for t in layout.towers)):
            radius = 1.1 * text if middle in layout.towers else 1.4 * text
            painter.setPen(QPen(theme.color("text_2"), 1.0))
            painter.setBrush(theme.color("surface_2"))
            painter.drawEllipse(middle, radius, radius)
            painter.setPen(theme.color("text"))
            room = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_label(self, painter: QPainter, label: Label) -> None:
        held = bool(label.setting) and label.setting == self._hover
        wide = painter.fontMetrics().horizontalAdvance(label.words) + 8.0
        paper = QRectF(0, 0, wide, label.room.height())
        paper.moveCenter(label.room.center())
        if held or not label.inside:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft" if held else "surface"))
            painter.drawRoundedRect(paper, 4, 4)
        painter.setPen(self._theme.color("accent" if held else label.token))
        painter.drawText(paper, Qt.AlignmentFlag.AlignCenter, label.words)

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.field.hide()
        label, view = self._label_at(event.position()), self._view
        if event.button() == Qt.MouseButton.LeftButton and label is not None and view is not None:
            value = float(view.knobs[label.setting])
            self._drag = _Drag(label.setting, label.sign, event.position(), value, value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            label = self._label_at(event.position())
            self._set_hover("" if label is None else label.setting)
            return
        moved = event.position() - drag.at
        away = moved.x() - moved.y()
        if not drag.moved and abs(moved.x()) + abs(moved.y()) < DRAG_THRESHOLD_PX:
            return
        drag.moved = True
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        rate = PER_PIXEL.get(drag.setting, max(USUAL, 0.01 * abs(drag.start)))
        drag.value = round(drag.start + drag.sign * away * fine * rate, 3)
        self.changed.emit(drag.setting, drag.value, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and drag.moved:
            self.changed.emit(drag.setting, drag.value, True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        label, view = self._label_at(event.position()), self._view
        if label is not None and view is not None:
            self._drag, self._typing = None, (label.setting, label.sign)
            value = label.sign * float(view.knobs[label.setting])
            self.field.ask(value, label.room, self._theme.size("control_height"))

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover("")

    def event(self, event: QEvent) -> bool:
        """Show a tool tip on numbers that can be edited."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            label = self._label_at(QPointF(event.pos()))
            words = tr("Drag this number sideways (Shift: finer), or double-click it and type.")
            QToolTip.showText(event.globalPos(), words if label is not None else "", self)
            return True
        return super().event(event)

    def _label_at(self, at: QPointF) -> Label | None:
        layout = self.places
        return None if layout is None else layout.label_at(at)

    def _set_hover(self, setting: str) -> None:
        if setting != self._hover:
            self._hover = setting
            shape = Qt.CursorShape.SizeHorCursor if setting else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _on_typed(self, value: float) -> None:
        setting, sign = self._typing
        if setting:
            self.changed.emit(setting, sign * value, True)
