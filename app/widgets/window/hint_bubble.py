"""A bubble with one sentence whose arrow points at a control."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme

ARROW_PX = 10
"""Length of the arrow; half its width."""

WIDEST_LETTERS = 18
"""Largest width of the sentence, in sizes of the type."""


class HintBubble(QWidget):
    """Bubble over the window; mouse and keys pass through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self._tip = QPoint()
        self.setObjectName("hint_bubble")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence, "" while there is no bubble."""
        return "" if self.isHidden() else self._words

    @property
    def tip(self) -> QPoint:
        """Where the arrow ends, in pixels of the parent."""
        return self._tip

    def point_at(self, target: QWidget, words: str) -> None:
        """Show a sentence, already translated, beside a visible control of the window."""
        ground = self.parentWidget()
        assert ground is not None
        self._words = words
        self.setAccessibleName(words)
        around = QRect(target.mapTo(ground, QPoint(0, 0)), target.size())
        self.setGeometry(self._beside(around, ground.rect()))
        self.show()
        self.raise_()

    def _beside(self, target: QRect, ground: QRect) -> QRect:
        """Return where the bubble lies, and set the tip: above the control, below it, or on it."""
        text, pad = self._text_size(), self._theme.size("gap")
        width, height = text.width() + 2 * pad, text.height() + 2 * pad + ARROW_PX
        if target.top() - height >= ground.top():
            tip, top = QPoint(target.center().x(), target.top()), target.top() - height
        elif target.bottom() + height <= ground.bottom():
            tip, top = QPoint(target.center().x(), target.bottom()), target.bottom()
        else:
            tip = target.center()
            top = tip.y() - height
        left = min(max(tip.x() - width // 2, ground.left()), ground.right() - width)
        self._tip = tip
        return QRect(left, top, width, height)

    def _text_size(self) -> QRect:
        widest = round(WIDEST_LETTERS * self._theme.size("base"))
        metrics = QFontMetrics(self._theme.font("base"))
        return metrics.boundingRect(
            QRect(0, 0, widest, 10_000), int(Qt.TextFlag.TextWordWrap), self._words
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        tip = QPointF(self._tip - self.pos())
        points_down = tip.y() > self.height() / 2
        box = QRectF(self.rect()).adjusted(0, 0, 0, -ARROW_PX)
        if not points_down:
            box.translate(0, ARROW_PX)
        radius = self._theme.size("control_radius")
        painter.drawRoundedRect(box, radius, radius)
        edge = box.bottom() - 1 if points_down else box.top() + 1
        across = min(max(tip.x(), 2.0 * ARROW_PX), self.width() - 2.0 * ARROW_PX)
        painter.drawPolygon(
            QPolygonF([QPointF(across - ARROW_PX, edge), QPointF(across + ARROW_PX, edge), tip])
        )
        painter.setFont(self._theme.font("base"))
        painter.setPen(self._theme.color("accent_text"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), self._words)
