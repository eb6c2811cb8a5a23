"""A number that is typed, or dragged sideways with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

NOTCH_PX = 6
"""Pixels of a drag per increment."""

DRAG_THRESHOLD_PX = 4
"""Movement in pixels below which a press is a click."""

NOTCHES = 40
"""A drag increments a number by 1/NOTCHES of its size, at least by 1."""


class DragNumber(QSpinBox):
    """A whole-number field without buttons.

    Parameters
    ----------
    most : int
        Largest number reached by a drag; larger ones can be typed.
    live : bool
        Whether a drag emits every number on its way, or only the last one.

    Signals
    -------
    chosen : (number, finished)
        The user entered a number; not emitted by `show_value`. `finished` is False during a
        live drag.
    """

    chosen = Signal(int, bool)

    def __init__(
        self, name: str, most: int, *, live: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setRange(0, 999_999)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setKeyboardTracking(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(18)
        self._most, self._live = most, live
        self._pressed: tuple[float, int] | None = None
        self._dragging = False
        self.valueChanged.connect(self._on_value_changed)
        self.lineEdit().installEventFilter(self)
        self.lineEdit().setCursor(Qt.CursorShape.SizeHorCursor)
        self.lineEdit().returnPressed.connect(self.clearFocus)

    def show_value(self, value: int) -> None:
        """Show a number, unless it is being dragged or typed."""
        writing = self.hasFocus() and self.lineEdit().isModified()
        if value == self.value() or self._dragging or writing:
            return
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def say(self, words: str) -> None:
        """Set tooltip and accessible name, already translated."""
        for part in (self, self.lineEdit()):
            part.setToolTip(words)
            part.setAccessibleName(words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        x = event.globalPosition().x()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = (x, self.value())
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            return self._drag(x, *self._pressed)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
            return self._drop()
        return super().eventFilter(watched, event)

    def _drag(self, x: float, start: float, value: int) -> bool:
        if abs(x - start) < DRAG_THRESHOLD_PX and not self._dragging:
            return False
        self._dragging = True
        notch = max(1, value // NOTCHES)
        wanted = value + notch * int((x - start) / NOTCH_PX)
        self.setValue(max(1, min(wanted, max(self._most, value))))
        self.lineEdit().deselect()
        return True

    def _drop(self) -> bool:
        if not self._dragging:
            return False
        self._dragging = False
        self.chosen.emit(self.value(), True)
        self.clearFocus()
        return True

    def _on_value_changed(self, value: int) -> None:
        if self._live or not self._dragging:
            self.chosen.emit(value, not self._dragging)
