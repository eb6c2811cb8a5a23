"""The card of a layer: the header of its column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.theme import Theme
from app.translation import tr
from app.widgets.fitting import FittingButton, FittingComboBox
from engine.activations import ACTIVATIONS

HIDDEN_CHOICES = tuple(each.name for each in ACTIVATIONS if each.name != "softmax")


class LayerHead(QWidget):
    """Fewer neurons, more neurons, their activation.

    Signals
    -------
    resized : (layer, neurons)
        0 neurons stand for taking the layer out.
    activation_chosen : (layer, name)
    """

    resized = Signal(int, int)
    activation_chosen = Signal(int, str)

    def __init__(self, theme: Theme, layer: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"layer_{layer}")
        self._theme, self._layer, self._neurons = theme, layer, 0
        self.fewer_button = FittingButton(f"layer_{layer}_fewer_button", role="icon")
        self.more_button = FittingButton(f"layer_{layer}_more_button", role="icon")
        self.count_label = QLabel(self)
        self.count_label.setObjectName(f"layer_{layer}_count")
        self.count_label.setProperty("role", "strong")
        self.activation_box = FittingComboBox(self)
        self.activation_box.setObjectName(f"layer_{layer}_activation")
        self.activation_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name in HIDDEN_CHOICES:
            self.activation_box.addItem(name, name)
        self.fewer_button.clicked.connect(self._on_fewer_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)
        self.activation_box.activated.connect(self._on_activated)
        counting = QHBoxLayout()
        counting.setSpacing(4)
        counting.addStretch(1)
        for widget in (self.fewer_button, self.count_label, self.more_button):
            counting.addWidget(widget)
        counting.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(counting, 0, 0)
        layout.addWidget(self.activation_box, 1, 0)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def show_layer(self, neurons: int, activation: str) -> None:
        """Show how many neurons there are and what they do with their sum."""
        self._neurons = neurons
        self.count_label.setText(str(neurons))
        index = self.activation_box.findData(activation)
        if index != self.activation_box.currentIndex():
            self.activation_box.setCurrentIndex(index)

    def set_width(self, width: int) -> None:
        """Make room for both buttons and the number between them."""
        side = self._theme.size("control_height")
        wide = self.count_label.fontMetrics().horizontalAdvance("16") + 10
        for button in (self.fewer_button, self.more_button):
            button.setFixedSize(max(min(side, (width - wide) // 2), 18), side)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        number = self._layer
        self.fewer_button.say(
            "−", tr("Layer {number}: one neuron fewer; the last one takes the layer out.",
                    number=number)
        )  # fmt: skip
        self.more_button.say("+", tr("Layer {number}: one neuron more.", number=number))
        words = tr("Layer {number}: what its neurons do with their weighted input.", number=number)
        self.activation_box.setToolTip(words)
        self.activation_box.setAccessibleName(words)
        for index, name in enumerate(HIDDEN_CHOICES):
            self.activation_box.setItemText(index, tr(name))

    # --- handlers -------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        self.set_width(10_000)
        self.activation_box.setVisible(not self._theme.lecture)

    def _on_fewer_clicked(self) -> None:
        self.resized.emit(self._layer, self._neurons - 1)

    def _on_more_clicked(self) -> None:
        self.resized.emit(self._layer, self._neurons + 1)

    def _on_activated(self) -> None:
        self.activation_chosen.emit(self._layer, str(self.activation_box.currentData()))
