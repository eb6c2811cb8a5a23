"""Painter of the scale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.perceptrons.scale.geometry import ScaleGeometry
from app.pages.perceptrons.words import REASON_HINTS, REASON_NAMES, input_name
from app.widgets.basics.drawn import CENTRE, LEFT, RIGHT, write
from engine.simulations.perceptrons.state import DecisionView

UNIT = 1.25
"""Least height of a weight of 1 in base font sizes, if the pan does not overflow."""

UNITS_IN_PAN = 18.0
"""Weights of 1 that fill a tall pan."""

LOWEST = 0.45
"""Least height of a block in base font sizes, but no more than a weight of 1 has."""


@dataclass(frozen=True, slots=True)
class Block:
    """Block on a pan: one weight or the threshold.

    Attributes
    ----------
    token : str
        Colour token.
    against : bool
        Whether the value is negative: the block is on the opposite pan, with a dashed edge.
    """

    name: str
    value: float
    token: str
    against: bool


class ScalePainter:
    """Painter of the scale for one paint event."""

    def __init__(
        self, painter: QPainter, theme: Theme, view: DecisionView, places: ScaleGeometry
    ) -> None:
        self._painter, self._theme, self._view, self._places = painter, theme, view, places

    def paint(self, selected: int, marked: int) -> None:
        """Paint everything.

        Parameters
        ----------
        selected, marked : int
            Tiles under the keyboard cursor and under the pointer; −1 for none.
        """
        self._paint_stand()
        for pan, end, blocks in zip(
            self._places.pans, (self._places.left, self._places.right), self._blocks(), strict=True
        ):
            self._paint_pan(pan, end)
            self._paint_blocks(pan, blocks)
        self._paint_words()
        for tile in range(len(self._places.tiles)):
            self._paint_tile(tile, tile == selected, tile == marked)

    # --- the scale ------------------------------------------------------------------------------

    def _paint_stand(self) -> None:
        painter, places = self._painter, self._places
        text = self._theme.size("base")
        painter.setPen(QPen(self._theme.color("text_2"), 2.0 * self._theme.size("line")))
        painter.drawLine(QLineF(places.pivot, QPointF(places.pivot.x(), places.base)))
        foot = 4.0 * text
        painter.drawLine(
            QLineF(places.pivot.x() - foot, places.base, places.pivot.x() + foot, places.base)
        )
        pen = QPen(self._theme.color("text"), 3.0 + self._theme.size("line"))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(places.left, places.right))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text"))
        painter.drawEllipse(places.pivot, 0.45 * text, 0.45 * text)

    def _paint_pan(self, pan: QRectF, end: QPointF) -> None:
        painter = self._painter
        painter.setPen(QPen(self._theme.color("text_2"), 1.0 * self._theme.size("line")))
        painter.drawLine(QLineF(end, pan.bottomLeft()))
        painter.drawLine(QLineF(end, pan.bottomRight()))
        deep = 0.5 * self._theme.size("base")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text_2"))
        low, left, right = pan.bottom(), pan.left() - 4, pan.right() + 4
        inward, below = 1.6 * deep, low + deep
        painter.drawPolygon(
            [
                QPointF(left, low),
                QPointF(right, low),
                QPointF(right - inward, below),
                QPointF(left + inward, below),
            ]
        )

    def _blocks(self) -> tuple[list[Block], list[Block]]:
        """Return the blocks on the left and on the right pan."""
        left: list[Block] = []
        right: list[Block] = []
        view = self._view
        if view.shown is None:
            return left, right
        for index, (weight, x) in enumerate(zip(view.weights, view.shown.inputs, strict=True)):
            if x and weight:
                token = "positive" if weight > 0 else "negative"
                block = Block(tr(REASON_NAMES[index]), weight, token, weight < 0)
                (left if weight > 0 else right).append(block)
        if view.threshold:
            block = Block(tr("Threshold"), view.threshold, "text_2", view.threshold < 0)
            (right if view.threshold > 0 else left).append(block)
        return left, right

    def _paint_blocks(self, pan: QRectF, blocks: list[Block]) -> None:
        text = float(self._theme.size("base"))
        total = sum(abs(block.value) for block in blocks)
        tallest = max(UNIT * text, pan.height() / UNITS_IN_PAN)
        unit = min(tallest, 0.86 * pan.height() / max(total, 1e-9))
        low = pan.bottom()
        for block in blocks:
            high = max(abs(block.value) * unit, min(LOWEST * text, unit))
            width = (0.9 if self._places.compact else 0.62) * pan.width()
            room = QRectF(pan.center().x() - width / 2, low - high, width, high - 1.5)
            self._paint_block(room, block)
            low -= high

    def _paint_block(self, room: QRectF, block: Block) -> None:
        painter, text = self._painter, self._theme.size("base")
        colour = self._theme.color(block.token)
        pen = QPen(colour, 1.5)
        if block.against:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if block.against else colour)
        painter.drawRoundedRect(room, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        words = f"{block.name} {plain(block.value)}"
        if room.height() >= 1.05 * text:
            painter.setFont(self._theme.font("strong"))
            painter.setPen(self._theme.ink(block.token) if block.against else self._on(block.token))
            write(painter, room, words, CENTRE)
        else:
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.ink(block.token))
            wide = QRectF(room.right() + 5, room.center().y() - text, 12 * text, 2 * text)
            write(painter, wide, words, LEFT)

    def _on(self, token: str) -> QColor:
        """Return the text colour on a filled block."""
        return self._theme.color("surface" if token != "accent" else "accent_text")

    # --- words ----------------------------------------------------------------------------------

    def _paint_words(self) -> None:
        painter, view, places = self._painter, self._view, self._places
        said = {None: tr("undecided"), 0: tr("stay at home"), 1: tr("go to the festival")}
        decided = None if view.shown is None else view.shown.output
        output = "?" if decided is None else str(decided)
        if places.compact:
            painter.setFont(self._theme.font("title"))
            painter.setPen(self._theme.color("text"))
            write(painter, places.verdict, f"{output} · {said[decided]}", CENTRE)
        else:
            self._paint_verdict(output, said[decided])
        painter.setFont(self._theme.font("mono"))
        painter.setPen(self._theme.color("text"))
        write(painter, places.formula, self.formula(), CENTRE)

    def _paint_verdict(self, output: str, meaning: str) -> None:
        painter, centre = self._painter, Qt.AlignmentFlag.AlignHCenter
        upper, lower = QRectF(self._places.verdict), QRectF(self._places.verdict)
        upper.setHeight(0.62 * upper.height())
        lower.setTop(upper.bottom())
        painter.setFont(self._theme.font("readout"))
        painter.setPen(self._theme.color("text"))
        write(painter, upper, output, centre | Qt.AlignmentFlag.AlignBottom)
        painter.setFont(self._theme.font("base"))
        painter.setPen(self._theme.color("text_2"))
        write(painter, lower, meaning, centre | Qt.AlignmentFlag.AlignTop)

    def formula(self) -> str:
        """Return equation (1) with its numbers."""
        view = self._view
        if view.shown is None:
            return tr("output 1 if w·x > {threshold}, else 0", threshold=plain(view.threshold))
        parts = [
            f"{plain(weight)}·{x}" if weight >= 0 else f"({plain(weight)})·{x}"
            for weight, x in zip(view.weights, view.shown.inputs, strict=True)
        ]
        sign = ">" if view.shown.output else "≤"
        return (
            f"w·x = {' + '.join(parts)} = {plain(view.shown.evidence)} {sign} "
            f"{plain(view.threshold)}"
        )

    # --- tiles ----------------------------------------------------------------------------------

    def _paint_tile(self, tile: int, selected: bool, marked: bool) -> None:
        painter, room = self._painter, self._places.tiles[tile]
        threshold = tile == len(REASON_NAMES)
        lies = self._view.shown is not None and (threshold or bool(self._view.shown.inputs[tile]))
        radius = self._theme.size("control_radius")
        edge = "accent" if selected or marked else "line"
        painter.setPen(QPen(self._theme.color(edge), 2.0 if selected else 1.0))
        painter.setBrush(self._theme.color("accent_soft" if lies else "surface_2"))
        painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        text = float(self._theme.size("base"))
        inner = room.adjusted(0.8 * text, 0.4 * text, -0.8 * text, -0.4 * text)
        value = self._view.threshold if threshold else self._view.weights[tile]
        name = tr("Threshold") if threshold else tr(REASON_NAMES[tile])
        hint = tr("to be outweighed") if threshold else tr(REASON_HINTS[tile])
        high = inner.height() if self._places.compact else inner.height() / 2
        first = QRectF(inner.left(), inner.top(), inner.width(), high)
        second = QRectF(inner.left(), first.bottom(), inner.width(), inner.height() / 2)
        painter.setFont(self._theme.font("title"))
        token = "text" if threshold or not value else ("positive" if value > 0 else "negative")
        painter.setPen(self._theme.ink(token))
        write(painter, first, plain(value), RIGHT)
        painter.setPen(self._theme.color("text"))
        taken = painter.fontMetrics().horizontalAdvance(plain(value))
        painter.setFont(self._theme.font("strong"))
        short = first.adjusted(0, 0, -taken - 0.5 * text, 0)
        write(painter, short, name if threshold else f"{input_name(tile)} {name}", LEFT)
        if not self._places.compact:
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.color("text_2"))
            write(painter, second, hint, LEFT)
