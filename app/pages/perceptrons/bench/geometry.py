"""Geometry and hit testing of the bench's nodes and wires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from engine.perceptrons.circuits import Circuit, Node, Wire

RADIUS = 2.0
"""Radius of a perceptron, in multiples of `BenchGeometry.unit`."""

PORT = 0.5
"""Radius of the dot from which wires are drawn, in multiples of `BenchGeometry.unit`."""

WIRE_HIT_PX = 7.0
SAMPLES = 24
LABEL_AT = 0.66
"""Place of a wire's weight, as a share of the wire's length."""

PARALLEL_APART = 0.085
"""Vertical offset of the control points of parallel wires, as a share of the bench's height."""


@dataclass(frozen=True, slots=True)
class BenchGeometry:
    """Positions of the bench's nodes and wires, in pixels.

    Attributes
    ----------
    area : QRectF
        Rectangle that holds the centres of nodes.
    unit : float
        Unit of length in pixels, about the base font size.
    compact : bool
        Whether captions below the nodes are left out.
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
        """Return the centre of a node."""
        return QPointF(
            self.area.left() + node.x * self.area.width(),
            self.area.top() + node.y * self.area.height(),
        )

    def share(self, at: QPointF) -> tuple[float, float]:
        """Return a pixel's position on the bench as shares of width and height, 0..1 each."""
        x = (at.x() - self.area.left()) / max(self.area.width(), 1.0)
        y = (at.y() - self.area.top()) / max(self.area.height(), 1.0)
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def port(self, node: Node) -> QPointF:
        """Return the position of a node's output dot, right of the node."""
        return self.middle(node) + QPointF(self.radius + 0.7 * self.unit, 0.0)

    def entry(self, node: Node) -> QPointF:
        """Return the point at which wires enter a perceptron."""
        return self.middle(node) - QPointF(self.radius, 0.0)

    def path(self, wire: Wire) -> QPainterPath:
        """Return the curve of a wire."""
        source, target = self.circuit.node(wire.source), self.circuit.node(wire.target)
        return curve(self.port(source), self.entry(target), self._bend(wire))

    def _bend(self, wire: Wire) -> float:
        """Return the vertical offset in pixels of a parallel wire; 0 for a single one."""
        same = [
            each.id
            for each in self.circuit.wires
            if (each.source, each.target) == (wire.source, wire.target)
        ]
        if len(same) < 2:
            return 0.0
        return (same.index(wire.id) - 0.5) * 2 * PARALLEL_APART * self.area.height()

    def label(self, wire: Wire) -> QPointF:
        """Return the position of a wire's weight."""
        return self.path(wire).pointAtPercent(LABEL_AT)

    def node_at(self, at: QPointF) -> Node | None:
        """Return the topmost node at a pixel, the one added last."""
        for node in reversed(self.circuit.nodes):
            away = at - self.middle(node)
            if away.x() ** 2 + away.y() ** 2 <= self.radius**2:
                return node
        return None

    def port_at(self, at: QPointF) -> Node | None:
        """Return the node whose output dot lies at a pixel."""
        reach = (PORT + 0.45) * self.unit
        for node in reversed(self.circuit.nodes):
            away = at - self.port(node)
            if away.x() ** 2 + away.y() ** 2 <= reach**2:
                return node
        return None

    def wire_at(self, at: QPointF) -> Wire | None:
        """Return the wire at a pixel; weights are tested before lines."""
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
    """Return a cubic curve that leaves to the right and arrives from the left.

    Parameters
    ----------
    bend : float
        Pixels by which its control points are moved down.
    """
    pull = max(abs(end.x() - start.x()) * 0.4, 24.0)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(pull, bend), end - QPointF(pull, -bend), end)
    return path


def points_on(path: QPainterPath) -> Iterator[QPointF]:
    """Return points along a curve, at most about WIRE_HIT_PX apart."""
    count = max(SAMPLES, int(path.length() / WIRE_HIT_PX) + 1)
    return (path.pointAtPercent(place / count) for place in range(count + 1))
