"""The card of a hidden layer above its column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.builder.blueprint.words import explanation_of
from app.widgets.basics.elided import ElidedButton, ElidedComboBox
from app.widgets.numbers.drag_number import DragNumber
from engine.functions.activations import ACTIVATIONS
from engine.networks.blueprints import Part
from engine.networks.layers.layer import activation_of

HIDDEN_CHOICES = tuple(each.name for each in ACTIVATIONS if each.name != "softmax")

MOST = 16
"""Largest number of neurons reached by a drag."""

LEAST_BUTTON, CROSS = 18, 18


class LayerHead(QWidget):
    """Card with number of neurons and activation of a layer.

    Signals
    -------
    resized : (layer, neurons, finished)
        0 neurons remove the layer.
    activation_chosen : (layer, name)
    """

    resized = Signal(int, int, bool)
    activation_chosen = Signal(int, str)

    def __init__(self, theme: Theme, layer: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"layer_{layer}")
        self._theme, self._layer, self._neurons = theme, layer, 0
        self._told: Part | None = None
        self.fewer_button = ElidedButton(f"layer_{layer}_fewer_button", role="icon")
        self.more_button = ElidedButton(f"layer_{layer}_more_button", role="icon")
        self.count_field = DragNumber(f"layer_{layer}_count", MOST, live=True, parent=self)
        self.remove_button = ElidedButton(f"layer_{layer}_remove_button", role="mini")
        self.activation_box = ElidedComboBox(self)
        self.activation_box.setObjectName(f"layer_{layer}_activation")
        self.activation_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name in HIDDEN_CHOICES:
            self.activation_box.addItem(name, name)
        self._lay_out()
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.count_field.chosen.connect(self._on_count_chosen)
        self.fewer_button.clicked.connect(self._on_fewer_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)
        self.activation_box.activated.connect(self._on_activated)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def _lay_out(self) -> None:
        counting = QHBoxLayout()
        counting.setSpacing(3)
        counting.addWidget(self.fewer_button)
        counting.addWidget(self.count_field, 1)
        counting.addWidget(self.more_button)
        counting.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(counting)
        layout.addWidget(self.activation_box)

    def show_layer(self, part: Part) -> None:
        """Show number of neurons and activation of the layer."""
        self.count_field.show_value(part.neurons)
        if self._told != part:
            self._neurons, self._told = part.neurons, part
            self._say_count()
        index = self.activation_box.findData(activation_of(part.layer))
        if index != self.activation_box.currentIndex():
            self.activation_box.setCurrentIndex(index)

    def set_width(self, width: int) -> None:
        """Fit the buttons to a width in pixels; hide them if they do not fit."""
        side = self._theme.size("control_height")
        wide = self.count_field.fontMetrics().horizontalAdvance("16") + 24
        wide += 0 if self._theme.lecture else CROSS + 3
        for button in (self.fewer_button, self.more_button):
            # without the buttons the number can still be dragged
            button.setVisible(width >= wide + 2 * LEAST_BUTTON)
            button.setFixedSize(max(min(side, (width - wide) // 2), LEAST_BUTTON), side)
        self.remove_button.setFixedSize(CROSS, CROSS)

    def retranslate(self) -> None:
        number = self._layer
        self.fewer_button.say(
            "−", tr("Layer {number}: one neuron fewer; the last one takes the layer out.",
                    number=number)
        )  # fmt: skip
        self.more_button.say("+", tr("Layer {number}: one neuron more.", number=number))
        self.remove_button.say("×", tr("Layer {number}: take it out.", number=number))
        self._say_count()
        words = tr("Layer {number}: what its neurons do with their weighted input.", number=number)
        self.activation_box.setToolTip(words)
        self.activation_box.setAccessibleName(words)
        for index, name in enumerate(HIDDEN_CHOICES):
            self.activation_box.setItemText(index, tr(name))

    def _say_count(self) -> None:
        """Set the tooltip of the number of neurons: meaning and number of parameters."""
        words = tr("Layer {number}: neurons; type a number or drag it sideways.",
                   number=self._layer)  # fmt: skip
        if self._told is not None:
            words += " " + explanation_of(self._told)
        self.count_field.say(words)

    # --- handlers -------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        self.set_width(10_000)
        for control in (self.activation_box, self.remove_button):
            control.setVisible(not self._theme.lecture)

    def _on_count_chosen(self, neurons: int, finished: bool) -> None:
        self.resized.emit(self._layer, neurons, finished)

    def _on_remove_clicked(self) -> None:
        self.resized.emit(self._layer, 0, True)

    def _on_fewer_clicked(self) -> None:
        self.resized.emit(self._layer, self._neurons - 1, True)

    def _on_more_clicked(self) -> None:
        self.resized.emit(self._layer, self._neurons + 1, True)

    def _on_activated(self) -> None:
        self.activation_chosen.emit(self._layer, str(self.activation_box.currentData()))
