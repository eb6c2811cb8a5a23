"""View of a circuit for parity: gates in levels, wires between them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.access.items import Item, around
from app.widgets.basics.drawn import CENTRE, Drawn, box_at
from app.widgets.networks.network_painting import blend
from engine.vanishing.parity import ParityCircuit

MOST_DRAWN = 300
"""Largest number of gates drawn; of larger circuits only the count is shown."""

TOKENS = {"AND": "positive", "OR": "negative", "NOT": "text_2"}


class CircuitView(Drawn):
    """View of a ParityCircuit; inputs are at the left, the output at the right."""

    least: ClassVar = (140, 120)
    preferred: ClassVar = (320, 300)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._circuit: ParityCircuit | None = None
        self._count = 0

    def show_circuit(self, circuit: ParityCircuit | None, count: int) -> None:
        """Show a circuit; None if it has too many gates to be built.

        Parameters
        ----------
        count : int
            Number of its gates.
        """
        if (circuit, count) != (self._circuit, self._count):
            self._circuit, self._count = circuit, count
            self.setAccessibleDescription(tr("{count} gates", count=count))
            self.update()

    def accessible_items(self) -> list[Item]:
        """Return inputs and gates, if they are drawn, for assistive technology."""
        circuit = self._circuit
        if circuit is None or len(circuit.gates) > MOST_DRAWN:
            return []
        places, radius = self._places(circuit), self._radius(circuit)
        names = [tr("input {number}", number=place + 1) for place in range(circuit.bits)]
        values = [""] * circuit.bits
        for place, gate in enumerate(circuit.gates, 1):
            values.append(", ".join(names[source] for source in gate.sources))
            names.append(tr("gate {number}, {kind}", number=place, kind=gate.kind))
        return [
            Item(name, value, around(place, radius))
            for name, value, place in zip(names, values, places, strict=True)
        ]

    def _places(self, circuit: ParityCircuit) -> list[QPointF]:
        margin = self._radius(circuit) + 2
        return gate_places(circuit, QRectF(self.rect()).adjusted(margin, 0, -margin, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, circuit, theme = self.smooth_painter(), self._circuit, self._theme
        if circuit is None or len(circuit.gates) > MOST_DRAWN:
            painter.setFont(theme.font("base"))
            painter.setPen(theme.color("text_2"))
            words = tr("{count} gates are too many to be drawn", count=self._count)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), words)
            return
        places = self._places(circuit)
        self._wires(painter, circuit, places)
        self._gates(painter, circuit, places)

    def _radius(self, circuit: ParityCircuit) -> float:
        room = self.height() / max(_most_in_level(circuit), 1)
        return min(max(0.36 * room, 2.0), 0.9 * self._theme.size("base"))

    def _wires(self, painter: QPainter, circuit: ParityCircuit, places: list[QPointF]) -> None:
        share = 0.5 if len(circuit.gates) < 60 else 0.25
        colour = blend(self._theme.color("surface"), self._theme.color("text_2"), share)
        painter.setPen(QPen(colour, 1.0))
        lines = [
            QLineF(places[source], places[circuit.bits + number])
            for number, gate in enumerate(circuit.gates)
            for source in gate.sources
        ]
        painter.drawLines(lines)

    def _gates(self, painter: QPainter, circuit: ParityCircuit, places: list[QPointF]) -> None:
        theme = self._theme
        radius = self._radius(circuit)
        written = radius > 0.75 * theme.size("small")
        painter.setFont(theme.font("small"))
        for number, place in enumerate(places):
            kind = "" if number < circuit.bits else circuit.gates[number - circuit.bits].kind
            painter.setPen(QPen(theme.color("text_2"), 1.0))
            painter.setBrush(theme.ink(TOKENS[kind]) if kind else theme.color("surface_2"))
            painter.drawEllipse(place, radius, radius)
            if written:
                painter.setPen(theme.color("accent_text") if kind else theme.color("text"))
                sign = SIGNS.get(kind, str(number + 1))
                painter.drawText(box_at(place, 2 * radius, 2 * radius), CENTRE, sign)
        painter.setBrush(Qt.BrushStyle.NoBrush)


SIGNS = {"AND": "∧", "OR": "∨", "NOT": "¬"}
"""Sign of each kind of gate."""


def levels_of(circuit: ParityCircuit) -> list[int]:
    """Return the level of every input and gate: the longest path from an input."""
    levels = [0] * circuit.bits
    for gate in circuit.gates:
        levels.append(1 + max(levels[source] for source in gate.sources))
    return levels


def gate_places(circuit: ParityCircuit, area: QRectF) -> list[QPointF]:
    """Return positions of inputs and gates: a column for each level, evenly spaced."""
    levels = levels_of(circuit)
    deepest, counts = max(levels), [0] * (max(levels) + 1)
    for level in levels:
        counts[level] += 1
    seen = [0] * len(counts)
    places = []
    for level in levels:
        x = area.left() + level / deepest * area.width()
        y = area.top() + (seen[level] + 0.5) / counts[level] * area.height()
        seen[level] += 1
        places.append(QPointF(x, y))
    return places


def _most_in_level(circuit: ParityCircuit) -> int:
    levels = levels_of(circuit)
    return max(levels.count(level) for level in set(levels))
