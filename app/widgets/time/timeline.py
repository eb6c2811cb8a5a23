"""The timeline of a run: present step, trained steps, planned end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.widgets.basics.text_pictures import TextPictures
from app.widgets.time.epoch_scale import EpochScale, round_step
from app.widgets.time.marks import BEST, CHANGE, REACHED, Mark

TICK = 4
"""Length of a tick in pixels."""

MIN_LABEL_GAP = 44
"""Least distance of two numbers of the scale in pixels."""

NEAR = 3
"""Pixels beside a mark that still count as on it."""

MOST_HINTS = 5
"""Most marks listed in one tooltip; of more, the last ones."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Pixel and number of every tick, pixel and kind of every mark; they seldom change."""

    ticks: tuple[tuple[int, str], ...]
    marks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """Appearance of the timeline, in pixels."""

    handle: int
    trained: int
    places: _Places


class Timeline(QAbstractSlider):
    """A slider over all steps up to the planned end; trained steps can be selected.

    Attributes
    ----------
    scale : EpochScale
        Conversion between steps and epochs.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = TextPictures(theme)
        self.scale = EpochScale()
        self._planned = 1.0
        self._marks: tuple[Mark, ...] = ()
        self._grip = 0.0
        self._end = 1.0
        self._places = _Places((), ())
        self._places_key: object = None
        self._look: _Look | None = None
        self._ground: QPixmap | None = None
        self.setObjectName("timeline")
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)

    # --- public interface ---------------------------------------------------------------------

    def show_place(self, step: int, last_step: int) -> None:
        """Show the present and the last trained step, without a signal.

        During a drag the handle stays where it is.
        """
        if not self.isSliderDown():
            self.blockSignals(True)
            self.setRange(0, last_step)
            self.setValue(step)
            self.blockSignals(False)
        if self.isEnabled() != (last_step > 0):
            self.setEnabled(last_step > 0)

    def show_plan(self, scale: EpochScale, planned: float, marks: Sequence[Mark]) -> None:
        """Show the epochs, the planned end and the marks.

        Parameters
        ----------
        planned : float
            Epochs after which the run will end.
        """
        self.scale, self._planned, self._marks = scale, planned, tuple(marks)
        self.setPageStep(max(round(scale.stretches[-1].steps_per_epoch), 1))
        self._refresh()
        self._describe()

    def retranslate(self) -> None:
        self.setToolTip(tr("Drag to see the network as it was at any moment."))
        self.setAccessibleName(tr("Timeline"))
        self._describe()

    def _describe(self) -> None:
        untrained = tr("Untrained. Play begins.")
        text = self.place_text(self.value()) if self.maximum() else untrained
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # --- geometry -----------------------------------------------------------------------------

    @property
    def end(self) -> float:
        """Step at the right end: the planned or the last trained one, whichever is larger."""
        return self._end

    @property
    def line_y(self) -> int:
        """Distance of the line from the upper edge in pixels."""
        return self._mark_height() + 1 + self._theme.size("handle") // 2

    @property
    def inset(self) -> int:
        """Pixels between an edge and the line: half a handle and its focus ring."""
        return self._theme.size("handle") // 2 + 3

    def x_of(self, step: float) -> int:
        """Return the pixel of a step."""
        inset = self.inset
        return round(inset + step / self._end * (self.width() - 2 * inset))

    def step_of(self, x: float) -> int:
        """Return the step at a pixel; it may lie beyond the last trained one."""
        inset = self.inset
        share = (x - inset) / max(self.width() - 2 * inset, 1)
        return round(min(max(share, 0.0), 1.0) * self.end)

    def text_at(self, x: float) -> str:
        """Return the tooltip at a pixel: the marks there, else epoch and step."""
        near = [mark.text for mark in self._marks_at(x)]
        return "\n".join(near[-MOST_HINTS:]) if near else self.place_text(self.step_of(x))

    def place_text(self, step: int) -> str:
        """Return epoch and mini-batch of a step as text."""
        epoch = self.scale.epoch_at(step)
        if step > self.maximum():
            return tr("epoch {epoch:.1f}: not trained yet", epoch=epoch)
        return tr("epoch {epoch:.2f} · mini-batch {step:,}", epoch=epoch, step=step)

    def _marks_at(self, x: float) -> list[Mark]:
        width = self._mark_height()
        return [
            mark
            for mark in self._marks
            if -NEAR - width * (mark.kind != BEST) / 2
            <= x - self.x_of(mark.step)
            <= NEAR + width * (1.0 if mark.kind == BEST else 0.5)
        ]

    def _mark_height(self) -> int:
        return self._theme.size("handle") // 3 + 2

    # --- size ---------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        label = round(QFontMetricsF(self._theme.font("small")).height())
        height = self.line_y + self._theme.size("handle") // 2 + TICK + label
        return QSize(8 * self._theme.size("small"), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = None
        self._refresh()

    # --- painting -----------------------------------------------------------------------------

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        self._refresh()

    def _refresh(self) -> None:
        """Repaint the part that has changed; most steps move nothing by a pixel."""
        self._end = max(self.scale.step_at(self._planned), float(self.maximum()), 1.0)
        places = self._places_now()
        seen = _Look(self.x_of(self.sliderPosition()), self.x_of(self.maximum()), places)
        old, self._look = self._look, seen
        if old is None or places is not old.places:
            self._ground = None
            self.update()
            return
        room = self.inset + 1
        for before, now in ((old.handle, seen.handle), (old.trained, seen.trained)):
            if before != now:
                left, right = min(before, now) - room, max(before, now) + room
                self.update(left, 0, right - left, self.height())

    def _places_now(self) -> _Places:
        """Return the places of ticks and marks; the same object while none of them moves."""
        key = (self.scale, self._marks, self._end, self.width(), self._theme.lecture)
        if key != self._places_key:
            self._places_key = key
            marks = tuple((self.x_of(mark.step), mark.kind) for mark in self._marks)
            places = _Places(self._place_ticks(), marks)
            if places != self._places:
                self._places = places
        return self._places

    def _place_ticks(self) -> tuple[tuple[int, str], ...]:
        room = 2 * self._theme.size("small") + MIN_LABEL_GAP
        span = self.scale.epoch_at(self._end)
        every = round_step(span, max((self.width() - 2 * self.inset) // room, 1))
        ticks: list[tuple[int, str]] = []
        for epoch in range(0, floor(span + 1e-6) + 1, every):
            x = self.x_of(self.scale.step_at(epoch))
            if not ticks or x - ticks[-1][0] >= room // 2:
                ticks.append((x, number(epoch)))
        return tuple(ticks)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            self._refresh()
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatioF() != ratio:
            self._ground = self._draw_ground(look.places, ratio)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled():
            self._paint_line(painter, look.trained, "accent")
        self._paint_handle(painter, look.handle)

    def _draw_ground(self, places: _Places, ratio: float) -> QPixmap:
        """Return line, numbers and marks as a pixmap that most frames reuse."""
        ground = QPixmap(ceil(self.width() * ratio), ceil(self.height() * ratio))
        ground.setDevicePixelRatio(ratio)
        ground.fill(self._theme.color("surface"))
        painter = QPainter(ground)
        self._paint_ticks(painter, places)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, self.width() - self.inset, "line")
        for x, kind in places.marks:
            self._paint_mark(painter, x, kind)
        painter.end()
        return ground

    def _paint_ticks(self, painter: QPainter, places: _Places) -> None:
        top = self.line_y + self._theme.size("handle") // 2
        height = self.height() - top - TICK
        token = "text_2" if self.isEnabled() else "disabled"
        painter.setPen(QPen(self._theme.color(token), 1.0))
        metrics = QFontMetricsF(self._theme.font("small"))
        for x, text in places.ticks:
            painter.drawLine(x, top, x, top + TICK - 1)
            half = metrics.horizontalAdvance(text) / 2 + 1
            middle = min(max(float(x), half), self.width() - half)
            room = QRectF(middle - half, top + TICK, 2 * half, height)
            self._texts.put(painter, text, "small", token, room, 0.5)

    def _paint_line(self, painter: QPainter, end: int, token: str) -> None:
        thick = self._theme.size("slider")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(token))
        width = max(end - self.inset, thick)
        line = QRectF(self.inset, self.line_y - thick / 2, width, thick)
        painter.drawRoundedRect(line, thick / 2, thick / 2)

    def _paint_mark(self, painter: QPainter, x: int, kind: str) -> None:
        """Draw a stem on the line: with a flag for the best epoch, with a dot for a change."""
        side = float(self._mark_height())
        colour = self._theme.color("text_2" if kind == CHANGE else "accuracy")
        painter.setPen(QPen(colour, self._theme.size("line")))
        foot = self.line_y - self._theme.size("slider") / 2
        top = 1 if kind != REACHED else foot - side
        painter.drawLine(QPointF(x, top), QPointF(x, foot))
        if kind == REACHED:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if kind == BEST:
            corners = [QPointF(x, 0.5), QPointF(x + side, 0.5 + side / 2), QPointF(x, 0.5 + side)]
            painter.drawPolygon(QPolygonF(corners))
        else:
            radius = side * 0.36
            painter.drawEllipse(QPointF(x, radius + 0.5), radius, radius)

    def _paint_handle(self, painter: QPainter, x: int) -> None:
        radius = self._theme.size("handle") / 2
        middle = QPointF(x, self.line_y)
        surface = self._theme.color("surface")
        fill = self._theme.color("accent" if self.isEnabled() else "line")
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            self._paint_disc(painter, middle, radius + 3.0, self._theme.color("text"))
            self._paint_disc(painter, middle, radius + 1.5, surface)
        self._paint_disc(painter, middle, radius, fill)

    def _paint_disc(self, painter: QPainter, middle: QPointF, radius: float, fill: QColor) -> None:
        painter.setBrush(fill)
        painter.drawEllipse(middle, radius, radius)

    # --- input --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x, y = event.position().x(), event.position().y()
        radius = self._theme.size("handle") / 2
        near_handle = abs(x - self.x_of(self.value())) <= radius and y > self._mark_height()
        marks = self._marks_at(x) if y < self.line_y - radius else []
        self.setSliderDown(True)
        if marks:
            self.setSliderPosition(marks[-1].step)
        self._grip = x - self.x_of(self.value()) if near_handle or marks else 0.0
        if not near_handle and not marks:
            self._drag_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self.isSliderDown():
            self._drag_to(x)
            self._tell(event.globalPosition().toPoint(), self.place_text(self.value()))
        elif QToolTip.isVisible():
            self._tell(event.globalPosition().toPoint(), self.text_at(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def event(self, event: QEvent) -> bool:
        """Show the tooltip of the place under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.globalPos(), self.text_at(event.pos().x()))
            return True
        return super().event(event)

    def _drag_to(self, x: float) -> None:
        self.setSliderPosition(min(self.step_of(x - self._grip), self.maximum()))

    def _tell(self, place: QPoint, text: str) -> None:
        QToolTip.showText(place, text, self)

    def _on_theme_changed(self) -> None:
        self._ground = None
        self.updateGeometry()
        self._refresh()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._ground = None
        super().changeEvent(event)
