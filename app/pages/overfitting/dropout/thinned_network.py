"""Picture of a small network whose dropped neurons are ghosts."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.widgets.access.items import Item
from app.widgets.basics.drawn import Drawn
from engine.arrays import Vector

INPUTS, HIDDEN, OUTPUTS = 3, 6, 2
"""The book's picture of dropout; its hidden neurons are the first ones of the network."""

GHOST_DASH = (2.0, 2.5)


class ThinnedNetwork(Drawn):
    """Draws a 3-6-2 network; dropped neurons are dotted and have no wires."""

    least: ClassVar = (150, 120)
    preferred: ClassVar = (300, 240)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "thinned_network", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.kept: tuple[bool, ...] = (True,) * HIDDEN

    def show_kept(self, kept: Vector) -> None:
        """Show which hidden neurons stay; the first HIDDEN ones are drawn."""
        shown = tuple(bool(each) for each in kept[:HIDDEN])
        if shown != self.kept:
            self.kept = shown
            self._describe()
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The thinned network"))
        self.setToolTip(
            tr(
                "The first six of the thirty hidden neurons. Dotted ones are left out for this "
                "picture; inputs and outputs always stay."
            )
        )
        self._describe()
        self.update()

    def accessible_items(self) -> list[Item]:
        """Return the hidden neurons for assistive technology."""
        return [
            Item(
                tr("Hidden neuron {number}", number=place),
                tr("in the network") if kept else tr("left out"),
            )
            for place, kept in enumerate(self.kept, 1)
        ]

    def _describe(self) -> None:
        left = [number(place + 1) for place, kept in enumerate(self.kept) if not kept]
        words = tr("hidden neurons left out: {which}", which=", ".join(left) or "–")
        self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self.smooth_painter(), self._theme
        small = theme.size("small")
        room = QRectF(self.rect()).adjusted(0, 0.4 * small, 0, -2.0 * small)
        radius = min(0.42 * room.height() / HIDDEN, 1.6 * small)
        columns = [self._column(room, place, count)
                   for place, count in enumerate((INPUTS, HIDDEN, OUTPUTS))]  # fmt: skip
        painter.setPen(QPen(theme.color("text_2"), theme.size("line")))
        for hidden, kept in zip(columns[1], self.kept, strict=True):
            for other in (*columns[0], *columns[2]) if kept else ():
                painter.drawLine(hidden, other)
        for centres in (columns[0], columns[2]):
            for centre in centres:
                self._neuron(painter, centre, radius, kept=True, token="text_2")
        for centre, kept in zip(columns[1], self.kept, strict=True):
            self._neuron(painter, centre, radius, kept=kept, token="accent")
        self._names(painter, room, [column[0].x() for column in columns])

    def _column(self, room: QRectF, place: int, count: int) -> list[QPointF]:
        x = room.left() + room.width() * (0.5 + 0.34 * (place - 1))
        pitch = room.height() / HIDDEN
        top = room.center().y() - 0.5 * pitch * (count - 1)
        return [QPointF(x, top + row * pitch) for row in range(count)]

    def _neuron(
        self, painter: QPainter, centre: QPointF, radius: float, *, kept: bool, token: str
    ) -> None:
        theme = self._theme
        pen = QPen(theme.color(token if kept else "disabled"), 2.0 * theme.size("line"))
        if not kept:
            pen.setDashPattern(list(GHOST_DASH))
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft" if kept and token == "accent" else "surface"))
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _names(self, painter: QPainter, room: QRectF, places: list[float]) -> None:
        theme, small = self._theme, self._theme.size("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        for x, words in zip(places, (tr("inputs"), tr("hidden"), tr("outputs")), strict=True):
            half = 0.17 * room.width()
            name = QRectF(x - half, room.bottom() + 0.4 * small, 2 * half, 1.6 * small)
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, words)
