"""The card of a layer above its column of the blueprint."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.numbers.drag_number import DragNumber
from engine.functions.activations import ACTIVATIONS
from engine.networks.blueprints import Part

KINDS = {
    "input": mark("picture"),
    "convolution": mark("convolution"),
    "pooling": mark("pooling"),
    "dense": mark("dense"),
}

POOLINGS = {"max": mark("maximum"), "average": mark("average"), "l2": mark("L2 norm")}
"""Titles of the kinds of pooling, by name in the notation."""

SIZES = {
    "convolution": mark("Layer {number}: feature maps; type a number or drag it sideways."),
    "pooling": mark("Layer {number}: side of the pooled window; type or drag it sideways."),
    "dense": mark("Layer {number}: neurons; type a number or drag it sideways."),
}

MOST = {"convolution": 100, "pooling": 8, "dense": 1_000}
"""Largest size reached by a drag."""

HIDDEN = tuple(each.name for each in ACTIVATIONS if each.name != "softmax")


class BlueprintHead(QWidget):
    """Card with kind, size, receptive field and activation of a layer, and a remove button.

    Parameters
    ----------
    place : int
        0 is the input.
    last : bool
        Whether it is the output layer, whose size the data determine.

    Signals
    -------
    resized, field_chosen : (place, number)
    function_chosen : (place, name)
    removed : (place)
    """

    resized = Signal(int, int)
    field_chosen = Signal(int, int)
    function_chosen = Signal(int, str)
    removed = Signal(int)

    def __init__(
        self, theme: Theme, place: int, part: Part, *, last: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name = f"blueprint_{place}"
        self.setObjectName(name)
        self._theme, self._place, self._kind, self._last = theme, place, part.kind, last
        self._part, self._locked = part, False
        self.title = ElidedLabel(f"{name}_title", self)
        self.title.setProperty("role", "strong")
        self.remove_button = ElidedButton(f"{name}_remove_button", role="link", parent=self)
        self.fewer_button = ElidedButton(f"{name}_fewer_button", role="icon", parent=self)
        self.number = DragNumber(f"{name}_size", MOST.get(part.kind, 1), parent=self)
        self.more_button = ElidedButton(f"{name}_more_button", role="icon", parent=self)
        self.field = DragNumber(f"{name}_field", 28, parent=self)
        self.function_box = ElidedComboBox(self)
        self.function_box.setObjectName(f"{name}_function")
        self.function_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for each in self._functions():
            self.function_box.addItem(each, each)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._show_parts)
        self._show_parts()
        self.retranslate()

    def _functions(self) -> tuple[str, ...]:
        if self._kind == "pooling":
            return tuple(POOLINGS)
        return (*HIDDEN, "softmax") if self._last else HIDDEN

    def _lay_out(self) -> None:
        top, counting = QHBoxLayout(), QHBoxLayout()
        for row in (top, counting):
            row.setSpacing(2)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove_button)
        counting.addWidget(self.fewer_button)
        counting.addWidget(self.number, 1)
        counting.addWidget(self.more_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(top)
        layout.addLayout(counting)
        layout.addWidget(self.function_box)
        layout.addWidget(self.field)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.fewer_button.clicked.connect(self._on_fewer_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)
        self.number.chosen.connect(self._on_size_chosen)
        self.field.chosen.connect(self._on_field_chosen)
        self.function_box.activated.connect(self._on_activated)
        for control in (
            self.remove_button,
            self.fewer_button,
            self.more_button,
            self.function_box,
        ):
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_part(self, part: Part) -> None:
        """Show the present sizes and activation of the layer."""
        if self._part != part:
            self._part = part
            self._say_title()
        self.number.show_value(part.size)
        self.field.show_value(part.field)
        index = self.function_box.findData(part.function)
        if index != self.function_box.currentIndex():
            self.function_box.setCurrentIndex(index)

    def set_locked(self, locked: bool) -> None:
        """Make the card read-only, or editable again."""
        if locked != self._locked:
            self._locked = locked
            self._show_parts()

    def retranslate(self) -> None:
        number = self._place
        self.remove_button.say("×", tr("Layer {number}: take it out.", number=number))
        self.fewer_button.say("−", tr("Layer {number}: one fewer.", number=number))
        self.more_button.say("+", tr("Layer {number}: one more.", number=number))
        if self._kind != "input":
            self.number.say(tr(SIZES[self._kind], number=number))
        words = tr("Layer {number}: side of the local receptive field.", number=number)
        self.field.say(words)
        self.field.setPrefix(tr("field") + " ")
        words = tr("Layer {number}: what its neurons do with their weighted input.", number=number)
        if self._kind == "pooling":
            words = tr("Layer {number}: what is kept of each window.", number=number)
        self.function_box.setToolTip(words)
        self.function_box.setAccessibleName(words)
        for index, name in enumerate(self._functions()):
            self.function_box.setItemText(index, tr(POOLINGS.get(name, name)))
        self._say_title()

    def _say_title(self) -> None:
        part = self._part
        words = tr("output") if self._last else tr(KINDS[part.kind])
        if part.kind == "input" and len(part.shape) == 1:
            words = tr("inputs")
        elif part.kind != "input" and self._theme.lecture:
            # the controls are hidden: the title is the notation
            words = part.word.partition(":")[0]
            if part.function == "softmax":
                words = "softmax"
        self.title.say(words)

    def _controls(self) -> tuple[QWidget, ...]:
        return (
            self.remove_button,
            self.fewer_button,
            self.number,
            self.more_button,
            self.field,
            self.function_box,
        )

    def _show_parts(self) -> None:
        """Show the controls that the layer has; lecture mode shows the title alone."""
        hidden: set[QWidget] = set()
        if self._kind == "input" or self._theme.lecture:
            hidden = set(self._controls())
        if self._last:
            hidden |= {self.remove_button, self.fewer_button, self.more_button, self.number}
        if self._kind != "convolution":
            hidden.add(self.field)
        if self._locked:
            hidden |= {self.remove_button, self.fewer_button, self.more_button}
        for control in self._controls():
            control.setVisible(control not in hidden)
            control.setEnabled(not self._locked)
        centred = self.remove_button in hidden
        middle = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(middle | Qt.AlignmentFlag.AlignVCenter)
        side = self._theme.size("control_height")
        for button in (self.fewer_button, self.more_button):
            button.setFixedSize(22, side)
        self._say_title()

    # --- handlers -------------------------------------------------------------------------------

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self._place)

    def _on_fewer_clicked(self) -> None:
        if self._part.size > 1:
            self.resized.emit(self._place, self._part.size - 1)
        else:
            self.removed.emit(self._place)

    def _on_more_clicked(self) -> None:
        self.resized.emit(self._place, self._part.size + 1)

    def _on_size_chosen(self, size: int, finished: bool) -> None:
        self.resized.emit(self._place, size)

    def _on_field_chosen(self, side: int, finished: bool) -> None:
        self.field_chosen.emit(self._place, side)

    def _on_activated(self) -> None:
        self.function_chosen.emit(self._place, str(self.function_box.currentData()))
