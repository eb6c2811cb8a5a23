"""A field over a number of a canvas: Enter accepts, Esc cancels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.appearance.translation import tr


class TypedNumber(QLineEdit):
    """Line edit for a number, hidden until `ask`.

    Parameters
    ----------
    name : str
        Object name.

    Signals
    -------
    typed : (float)
    closed : ()
        After Enter or Esc; the canvas takes the keyboard focus back.
    """

    typed = Signal(float)
    closed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._ground = parent
        self.hide()
        self.editingFinished.connect(self.hide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

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
        self.setText(f"{value:.6g}")
        self.selectAll()
        self.show()
        self.setFocus()

    def retranslate(self) -> None:
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
