"""A field over a number of a canvas: Enter accepts, Esc cancels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.appearance.translation import tr
from app.widgets.numbers.setting_line import SettingLine
from engine.settings import Setting


class TypedNumber(SettingLine):
    """Line edit for a finite number, hidden until `ask`; what is no number is marked.

    Parameters
    ----------
    name : str
        Object name.

    Signals
    -------
    closed : ()
        After Enter or Esc; the canvas takes the keyboard focus back.
    """

    closed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(Setting(name, "", 0.0), {}, parent)
        self.setObjectName(name)
        self._ground = parent
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and not self.isModified()):
            self._leave()
        else:
            super().keyPressEvent(event)
            event.accept()  # the canvas has another use for Enter
            if enter and not self.property("role"):
                self._leave()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setModified(False)  # only Enter takes a number
        super().focusOutEvent(event)
        self.hide()

    def ask(self, value: float, over: QRectF, height: int) -> None:
        """Open over a rectangle of the canvas, within the canvas.

        Parameters
        ----------
        height : int
            Height of the field in pixels.
        """
        width = max(over.width(), 84.0)
        rightmost, lowest = self._ground.width() - width, float(self._ground.height() - height)
        left = min(max(over.center().x() - width / 2, 0.0), rightmost)
        top = min(max(over.center().y() - height / 2, 0.0), lowest)
        self.setGeometry(QRectF(left, top, width, height).toRect())
        self.setModified(False)
        self.show_value(value)
        self.selectAll()
        self.show()
        self.setFocus()

    def retranslate(self) -> None:
        words = tr("Type a number; Enter takes it, Esc leaves it.")
        self.setToolTip(words)
        self.setAccessibleName(words)

    def _leave(self) -> None:
        self.setModified(False)
        self.hide()
        self.closed.emit()
