"""The Builder's stage: the canvas, and the cards of the layers above their columns."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import language, mark, number, tr
from app.pages.builder.canvas_keys import CanvasKeys
from app.pages.builder.layer_card import InsertButton
from app.pages.builder.layer_head import LayerHead
from app.pages.builder.networks_button import NetworksButton
from app.pages.builder.weight_editor import WeightEditor
from app.pages.builder.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import explain
from app.widgets.networks.playground_canvas import PlaygroundCanvas
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting, SetWeight
from engine.commands.pages.builder import (
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.networks.blueprints import parts_of
from engine.networks.specification import parse_layers
from engine.simulations.builder.state import BuilderState
from engine.text import subscript

INSERT_PX = 20
"""Height of the strip of insert buttons below the cards, in pixels."""

ERASER = 0.12
"""Radius that one click erases, in playground units."""


class BuilderStage(Card):
    """Editor of the network; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Network"), parent, name="builder_stage")
        self._send = send
        self._state: BuilderState | None = None
        self._counts: tuple[object, ...] = ()
        self._chosen: tuple[int, int, int | None] | None = None
        self.notation = QLineEdit(self)
        self.notation.setObjectName("layers_notation")
        self.notation.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.notation.editingFinished.connect(self._on_notation_edited)
        self.canvas = PlaygroundCanvas(theme, self)
        self.editor = WeightEditor(self.canvas)
        self.keys = CanvasKeys(self.canvas)
        self.keys.opened.connect(self._on_opened_by_key)
        self.editor.left.connect(self._on_editor_left)
        self.heads: list[LayerHead] = []
        self.inserts: list[InsertButton] = []
        self.add_button = ElidedButton(
            "add_layer_button",
            mark("+ layer"),
            mark("Put another hidden layer in front of the output."),
            act=self._add_layer,
            parent=self.canvas,
        )
        self.networks_button = NetworksButton("book_networks_button", self)
        self.add_to_header(self.networks_button, self.notation)
        self.hold((self.canvas, 1))
        self.canvas.wire_clicked.connect(self._open)
        self.canvas.neuron_clicked.connect(self._on_neuron_clicked)
        self.canvas.emptied.connect(self.editor.hide)
        self.canvas.painted.connect(self._on_painted)
        self.canvas.erased.connect(self._on_erased)
        self.editor.changed.connect(self._on_weight_changed)
        self.editor.row.cancelled.connect(self._on_cancelled)
        theme.changed.connect(self._arrange)
        self.retranslate()

    # --- called by the page -----------------------------------------------------------------

    def render_state(self, state: BuilderState) -> None:
        """Show another state; only what has changed is redrawn."""
        before, self._state = self._state, state
        if before is None or before.network.sizes != state.network.sizes:
            self._rebuild(state)
        self.canvas.show_state(state)
        self.keys.show_state(state)
        self._show_cards(state)
        self._show_weight(state)
        words = str(state.training.settings["layers"])
        if words != self.notation.text() and not self.notation.isModified():
            self.notation.setText(words)
            self.notation.setCursorPosition(0)
        self._say_counts(state)

    def _show_cards(self, state: BuilderState) -> None:
        settings = state.training.settings
        parts = parts_of(parse_layers(str(settings["layers"]), str(settings["cost"])))
        for head, part in zip(self.heads, parts[1:], strict=False):
            head.show_part(part)

    def retranslate(self) -> None:
        super().retranslate()
        explain(self.notation, tr("The network in words: 2-4-1, or 2-4:tanh-1; Enter builds it."))
        if self._state is not None:
            self._say_counts(self._state)

    def _say_counts(self, state: BuilderState) -> None:
        counts = (state.parameter_count, state.products, language())
        if counts == self._counts:
            return
        self._counts = counts
        self.set_note(
            tr(
                "{parameters} weights and biases · {products} multiplications an example",
                parameters=number(state.parameter_count, 0),
                products=number(state.products, 0),
            )
        )

    # --- the cards above the columns --------------------------------------------------------

    def _rebuild(self, state: BuilderState) -> None:
        """Match the number of cards and insert buttons to the hidden layers."""
        self._chosen = None
        self.editor.hide()
        wanted = len(state.network.sizes) - 2
        while len(self.heads) > wanted:
            head = self.heads.pop()
            head.hide()
            head.deleteLater()
        while len(self.heads) < wanted:
            head = LayerHead(self._theme, len(self.heads) + 1, self.canvas)
            head.changed.connect(self._on_card_changed)
            head.removed.connect(self._on_removed)
            self.heads.append(head)
            head.show()
        self._make_inserts(wanted)
        self.canvas.show_state(state)
        self._arrange()

    def _make_inserts(self, wanted: int) -> None:
        """Make an insert button for each hidden layer; the output has `add_button`."""
        while len(self.inserts) > wanted:
            button = self.inserts.pop()
            button.hide()
            button.deleteLater()
        while len(self.inserts) < wanted:
            place = len(self.inserts) + 1
            act = partial(self._send, InsertLayer(SIMULATION_ID, place))
            name = f"insert_layer_{place}_button"
            self.inserts.append(InsertButton(name, place, act, self.canvas))

    def _arrange(self) -> None:
        """Place the cards above their columns, and the insert buttons between them."""
        tallest = max((head.sizeHint().height() for head in self.heads), default=0)
        height = max(tallest, self.add_button.sizeHint().height())
        strip = 0 if self._theme.lecture else INSERT_PX
        self.canvas.set_head(float(height + max(strip, self._theme.size("gap"))))
        places = self.canvas.places
        if places is None:
            return
        step = places.column_centre(1) - places.column_centre(0)
        for layer, head in enumerate(self.heads, 1):
            width = round(min(step - 6, max(144, 3.2 * self._theme.size("control_height"))))
            head.set_width(width)
            head.setGeometry(
                round(places.column_centre(layer) - width / 2), 0, width, head.sizeHint().height()
            )
        for layer, button in enumerate(self.inserts, 1):
            button.setVisible(not self._theme.lecture)
            between = (places.column_centre(layer - 1) + places.column_centre(layer)) / 2
            side = INSERT_PX - 2
            button.setGeometry(round(between - side / 2), height + 1, side, side)
        size = QSize(
            min(self.add_button.sizeHint().width(), round(step) - 4),
            self.add_button.sizeHint().height(),
        )
        centre = places.column_centre(len(places.columns) - 1)
        self.add_button.setGeometry(
            round(centre - size.width() / 2), 0, size.width(), size.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
        self._arrange()

    # --- one weight -------------------------------------------------------------------------

    def _show_weight(self, state: BuilderState) -> None:
        if self._chosen is None or not self.editor.isVisible():
            return
        self.editor.show_value(self._value(state, *self._chosen))

    def _value(self, state: BuilderState, layer: int, neuron: int, source: int | None) -> float:
        if source is None:
            return float(state.network.biases[layer][neuron])
        return float(state.network.weights[layer][neuron, source])

    def _open(self, layer: int, neuron: int, source: int | None, place: QPointF) -> None:
        state = self._state
        if state is None:
            return
        self._chosen = (layer, neuron, source)
        name = f"b{subscript(neuron + 1)}"
        if source is not None:
            name = f"w{subscript(neuron + 1)},{subscript(source + 1)}"
        self.editor.open_at(place, name, self._value(state, layer, neuron, source))

    # --- handlers -------------------------------------------------------------------------------

    def _on_opened_by_key(
        self, layer: int, neuron: int, source: int | None, place: QPointF
    ) -> None:
        self._open(layer, neuron, source, place)
        self.editor.take_keyboard()

    def _on_editor_left(self) -> None:
        """Return the keyboard focus to the canvas, or to the stage if nothing is selected."""
        taker = self.canvas if self.keys.place is not None else self
        taker.setFocus()

    def _on_neuron_clicked(self, layer: int, neuron: int, place: QPointF) -> None:
        self._open(layer - 1, neuron, None, place)

    def _on_weight_changed(self, value: float, finished: bool) -> None:
        if self._chosen is not None:
            layer, neuron, source = self._chosen
            self._send(SetWeight(SIMULATION_ID, layer, neuron, source, value, finished=finished))

    def _on_cancelled(self) -> None:
        self._send(CancelDrag(SIMULATION_ID))

    def _on_removed(self, layer: int) -> None:
        self._send(RemoveLayer(SIMULATION_ID, layer))

    def _on_card_changed(self, layer: int, name: str, value: Any, finished: bool) -> None:
        if name == "activation":
            self._send(SetActivation(SIMULATION_ID, layer, value))
        elif value < 1:
            self._on_removed(layer)
        else:
            self._send(ResizeLayer(SIMULATION_ID, layer, value, finished=finished))

    def _add_layer(self) -> None:
        if self._state is not None:
            self._send(InsertLayer(SIMULATION_ID, len(self._state.network.sizes) - 1))

    def _on_notation_edited(self) -> None:
        if self.notation.isModified():
            self.notation.setModified(False)
            self._send(SetSetting(SIMULATION_ID, "layers", self.notation.text()))

    def _on_painted(self, points: tuple[tuple[float, float], ...], label: int) -> None:
        self._send(PaintPoints(SIMULATION_ID, points, label))

    def _on_erased(self, x: float, y: float) -> None:
        self._send(ErasePoints(SIMULATION_ID, x, y, ERASER))
