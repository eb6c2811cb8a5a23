"""A ring around a control that a lesson or a hint points at."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme

LASTS_MS = 1_800.0
"""Time after which the ring goes away, in milliseconds."""

PULSE_MS = 600.0
"""Time in which a ring grows once; with reduced motion it stands still."""

REACH_PX = 9
"""Distance between the control and the largest ring."""


class Ring(QWidget):
    """Ring over the window; mouse and keys pass through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._target: QWidget | None = None
        self._age_ms, self._lasts_ms = 0.0, LASTS_MS
        self.setObjectName("pointing_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """The control inside the ring, None while there is no ring."""
        return None if self.isHidden() else self._target

    def point_at(self, target: QWidget, lasts_ms: float = LASTS_MS) -> None:
        """Draw the ring around a visible control of the window for some milliseconds."""
        self._target, self._age_ms, self._lasts_ms = target, 0.0, lasts_ms
        self._follow()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Take the ring away."""
        self._target = None
        self.hide()

    def advance(self, elapsed_ms: float) -> None:
        """Let the ring pulse; it goes away after its time, or with its control."""
        if self.isHidden():
            return
        self._age_ms += elapsed_ms
        if self._age_ms < self._lasts_ms and _is_visible(self._target):
            self._follow()
            self.update()
        else:
            self.dismiss()

    def _follow(self) -> None:
        target, ground = self._target, self.parentWidget()
        if target is not None and ground is not None:
            corner = target.mapTo(ground, QPoint(0, 0))
            around = QRect(corner, target.size()).adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX)
            self.setGeometry(around.intersected(ground.rect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        still = self._theme.reduced_motion
        phase = 0.4 if still else (self._age_ms % PULSE_MS) / PULSE_MS
        colour = self._theme.color("accent")
        if not still:
            colour.setAlphaF(1.0 - 0.7 * phase)
        width = 2.0 * self._theme.size("line_width") + 1.0
        inset = (REACH_PX - 2.0) * (1.0 - phase) + width / 2.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, width))
        radius = self._theme.size("control_radius") + REACH_PX * phase
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, radius, radius)


def _is_visible(target: QWidget | None) -> bool:
    return target is not None and shiboken6.isValid(target) and target.isVisible()
