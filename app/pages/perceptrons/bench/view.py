"""Canvas of the bench: nodes, wires and weights edited with the mouse or the keys."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.perceptrons.bench.geometry import BenchGeometry
from app.pages.perceptrons.bench.painting import BenchPainter, Shown
from app.pages.perceptrons.words import node_name
from app.widgets.access.items import Item, around
from app.widgets.basics.drawn import ARROWS, ENTER, Drawn
from engine.perceptrons.circuits import Circuit
from engine.simulations.perceptrons.state import BenchView

LAYER_MS = 260.0
"""Time in which a signal advances by one perceptron."""

NOTCH = 0.5
PX_PER_NOTCH = 7.0
"""Pixels of vertical drag that change a weight by NOTCH."""

CLICK_PX = 4

COMPACT = 28.0
"""Height in base font sizes below which captions are left out."""

MOVE = 0.02
"""Shift of the selected node by Ctrl and an arrow, as a share of the bench."""

Part = tuple[str, int]


class BenchCanvas(Drawn):
    """Canvas that draws a BenchView and emits the edits made on it.

    Signals
    -------
    toggled : (input from 0)
    selection_changed : ()
    placed : (x, y)
        Request for a perceptron at this position, in shares of the bench.
    moved : (node, x, y, finished)
    wired : (source, target)
    weighed : (wire, weight, finished)
    biased : (node, bias)
    removed : ()
        Request to remove the selected part.
    cancelled : ()
        Esc has ended a drag.
    """

    toggled = Signal(int)
    selection_changed = Signal()
    placed = Signal(float, float)
    moved = Signal(int, float, float, bool)
    wired = Signal(int, int)
    weighed = Signal(int, float, bool)
    biased = Signal(int, float)
    removed = Signal()
    cancelled = Signal()

    least: ClassVar = (320, 240)
    preferred: ClassVar = (820, 500)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bench_canvas", parent)
        self.setMouseTracking(True)
        self.view: BenchView | None = None
        self._row, self._front = 0, 99.0
        self.selected: Part | None = None
        self._hover: Part | None = None
        self._held: Part | None = None
        self._from, self._start_value, self._dragging = QPointF(), 0.0, False
        self._grip = QPointF()
        self._pulled: tuple[int, QPointF] | None = None

    # --- called by the station ------------------------------------------------------------------

    def show_view(self, view: BenchView, row: int) -> None:
        if view is self.view and row == self._row:
            return
        if row != self._row and not self._theme.reduced_motion:
            self._front = 0.0
        self.view, self._row = view, row
        if self.selected is not None and not self.has(self.selected):
            self.select(None)
        self.setAccessibleDescription(self.summary())
        self.update()

    def advance(self, elapsed_ms: float) -> None:
        if self.view is not None and self._front < max(self.view.evaluation.depths, default=0):
            self._front += elapsed_ms / LAYER_MS
            self.update()

    def select(self, part: Part | None) -> None:
        """Select ("node", id), ("wire", id), or nothing."""
        if part != self.selected:
            self.selected = part
            self.selection_changed.emit()
            self.setAccessibleDescription(self.summary())
            self.update()

    @property
    def circuit(self) -> Circuit:
        """Circuit on the bench."""
        return Circuit() if self.view is None else self.view.circuit

    @property
    def places(self) -> BenchGeometry:
        """Geometry for the current size and font."""
        base = float(self._theme.size("base"))
        unit = min(max(0.75 * base, self.height() / 40), 1.3 * base)
        # a lecture enlarges the type but not the canvas: captions with sums are left out
        compact = self.height() < COMPACT * base
        high = 3 * unit + (0.2 if compact else 1.0) * base
        area = QRectF(self.rect()).adjusted(3 * unit, 2 * unit + 1.6 * base, -7 * base, -high)
        return BenchGeometry(self.circuit, area, unit, compact)

    def summary(self) -> str:
        """Return a description of the selected part, else of the whole circuit."""
        circuit, part = self.circuit, self.selected
        if part is None or not self.has(part):
            return tr(
                "{inputs} inputs, {perceptrons} perceptrons, {wires} wires",
                inputs=len(circuit.inputs),
                perceptrons=len(circuit.perceptrons),
                wires=len(circuit.wires),
            )
        return self._wire_words(part[1]) if part[0] == "wire" else self._node_words(part[1])

    def accessible_items(self) -> list[Item]:
        """Return nodes and wires for assistive technology."""
        circuit, places = self.circuit, self.places
        nodes = [
            Item(self._node_words(node.id), "", around(places.middle(node), places.radius))
            for node in circuit.nodes
        ]
        wires = [
            Item(self._wire_words(wire.id), "", around(places.label(wire), CLICK_PX))
            for wire in circuit.wires
        ]
        return nodes + wires

    def _wire_words(self, wire_id: int) -> str:
        circuit, wire = self.circuit, self.circuit.wire(wire_id)
        return tr(
            "wire from {source} to {target}, weight {weight}",
            source=node_name(circuit, circuit.node(wire.source)),
            target=node_name(circuit, circuit.node(wire.target)),
            weight=plain(wire.weight),
        )

    def _node_words(self, node_id: int) -> str:
        node = self.circuit.node(node_id)
        name = node_name(self.circuit, node)
        if node.bias is None:
            return tr("input {name}", name=name)
        return tr("perceptron {name}, bias {bias}", name=name, bias=plain(node.bias))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        painter = self.smooth_painter()
        shown = Shown(
            min(self._row, len(self.view.evaluation.rows) - 1),
            self._front,
            self.selected,
            self._hover,
            self._pulled,
        )
        BenchPainter(painter, self._theme, self.view, self.places, shown).paint()
        self.paint_focus(painter)

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from, self._dragging = event.position(), False
        self._held = self._part_at(event.position())
        if self._held is None:
            self.select(None)
        elif self._held[0] == "port":
            self._pulled = (self._held[1], event.position())
        else:
            self.select(self._held)
            if self._held[0] == "wire":
                self._start_value = self.circuit.wire(self._held[1]).weight
            else:
                middle = self.places.middle(self.circuit.node(self._held[1]))
                self._grip = middle - event.position()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            self._set_hover(self._part_at(at))
            return
        if (at - self._from).manhattanLength() > CLICK_PX:
            self._dragging = True
        if self._pulled is not None:
            self._pulled = (self._pulled[0], at)
            self.update()
        elif self._dragging:
            self._drag(at, finished=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, at = self._held, event.position()
        if held is None:
            return
        if self._pulled is not None:
            self._lay_wire(at)
        elif self._dragging:
            self._drag(at, finished=True)
        elif held[0] == "node" and self.has(held):
            self._click_node(held[1])
        self._held, self._pulled = None, None
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._part_at(event.position()) is None:
            self.placed.emit(*self.places.share(event.position()))
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._set_hover(None)

    def _drag(self, at: QPointF, *, finished: bool) -> None:
        assert self._held is not None  # called only while a part is dragged
        kind, part = self._held
        if not self.has(self._held):
            return
        if kind == "node":
            self.moved.emit(part, *self.places.share(at + self._grip), finished)
        else:
            notches = round((self._from.y() - at.y()) / PX_PER_NOTCH)
            self.weighed.emit(part, self._start_value + NOTCH * notches, finished)

    def _lay_wire(self, at: QPointF) -> None:
        assert self._pulled is not None  # called only while a wire is drawn
        target = self.places.node_at(at)
        if target is not None:
            self.wired.emit(self._pulled[0], target.id)

    def _click_node(self, node_id: int) -> None:
        inputs = [node.id for node in self.circuit.inputs]
        if node_id in inputs:
            self.toggled.emit(inputs.index(node_id))

    def _part_at(self, at: QPointF) -> Part | None:
        places = self.places
        port = places.port_at(at)
        if port is not None:
            return ("port", port.id)
        node = places.node_at(at)
        if node is not None:
            return ("node", node.id)
        wire = places.wire_at(at)
        return None if wire is None else ("wire", wire.id)

    def _set_hover(self, part: Part | None) -> None:
        if part != self._hover:
            self._hover = part
            shapes = {"port": Qt.CursorShape.CrossCursor, "wire": Qt.CursorShape.SizeVerCursor}
            plain_shape = Qt.CursorShape.ArrowCursor
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(plain_shape if part is None else shapes.get(part[0], hand))
            self.update()

    def has(self, part: Part) -> bool:
        """Return whether a node or a wire still exists."""
        parts = self.circuit.wires if part[0] == "wire" else self.circuit.nodes
        return any(each.id == part[1] for each in parts)

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        right, down = ARROWS.get(key, (0, 0))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self._dragging and self._held is not None:
            self._held = self._pulled = None
            self.cancelled.emit()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in ARROWS:
            self._move_selected(MOVE * right, MOVE * down)
        elif modifiers:
            super().keyPressEvent(event)
        elif right:
            self._select_next(right)
        elif down and self.selected is not None:
            self._change(-NOTCH * down)
        elif key in ENTER:
            self._enter()
        elif key == Qt.Key.Key_W and self.selected is not None and self.selected[0] == "node":
            self._begin_wire(self.selected[1])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected is not None:
            self.removed.emit()
        elif key == Qt.Key.Key_Escape and (self._pulled or self.selected):
            self._pulled = None
            self.select(None)
            self.update()
        else:
            super().keyPressEvent(event)

    def _select_next(self, turn: int) -> None:
        circuit = self.circuit
        parts: list[Part] = [("node", node.id) for node in circuit.nodes]
        parts += [("wire", wire.id) for wire in circuit.wires]
        if not parts:
            return
        if self.selected in parts:
            place = parts.index(self.selected) + turn
        else:
            place = 0 if turn > 0 else -1
        self.select(parts[place % len(parts)])
        self._lead_wire()

    def _move_selected(self, right: float, down: float) -> None:
        if self.selected is not None and self.selected[0] == "node":
            node = self.circuit.node(self.selected[1])
            x, y = (min(max(each, 0.0), 1.0) for each in (node.x + right, node.y + down))
            self.moved.emit(node.id, x, y, True)

    def _change(self, change: float) -> None:
        assert self.selected is not None  # checked by the caller
        kind, part = self.selected
        if kind == "wire":
            self.weighed.emit(part, self.circuit.wire(part).weight + change, True)
        elif self.circuit.node(part).bias is not None:
            self.biased.emit(part, (self.circuit.node(part).bias or 0.0) + change)

    def _enter(self) -> None:
        if self.selected is None or self.selected[0] != "node":
            return
        if self._pulled is not None:
            self.wired.emit(self._pulled[0], self.selected[1])
            self._pulled = None
            self.update()
        else:
            self._click_node(self.selected[1])

    def _begin_wire(self, node_id: int) -> None:
        self._pulled = (node_id, self.places.port(self.circuit.node(node_id)))
        self.update()

    def _lead_wire(self) -> None:
        """Move the loose end of a wire drawn with the keys to the selected node."""
        if self._pulled is not None and self.selected is not None and self.selected[0] == "node":
            node = self.circuit.node(self.selected[1])
            self._pulled = (self._pulled[0], self.places.entry(node))
            self.update()
