"""A pad to draw a digit on; strokes are kept as points, not pixels."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import hypot
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.drawn import Drawn, write
from app.widgets.pictures.key_pen import KeyPen
from app.widgets.pictures.picture_view import grey_image, square_in
from engine.arrays import Matrix
from engine.commands.edits import Point, Stroke

PEN_SHARE = 0.072
"""Width of the drawn line as a share of the pad's side."""

THINNING = 0.004
"""Points nearer than this to the last one (share of the side) are dropped."""

MAX_POINTS = 6_000
"""Most points of a drawing."""


class DrawingPad(Drawn):
    """A square pad for mouse, pen or finger; strokes are points in 0..1, y down.

    Signals
    -------
    strokes_changed : (tuple of strokes, bool)
        With every move, and once more with True when the stroke ends.
    pressed : ()
        The pen has touched the pad.
    """

    strokes_changed = Signal(object, bool)
    pressed = Signal()

    least: ClassVar = (120, 120)
    preferred: ClassVar = (272, 272)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "drawing_pad", parent)
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self._picture: QImage | None = None
        self._ghost: tuple[Stroke, ...] = ()
        self._hint = ""
        self._layer: QPixmap | None = None
        self._key_pen = KeyPen(self)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.retranslate()

    # --- public interface ----------------------------------------------------------------

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The drawing."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    @property
    def drawing(self) -> bool:
        """Whether the pen is down."""
        return self._drawing

    @property
    def clear_already(self) -> bool:
        """Whether there is nothing on it: neither strokes nor a picture."""
        return not self._strokes and not self._ghost and self._picture is None

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show another drawing, without a signal; refused while the pen is down."""
        if self._drawing or tuple(strokes) == self.strokes:
            return
        self._strokes = [list(stroke) for stroke in strokes]
        self._redraw()

    def show_picture(self, picture: Matrix | None) -> None:
        """Show a picture, shape (28, 28), 0..1, instead of strokes; None removes it."""
        self._picture = None if picture is None else grey_image(picture)
        self.update()

    def set_ghost(self, strokes: Sequence[Stroke]) -> None:
        """Show strokes of the opening's ghost pen, which are not part of the drawing."""
        self._ghost = tuple(strokes)
        self.update()

    @property
    def ghosting(self) -> bool:
        """Whether strokes of the ghost pen are shown."""
        return bool(self._ghost)

    def set_hint(self, hint: str) -> None:
        """Show a short hint at the lower edge until the next press."""
        if hint != self._hint:
            self._hint = hint
            self.update()

    def undo_stroke(self) -> None:
        """Remove the last stroke."""
        if self._strokes and not self._drawing:
            self._strokes.pop()
            self._redraw()
            self.strokes_changed.emit(self.strokes, True)

    def clear(self) -> None:
        """Clear the pad, a picture or ghost strokes included."""
        if not self._drawing and not self.clear_already:
            self._strokes.clear()
            self._picture, self._ghost, self._hint = None, (), ""
            self._redraw()
            self.strokes_changed.emit((), True)

    def retranslate(self) -> None:
        self.setToolTip(tr("Draw a digit here with the mouse, a pen or a finger."))
        self.setAccessibleName(tr("Drawing pad"))
        self.setAccessibleDescription(
            tr(
                "Arrow keys move the pen, Space lowers or lifts it; Backspace takes the last "
                "stroke back, Delete wipes the pad."
            )
        )

    # --- pen ----------------------------------------------------------------------------

    def pen_down(self, x: float, y: float) -> None:
        """Begin a stroke at a point of the widget, in pixels."""
        self.pressed.emit()
        if self._picture is not None or self._ghost:
            self._strokes.clear()
        self._picture, self._ghost, self._hint = None, (), ""
        self._drawing = True
        self._strokes.append([self._to_pad(x, y)])
        self._redraw()
        self.strokes_changed.emit(self.strokes, False)

    def pen_move(self, x: float, y: float) -> None:
        """Extend the stroke."""
        if not self._drawing:
            return
        stroke = self._strokes[-1]
        point = self._to_pad(x, y)
        full = sum(len(each) for each in self._strokes) >= MAX_POINTS
        if full or hypot(point[0] - stroke[-1][0], point[1] - stroke[-1][1]) < THINNING:
            return
        stroke.append(point)
        self._draw_tail(stroke)
        self.strokes_changed.emit(self.strokes, False)

    def pen_up(self) -> None:
        """End the stroke."""
        if self._drawing:
            self._drawing = False
            self._redraw()
            self.strokes_changed.emit(self.strokes, True)

    def _to_pad(self, x: float, y: float) -> Point:
        paper = self.paper()
        side = max(paper.width(), 1.0)
        return (
            min(max((x - paper.left()) / side, 0.0), 1.0),
            min(max((y - paper.top()) / side, 0.0), 1.0),
        )

    def paper(self) -> QRectF:
        """Return the drawing area, a square in pixels."""
        return square_in(QRectF(self.rect()))

    # --- drawing ------------------------------------------------------------------------

    def _pen(self, alpha: float = 1.0) -> QPen:
        colour = self._theme.color("ink")
        colour.setAlphaF(alpha)
        return QPen(
            colour,
            PEN_SHARE * self.paper().width(),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )

    def _path(self, stroke: Sequence[Point]) -> QPainterPath:
        paper = self.paper()
        side, left, top = paper.width(), paper.left(), paper.top()
        return smooth_path([(left + x * side, top + y * side) for x, y in stroke])

    def _redraw(self) -> None:
        self._layer = None
        self.update()

    def _strokes_layer(self) -> QPixmap:
        if self._layer is None:
            ratio = self.devicePixelRatioF()
            layer = QPixmap(self.size() * ratio)
            layer.setDevicePixelRatio(ratio)
            layer.fill(Qt.GlobalColor.transparent)
            painter = QPainter(layer)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._pen())
            for stroke in self._strokes:
                painter.drawPath(self._path(stroke))
            painter.end()
            self._layer = layer
        return self._layer

    def _draw_tail(self, stroke: list[Point]) -> None:
        """Add the newest piece to the cached layer and repaint only around it."""
        tail = self._path(stroke[-4:])
        painter = QPainter(self._strokes_layer())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen())
        painter.drawPath(tail)
        painter.end()
        margin = PEN_SHARE * self.paper().width()
        around = tail.boundingRect().adjusted(-margin, -margin, margin, margin)
        self.update(around.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.paper().adjusted(1, 1, -1, -1)
        radius = self._theme.size("control_radius")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("pad"))
        painter.drawRoundedRect(frame, radius, radius)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame.adjusted(6, 6, -6, -6), self._picture)
        else:
            painter.drawPixmap(0, 0, self._strokes_layer())
        if self._ghost:
            painter.setPen(self._pen(0.75))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for stroke in self._ghost:
                painter.drawPath(self._path(stroke))
        if self._hint:
            self._paint_hint(painter, frame)
        self._key_pen.paint(painter, self._theme.color("ink"), self._theme.color("pad"))
        self._paint_frame(painter, frame, radius)

    def _paint_hint(self, painter: QPainter, frame: QRectF) -> None:
        painter.setFont(self._theme.font("title"))
        painter.setPen(self._theme.color("ink"))
        below = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        write(painter, frame.adjusted(8, 0, -8, -6), self._hint, below)

    def _paint_frame(self, painter: QPainter, frame: QRectF, radius: float) -> None:
        focus = self.hasFocus()
        colour = self._theme.color("accent" if focus else "line")
        painter.setPen(QPen(colour, 2.0 if focus else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, radius, radius)

    # --- events ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()
        super().resizeEvent(event)

    def _on_theme_changed(self) -> None:
        self._redraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pen_down(event.position().x(), event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pen_move(event.position().x(), event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pen_up()

    def tabletEvent(self, event: QTabletEvent) -> None:
        position = event.position()
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self.pen_down(position.x(), position.y())
        elif kind == QEvent.Type.TabletMove:
            self.pen_move(position.x(), position.y())
        elif kind == QEvent.Type.TabletRelease:
            self.pen_up()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Draw with the first finger; further fingers are ignored."""
        if isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        if event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self.pen_up()
            return
        if not event.points():
            return
        position: QPointF = event.points()[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self.pen_down(position.x(), position.y())
        else:
            self.pen_move(position.x(), position.y())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._key_pen.enter(event.reason())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._key_pen.leave()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._key_pen.press(event):
            return
        actions = {Qt.Key.Key_Backspace: self.undo_stroke, Qt.Key.Key_Delete: self.clear}
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()


def smooth_path(points: Sequence[Point]) -> QPainterPath:
    """Join points by quadratic curves through the midpoints between them.

    Parameters
    ----------
    points : sequence of (x, y)
        In pixels; a single point becomes a dot.
    """
    path = QPainterPath()
    if not points:
        return path
    path.moveTo(*points[0])
    if len(points) == 1:
        path.lineTo(points[0][0] + 0.01, points[0][1])
        return path
    for (x, y), (next_x, next_y) in itertools.pairwise(points):
        path.quadTo(x, y, (x + next_x) / 2, (y + next_y) / 2)
    path.lineTo(*points[-1])
    return path
