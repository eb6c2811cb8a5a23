"""Where parts and wires of the bench lie, and what lies below the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from engine.perceptrons.circuits import Circuit, Node, Wire

RADIUS = 2.0
"""Of a perceptron, by the pixels of ordinary type."""

PORT = 0.5
"""Radius of the dot from which wires are drawn, by the pixels of ordinary type."""

WIRE_HIT_PX = 7.0
SAMPLES = 24
LABEL_AT = 0.66
"""Where the weight is written, by the length of the wire."""

PARALLEL_APART = 0.085
"""Distance of two wires between the same nodes, by the height of the bench."""


@dataclass(frozen=True, slots=True)
class BenchGeometry:
    """Places in pixels of everything that stands on the bench.

    Attributes
    ----------
    area : QRectF
        Where the middles of nodes may lie.
    unit : float
        What parts are measured in: about the pixels of ordinary type.
    compact : bool
        Whether there is no room for words below the parts.
    """

    circuit: Circuit
    area: QRectF
    unit: float
    compact: bool = False

    @property
    def radius(self) -> float:
        """Radius of a perceptron in pixels."""
        return RADIUS * self.unit

    def middle(self, node: Node) -> QPointF:
        """Return the middle of a node."""
        return QPointF(
            self.area.left() + node.x * self.area.width(),
            self.area.top() + node.y * self.area.height(),
        )

    def share(self, at: QPointF) -> tuple[float, float]:
        """Return where a pixel lies on the bench, 0..1 each."""
        x = (at.x() - self.area.left()) / max(self.area.width(), 1.0)
        y = (at.y() - self.area.top()) / max(self.area.height(), 1.0)
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def port(self, node: Node) -> QPointF:
        """Return the dot at the right of a node, where its output leaves it."""
        return self.middle(node) + QPointF(self.radius + 0.7 * self.unit, 0.0)

    def entry(self, node: Node) -> QPointF:
        """Return where wires reach a perceptron."""
        return self.middle(node) - QPointF(self.radius, 0.0)

    def path(self, wire: Wire) -> QPainterPath:
        """Return the curve of a wire."""
        source, target = self.circuit.node(wire.source), self.circuit.node(wire.target)
        return curve(self.port(source), self.entry(target), self._bend(wire))

    def _bend(self, wire: Wire) -> float:
        """Return how far a wire is bent away from another one between the same nodes."""
        same = [
            each.id
            for each in self.circuit.wires
            if (each.source, each.target) == (wire.source, wire.target)
        ]
        if len(same) < 2:
            return 0.0
        return (same.index(wire.id) - 0.5) * 2 * PARALLEL_APART * self.area.height()

    def label(self, wire: Wire) -> QPointF:
        """Return where the weight of a wire is written."""
        return self.path(wire).pointAtPercent(LABEL_AT)

    def node_at(self, at: QPointF) -> Node | None:
        """Return the node below a pixel; those that came last lie on top."""
        for node in reversed(self.circuit.nodes):
            away = at - self.middle(node)
            if away.x() ** 2 + away.y() ** 2 <= self.radius**2:
                return node
        return None

    def port_at(self, at: QPointF) -> Node | None:
        """Return the node whose dot lies below a pixel."""
        reach = (PORT + 0.45) * self.unit
        for node in reversed(self.circuit.nodes):
            away = at - self.port(node)
            if away.x() ** 2 + away.y() ** 2 <= reach**2:
                return node
        return None

    def wire_at(self, at: QPointF) -> Wire | None:
        """Return the wire below a pixel: its weight first, then the line."""
        for wire in reversed(self.circuit.wires):
            away = at - self.label(wire)
            if abs(away.x()) < 1.3 * self.unit and abs(away.y()) < 0.8 * self.unit:
                return wire
        for wire in reversed(self.circuit.wires):
            if any(
                abs(point.x() - at.x()) + abs(point.y() - at.y()) < WIRE_HIT_PX
                for point in points_on(self.path(wire))
            ):
                return wire
        return None


def curve(start: QPointF, end: QPointF, bend: float = 0.0) -> QPainterPath:
    """Return a curve that leaves to the right and arrives from the left.

    Parameters
    ----------
    bend : float
        Pixels by which its middle is moved down.
    """
    pull = max(abs(end.x() - start.x()) * 0.4, 24.0)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(pull, bend), end - QPointF(pull, -bend), end)
    return path


def points_on(path: QPainterPath) -> Iterator[QPointF]:
    """Yield points along a curve, near enough to each other to be hit."""
    count = max(SAMPLES, int(path.length() / WIRE_HIT_PX) + 1)
    return (path.pointAtPercent(place / count) for place in range(count + 1))
