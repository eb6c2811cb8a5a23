"""A field over a number of the picture: Enter takes what is typed, Esc leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.translation import tr


class NumberField(QLineEdit):
    """Hidden until a number is typed.

    Signals
    -------
    typed : (float)
    closed : ()
        After Enter or Esc: the keyboard goes back to the picture.
    """

    typed = Signal(float)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backprop_number_field")
        self.hide()
        self.editingFinished.connect(self.hide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and Esc here: the picture would open the field again."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        words = tr("Type a number; Enter takes it, Esc leaves it.")
        self.setToolTip(words)
        self.setAccessibleName(words)

    def _take(self) -> None:
        text = self.text().strip().replace(",", ".").replace("−", "-")
        self._leave()
        try:
            value = float(text)
        except ValueError:
            return
        self.typed.emit(value)

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()
