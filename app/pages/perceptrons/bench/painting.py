"""Painter of the bench: inputs, wires with their weights, perceptrons with their biases."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.appearance.contrast import LEAST_OF_LINES, legible
from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.perceptrons.bench.geometry import LABEL_AT, PORT, BenchGeometry, curve
from app.pages.perceptrons.words import input_name, node_name, signed
from app.widgets.basics.drawn import LEFT, box_at
from app.widgets.networks.network_painting import blend
from engine.perceptrons.circuits import Node, Wire
from engine.simulations.perceptrons.state import BenchView

THICKEST = 6.0
"""|weight| from which on a wire has its full width."""

QUIET_SHARE = 0.4
"""Share of its colour that a wire keeps while it carries no 1, as far as it is seen then."""


@dataclass(frozen=True, slots=True)
class Shown:
    """View state of the bench: row, signal front, selection.

    Attributes
    ----------
    row : int
        Row of the truth table.
    front : float
        Depth, in perceptrons, that the signal has reached.
    selected, hover : tuple of (str, int) or None
        ("node", id), ("port", id) or ("wire", id).
    pulled : tuple of (int, QPointF) or None
        Source node of a wire being drawn, and the position of its loose end.
    """

    row: int
    front: float
    selected: tuple[str, int] | None = None
    hover: tuple[str, int] | None = None
    pulled: tuple[int, QPointF] | None = None


class BenchPainter:
    """Painter of the bench for one paint event."""

    def __init__(
        self, painter: QPainter, theme: Theme, view: BenchView, places: BenchGeometry, shown: Shown
    ) -> None:
        self._painter, self._theme, self._view = painter, theme, view
        self._places, self._shown = places, shown
        nodes = view.circuit.nodes
        self._depth = {
            node.id: depth for node, depth in zip(nodes, view.evaluation.depths, strict=True)
        }
        outputs, z = view.evaluation.outputs[shown.row], view.evaluation.z[shown.row]
        self._out = {node.id: int(each) for node, each in zip(nodes, outputs, strict=True)}
        self._paths = {wire.id: places.path(wire) for wire in view.circuit.wires}
        self._z = {node.id: float(each) for node, each in zip(nodes, z, strict=True)}

    def paint(self) -> None:
        """Paint everything, wires below nodes."""
        circuit = self._view.circuit
        for wire in circuit.wires:
            self._paint_wire(wire)
        if self._shown.pulled is not None:
            self._paint_pulled(*self._shown.pulled)
        for node in circuit.nodes:
            self._paint_port(node)
            if node.bias is None:
                self._paint_input(node)
            else:
                self._paint_perceptron(node)
        for wire in circuit.wires:
            self._paint_weight(wire)
            self._paint_pulse(wire)

    # --- wires ----------------------------------------------------------------------------------

    def _paint_wire(self, wire: Wire) -> None:
        colour = self._theme.color("negative" if wire.weight < 0 else "positive")
        if not self._carries(wire):
            paper = self._theme.color("surface")
            quiet = blend(paper, colour, QUIET_SHARE)
            colour = legible(quiet, colour, [paper], LEAST_OF_LINES)
        if self._is("wire", wire.id):
            colour = self._theme.color("accent")
        strength = min(abs(wire.weight) / THICKEST, 1.0)
        width = (1.2 + 3.2 * strength) * (1 + 0.5 * (self._theme.size("line") - 1))
        pen = QPen(colour, width)
        if wire.weight < 0:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([(6.0 + width) / width, (3.0 + 0.5 * width) / width])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(self._paths[wire.id])

    def _carries(self, wire: Wire) -> bool:
        """Return whether a 1 has reached the wire's source."""
        return self._out[wire.source] == 1 and self._shown.front >= self._depth[wire.source]

    def _paint_weight(self, wire: Wire) -> None:
        painter, unit = self._painter, self._places.unit
        chosen = self._is("wire", wire.id)
        painter.setFont(self._theme.font("strong" if chosen else "base", tabular=True))
        words = signed(wire.weight)
        wide = painter.fontMetrics().horizontalAdvance(words) + 0.8 * unit
        middle = self._paths[wire.id].pointAtPercent(LABEL_AT)
        room = box_at(middle, wide, 1.35 * self._theme.size("base"))
        painter.setPen(QPen(self._theme.color("accent" if chosen else "line"), 1.0))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(room, 0.5 * unit, 0.5 * unit)
        painter.setPen(self._theme.ink("negative" if wire.weight < 0 else "positive"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_pulse(self, wire: Wire) -> None:
        """Draw the 1 that travels along a wire."""
        start, end = self._depth[wire.source], self._depth[wire.target]
        share = (self._shown.front - start) / (end - start)
        if self._out[wire.source] and 0.0 < share < 1.0:
            self._painter.setPen(QPen(self._theme.color("surface"), 1.5))
            self._painter.setBrush(self._theme.color("text"))
            place = self._paths[wire.id].pointAtPercent(share)
            self._painter.drawEllipse(place, 0.45 * self._places.unit, 0.45 * self._places.unit)

    def _paint_pulled(self, node_id: int, end: QPointF) -> None:
        pen = QPen(self._theme.color("accent"), 2.0 * self._theme.size("line"))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        start = self._places.port(self._view.circuit.node(node_id))
        self._painter.drawPath(curve(start, end))

    # --- nodes ----------------------------------------------------------------------------------

    def _paint_port(self, node: Node) -> None:
        painter, places = self._painter, self._places
        port, unit = places.port(node), places.unit
        marked = self._shown.hover == ("port", node.id)
        colour = self._theme.color("accent" if marked else "text_2")
        painter.setPen(QPen(colour, 1.5 * self._theme.size("line")))
        painter.drawLine(places.middle(node) + QPointF(places.radius, 0), port)
        painter.setBrush(colour if marked else self._theme.color("surface"))
        radius = (PORT if marked else 0.7 * PORT) * unit
        painter.drawEllipse(port, radius, radius)

    def _paint_input(self, node: Node) -> None:
        side = 1.7 * self._places.radius
        path = QPainterPath()
        path.addRoundedRect(box_at(self._places.middle(node), side, side), 6, 6)
        self._paint_body(node, path, str(self._out[node.id]))
        name = input_name(self._view.circuit.inputs.index(node))
        self._caption(node, name, below=False)

    def _paint_perceptron(self, node: Node) -> None:
        path = QPainterPath()
        path.addEllipse(self._places.middle(node), self._places.radius, self._places.radius)
        reached = self._shown.front >= self._depth[node.id]
        self._paint_body(node, path, str(self._out[node.id]) if reached else "")
        self._caption(node, tr("b {bias}", bias=signed(node.bias or 0.0)), below=False)
        if not self._places.compact:
            name = node_name(self._view.circuit, node)
            if reached:
                name = tr("{name} · z {z}", name=name, z=plain(self._z[node.id]))
            self._caption(node, name, below=True)
        if node in self._view.circuit.outputs:
            self._paint_output(node, reached)

    def _paint_body(self, node: Node, path: QPainterPath, value: str) -> None:
        painter = self._painter
        on = value == "1"
        chosen = self._is("node", node.id)
        edge = "accent" if chosen or self._shown.hover == ("node", node.id) else "text_2"
        painter.setPen(QPen(self._theme.color(edge), (3.0 if chosen else 1.5)))
        painter.setBrush(self._theme.color("text" if on else "surface"))
        painter.drawPath(path)
        painter.setFont(self._theme.font("title"))
        painter.setPen(self._theme.color("surface" if on else "text_2"))
        painter.drawText(path.boundingRect(), Qt.AlignmentFlag.AlignCenter, value)

    def _caption(self, node: Node, words: str, *, below: bool) -> None:
        painter, unit = self._painter, self._places.unit
        middle, radius = self._places.middle(node), self._places.radius
        painter.setFont(self._theme.font("small", tabular=True))
        painter.setPen(self._theme.color("text_2"))
        high = 1.4 * self._theme.size("small")
        wide = 14 * unit
        top = middle.y() + radius + 1 if below else middle.y() - radius - high
        room = QRectF(middle.x() - wide / 2, top, wide, high)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_output(self, node: Node, reached: bool) -> None:
        """Write the gate that an output perceptron computes at its right, else "output"."""
        painter, unit = self._painter, self._places.unit
        gate = self._view.gates.get(node.id, "")
        painter.setFont(self._theme.font("strong"))
        painter.setPen(self._theme.color("text" if reached else "text_2"))
        start = self._places.port(node) + QPointF(0.8 * unit, 0)
        base = self._theme.size("base")
        room = QRectF(start.x(), start.y() - base, 6 * base, 2 * base)
        painter.drawText(room, LEFT, gate if gate else tr("output"))

    def _is(self, kind: str, part: int) -> bool:
        return self._shown.selected == (kind, part)
