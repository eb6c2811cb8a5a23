"""A slider that reports whether it is still being dragged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget


class HeldSlider(QSlider):
    """A horizontal slider.

    Signals
    -------
    dragged : (value, finished)
        `finished` is False during a drag, True on release and for keys.
    """

    dragged = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._moved = False
        self.valueChanged.connect(self._on_changed)
        self.sliderReleased.connect(self._on_released)

    def _on_changed(self, value: int) -> None:
        self._moved = self.isSliderDown()
        self.dragged.emit(value, not self._moved)

    def _on_released(self) -> None:
        if self._moved:
            self._moved = False
            self.dragged.emit(self.value(), True)
