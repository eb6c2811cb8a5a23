"""Names and captions of the canvas, kept as one picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from app.appearance.theme import Theme
from app.appearance.translation import language, tr
from app.pages.backprop.layout import LABEL, RIGHT_LINES, Layout, Number
from engine.simulations.backprop.equations import symbol
from engine.text import subscript

NAME_SHARE = 0.8
"""Font size of names relative to numbers, where gradients are labelled as well."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)


class StaticTextLayer:
    """Cached picture of the names, redrawn when layout, size, theme or language change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: tuple[object, QPixmap] | None = None

    def picture(self, layout: Layout, size: QSize, ratio: float) -> QPixmap:
        """Return the names on a transparent background.

        Parameters
        ----------
        ratio : float
            Device pixels per widget pixel.
        """
        key = (layout, size, ratio, self._theme.name, language())
        if self._kept is None or self._kept[0] != key:
            picture = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self._paint(painter, layout)
            painter.end()
            self._kept = (key, picture)
        return self._kept[1]

    def _paint(self, painter: QPainter, layout: Layout) -> None:
        painter.setPen(self._theme.color("text_2"))
        plain = self._theme.font("base")
        plain.setPixelSize(int(layout.px))
        small = QFont(plain)
        share = NAME_SHARE if layout.form.stacked else 0.95
        small.setPixelSize(max(int(share * layout.px), 6))
        painter.setFont(plain)
        for (_, _, name), rect in layout.lines.items():
            if name in RIGHT_LINES:
                painter.drawText(rect, LEFT, name)
        painter.setFont(small)
        if layout.form.labels:
            _paint_weights(painter, layout)
        for (_, neuron, name), rect in layout.lines.items():
            if name not in RIGHT_LINES:
                words = tr("input") if name == "x" else tr("target")
                _paint_caption(painter, layout, rect, f"{words} {name}{subscript(neuron + 1)}")


def _paint_weights(painter: QPainter, layout: Layout) -> None:
    width = LABEL * layout.px
    for (layer, neuron, source), slope in layout.gradients.items():
        rect = layout.numbers[Number("w", layer, neuron, source)]
        room = QRectF(rect.left() - width, rect.top(), width, rect.height())
        painter.drawText(room, LEFT, symbol("w", layer, neuron, source))
        if layout.form.stacked:
            room.moveTop(slope.top())
            painter.drawText(room, LEFT, "∂C/∂w")


def _paint_caption(painter: QPainter, layout: Layout, rect: QRectF, words: str) -> None:
    """Write a caption above a number, elided from the left so that the symbol remains."""
    elide = Qt.TextElideMode.ElideLeft
    text = painter.fontMetrics().elidedText(words, elide, int(rect.width() + 0.4 * layout.px))
    painter.drawText(rect.translated(0, -rect.height()), CENTRE, text)
