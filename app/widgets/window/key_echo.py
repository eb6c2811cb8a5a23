"""The key that was pressed and what it did, shown to the audience for a moment."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme

LASTS_MS = 2_000.0
"""Time for which a key is shown, in milliseconds."""

MARGIN_EMS = 0.6
"""Room around key and words, in heights of the base type."""


class KeyEcho(QWidget):
    """Panel over the lower middle of the stage; mouse and keys pass through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._ground = theme, parent
        self._key = self._label = ""
        self._left_ms = 0.0
        self.setObjectName("key_echo")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def words(self) -> tuple[str, str]:
        """Key and label that are shown, "" while there are none."""
        return ("", "") if self.isHidden() else (self._key, self._label)

    def show_key(self, key: str, label: str) -> None:
        """Show a key, as `QKeySequence` reads it, and what it does, already translated."""
        written = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self._key, self._label, self._left_ms = written, label, LASTS_MS
        self._place()
        self.show()
        self.raise_()
        self.update()

    def advance(self, elapsed_ms: float) -> None:
        """Hide once the time is over."""
        if not self.isHidden():
            self._left_ms -= elapsed_ms
            if self._left_ms <= 0.0:
                self.hide()

    def _place(self) -> None:
        ground, theme = self._ground, self._theme
        margin = round(MARGIN_EMS * theme.size("base"))
        height = self._metrics().height() + 2 * margin
        width = min(self._key_width() + self._label_width() + 4 * margin, ground.width() - 16)
        top = ground.height() - theme.size("transport_height") - theme.size("gap") - height
        self.setGeometry((ground.width() - width) // 2, top, width, height)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("strong"))

    def _key_width(self) -> int:
        return self._metrics().horizontalAdvance(self._key) + self._metrics().height() // 2

    def _label_width(self) -> int:
        return QFontMetrics(self._theme.font("base")).horizontalAdvance(self._label) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        margin, radius = round(MARGIN_EMS * theme.size("base")), theme.size("control_radius")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        painter.drawRoundedRect(self.rect(), radius, radius)
        cap = QRect(0, 0, self._key_width(), self._metrics().height() + margin // 2)
        cap.moveCenter(QPoint(margin + cap.width() // 2, self.rect().center().y()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("window"), 2.0))
        painter.drawRoundedRect(cap, radius / 2.0, radius / 2.0)
        painter.setFont(theme.font("strong"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(theme.font("base"))
        room = self.rect().adjusted(cap.right() + margin, 0, -margin, 0)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(self._label, Qt.TextElideMode.ElideRight, room.width() + 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
