"""A black or white screen over the whole window, while the audience is to look elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

BLACK, WHITE = "#000000", "#FFFFFF"

MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)
"""Keys that leave the screen as it is."""


class BlankScreen(QWidget):
    """Screen of one colour; the next key or click takes it away and does nothing else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground, self._colour = parent, BLACK
        self._before: QWidget | None = None
        self.setObjectName("blank_screen")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        self.hide()

    def cover(self, colour: str) -> None:
        """Cover the window with BLACK or WHITE."""
        self._colour = colour
        if self.isHidden():
            self._before = self.window().focusWidget()
        self.setGeometry(self._ground.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.update()

    def uncover(self) -> None:
        """Show the window again."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in MODIFIERS:
            self.uncover()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.uncover()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._ground.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(self._colour))
