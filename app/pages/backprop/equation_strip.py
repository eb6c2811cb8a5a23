"""Equation of the current stop in large type: in symbols, and in numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.backprop.words import EQUATION_NAMES
from app.widgets.basics.drawn import RIGHT, Drawn, write
from app.widgets.basics.retranslation import explain
from app.widgets.equations.peek import EquationPeek
from engine.simulations.backprop.state import Equation, Piece

LEAST_PX = 24
"""Least font size in pixels, legible from the last row of a lecture hall."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)

DIGITS = (3, 2)
"""Significant digits, and fewer if the line is too long."""


class EquationView(Drawn):
    """View of an equation: symbols, numbers, and its name at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "backprop_equation", parent)
        self._equation: Equation | None = None
        self._small: float | None = None
        self.peek = EquationPeek(theme, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_equation(self, equation: Equation, small: float | None = None) -> None:
        """Show an equation.

        Parameters
        ----------
        small : float or None
            A factor near zero, to be marked where it occurs.
        """
        if (equation, small) != (self._equation, self._small):
            self._equation, self._small = equation, small
            explain(self, self.text())
            self.update()

    def text(self) -> str:
        """Return both lines joined."""
        if self._equation is None:
            return ""
        return f"{self._equation.symbols} {written(self._equation.numbers)}"

    @property
    def pixels(self) -> int:
        """Font size in pixels."""
        return max(self._theme.size("title"), LEAST_PX)

    def sizeHint(self) -> QSize:
        return QSize(600, round(2.5 * self.pixels))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(2.5 * self.pixels))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._equation is None or not self._equation.label:
            super().mousePressEvent(event)
            return
        self.peek.show_at(self._equation.label, event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._equation is None:
            return
        painter = QPainter(self)
        font = self._theme.font("title", tabular=True)
        font.setPixelSize(self.pixels)
        plain = QFont(font)
        plain.setBold(False)
        height = self.height() / 2
        badge = self._paint_badge(painter, height)
        above = QRectF(0, 0, self.width() - badge, height)
        below = QRectF(0, height, self.width(), height)
        painter.setPen(self._theme.color("text"))
        self._paint_line(painter, above, font, [self._equation.symbols])
        painter.setPen(self._theme.color("text"))
        lines = [written(self._equation.numbers, digits) for digits in DIGITS]
        lines.append(shortened(lines[-1]))
        text = self._paint_line(painter, below, plain, lines)
        self._mark(painter, below, text)

    def _paint_badge(self, painter: QPainter, height: float) -> float:
        """Draw the name of the equation at the right; return its width."""
        assert self._equation is not None  # checked by the caller
        label = self._equation.label
        words = tr(EQUATION_NAMES[label])
        if label:
            words = f"{words} ({label})"
        painter.setFont(self._theme.font("base"))
        painter.setPen(self._theme.color("text_2"))
        width = min(painter.fontMetrics().horizontalAdvance(words) + 12.0, self.width() / 2)
        write(painter, QRectF(self.width() - width, 0, width, height), words, RIGHT)
        return float(width + 8)

    def _mark(self, painter: QPainter, room: QRectF, text: str) -> None:
        """Overwrite the factor near zero in another colour, underlined."""
        if self._equation is None or self._small is None:
            return
        for place, piece in enumerate(self._equation.numbers[:-1]):
            if piece != self._small:
                continue
            for digits in DIGITS:
                before = written(self._equation.numbers[:place], digits)
                through = written(self._equation.numbers[: place + 1], digits)
                if text.startswith(through):
                    self._write_again(painter, room, before, through[len(before) :])
                    return

    def _write_again(self, painter: QPainter, room: QRectF, before: str, words: str) -> None:
        metrics = QFontMetricsF(painter.font())
        left = room.left() + metrics.horizontalAdvance(before)
        rect = QRectF(left, room.top(), metrics.horizontalAdvance(words), room.height())
        painter.fillRect(rect, self._theme.color("surface"))
        painter.setPen(self._theme.ink("warning"))
        painter.drawText(rect, LEFT, words)
        y = rect.center().y() + metrics.height() / 2
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def _paint_line(self, painter: QPainter, room: QRectF, font: QFont, versions: list[str]) -> str:
        """Write the first version that fits, else the last one elided; return the written text."""
        metrics = QFontMetricsF(font)
        fits = (text for text in versions if metrics.horizontalAdvance(text) <= room.width())
        text = next(fits, versions[-1])
        painter.setFont(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, LEFT, text)
        return text

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def written(pieces: tuple[Piece, ...], digits: int = 3) -> str:
    """Return a formula with numbers; a negative number after a sign is put in brackets.

    Examples
    --------
    >>> written(("= ", 0.5, "·", -2.0, " + ", 0.25))
    '= 0.5·(−2) + 0.25'
    """
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        number = significant(piece, digits)
        inside = text.rstrip()[-1:] in ("·", "+", "−")
        text += f"({number})" if piece < 0 and inside else number
    return text


def shortened(text: str) -> str:
    """Return a sum reduced to its first and its last term.

    Examples
    --------
    >>> shortened("= 1·2 + 3·4 + 5·6 + 0.5 = 44.5")
    '= 1·2 + … + 0.5 = 44.5'
    """
    first, *middle = text.split(" + ")
    return text if len(middle) < 2 else f"{first} + … + {middle[-1]}"
