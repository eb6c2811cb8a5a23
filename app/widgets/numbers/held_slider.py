"""A slider that reports whether it is still being dragged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider, QWidget


class HeldSlider(QSlider):
    """A horizontal slider.

    Signals
    -------
    dragged : (value, finished)
        `finished` is False during a drag, True on release and for keys.
    cancelled : ()
        Esc has ended a drag.
    """

    dragged = Signal(int, bool)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._moved = self._cancelled = False
        self.valueChanged.connect(self._on_changed)
        self.sliderReleased.connect(self._on_released)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._cancelled = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._cancelled:
            super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._moved:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._moved, self._cancelled = False, True
            self.setSliderDown(False)
            self.cancelled.emit()

    def _on_changed(self, value: int) -> None:
        if self.isSliderDown() and not self._moved:
            self.grabKeyboard()  # for Esc, wherever the focus is
        self._moved = self.isSliderDown()
        self.dragged.emit(value, not self._moved)

    def _on_released(self) -> None:
        self.releaseKeyboard()
        if self._moved:
            self._moved = False
            self.dragged.emit(self.value(), True)
