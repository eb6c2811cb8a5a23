"""The card of a layer above its column of the blueprint."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.numbers.drag_number import DragNumber
from engine.functions.activations import SOFTMAX
from engine.networks.blueprints import Part
from engine.networks.layers.layer import activation_of
from engine.settings import Setting, Value

ROLES = {"choice": "function", "int": "field"}
"""Ends of object names by kind of setting; the first field of a card is its size."""


class BlueprintHead(QWidget):
    """Card with the kind of a layer, the fields that its kind declares, and a remove button.

    Parameters
    ----------
    place : int
        0 is the input.
    last : bool
        Whether it is the output layer, whose size the data determine.

    Signals
    -------
    changed : (place, name of the setting, value)
    removed : (place)
    """

    changed = Signal(int, str, object)
    removed = Signal(int)

    def __init__(
        self, theme: Theme, place: int, part: Part, *, last: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name = f"blueprint_{place}"
        self.setObjectName(name)
        self._theme, self._place, self._last = theme, place, last
        self._part, self._locked = part, False
        self._card = part.layer.card if part.layer is not None else ()
        self.title = ElidedLabel(f"{name}_title", self)
        self.title.setProperty("role", "strong")
        self.remove_button = ElidedButton(f"{name}_remove_button", role="link", parent=self)
        self.fewer_button = ElidedButton(f"{name}_fewer_button", role="icon", parent=self)
        self.more_button = ElidedButton(f"{name}_more_button", role="icon", parent=self)
        self.fields = {each.name: self._field(each) for each in self._card}
        self._lay_out()
        self._connect()
        theme.changed.connect(self._show_parts)
        self._show_parts()
        self.retranslate()

    @property
    def number(self) -> DragNumber | ElidedComboBox:
        """The field of the layer's size."""
        return next(iter(self.fields.values()))

    def _field(self, setting: Setting) -> DragNumber | ElidedComboBox:
        """Return the control of a setting: a number, or a box of choices."""
        role = "size" if setting is self._card[0] else ROLES[setting.kind]
        name = f"blueprint_{self._place}_{role}"
        if setting.kind != "choice":
            most = setting.ends[1] if setting.ends is not None else setting.high
            number = DragNumber(name, int(most), parent=self)
            number.chosen.connect(self._on_number_chosen)
            return number
        box = ElidedComboBox(self)
        box.setObjectName(name)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for each in setting.choices:
            if self._last or each != SOFTMAX.name:
                box.addItem(each, each)
        box.activated.connect(self._on_activated)
        return box

    def _lay_out(self) -> None:
        top, counting = QHBoxLayout(), QHBoxLayout()
        for row in (top, counting):
            row.setSpacing(2)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove_button)
        fields = list(self.fields.values())
        counting.addWidget(self.fewer_button)
        for size in fields[:1]:
            counting.addWidget(size, 1)
        counting.addWidget(self.more_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(top)
        layout.addLayout(counting)
        for field in fields[1:]:
            layout.addWidget(field)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.fewer_button.clicked.connect(self._on_fewer_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)
        for button in (self.remove_button, self.fewer_button, self.more_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_part(self, part: Part) -> None:
        """Show the present sizes and activation of the layer."""
        if self._part != part:
            self._part = part
            self._say_title()
        for name, field in self.fields.items():
            value = getattr(part.layer, name)
            if isinstance(field, DragNumber):
                field.show_value(value)
            elif value != field.currentData():
                field.setCurrentIndex(field.findData(value))

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
        for setting, field in zip(self._card, self.fields.values(), strict=True):
            words = tr(setting.help, number=number)
            if isinstance(field, DragNumber):
                field.say(words)
                field.setPrefix("" if setting is self._card[0] else tr(setting.label) + " ")
            else:
                self._say_choices(field, words)
        self._say_title()

    def _say_choices(self, box: ElidedComboBox, words: str) -> None:
        box.setToolTip(words)
        box.setAccessibleName(words)
        names = self._part.layer.names if self._part.layer is not None else {}
        for index in range(box.count()):
            name = box.itemData(index)
            box.setItemText(index, tr(names[name].template if name in names else name))

    def _say_title(self) -> None:
        part, layer = self._part, self._part.layer
        if layer is None:
            words = tr("inputs") if len(part.shape) == 1 else tr("picture")
        elif self._theme.lecture:
            # the controls are hidden: the title is the notation
            soft = activation_of(layer) == SOFTMAX.name
            words = SOFTMAX.name if soft else part.word.partition(":")[0]
        else:
            words = tr("output") if self._last else tr(layer.title.template)
        self.title.say(words)

    def _show_parts(self) -> None:
        """Show the controls that the layer has; lecture mode shows the title alone."""
        buttons = {self.remove_button, self.fewer_button, self.more_button}
        controls: set[QWidget] = {*buttons, *self.fields.values()}
        hidden: set[QWidget] = set()
        if self._part.layer is None or self._theme.lecture:
            hidden = controls
        elif self._last:
            hidden = {*buttons, self.number}
        elif self._locked:
            hidden = {*buttons}
        for control in controls:
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
        if self._size > 1:
            self._emit(self._card[0], self._size - 1)
        else:
            self.removed.emit(self._place)

    def _on_more_clicked(self) -> None:
        self._emit(self._card[0], self._size + 1)

    @property
    def _size(self) -> int:
        return int(getattr(self._part.layer, self._card[0].name))

    def _on_number_chosen(self, value: int, finished: bool) -> None:
        self._emit(self._changed_setting(), value)

    def _on_activated(self, index: int) -> None:
        box = self.sender()
        if isinstance(box, ElidedComboBox):
            self._emit(self._changed_setting(), box.itemData(index))

    def _changed_setting(self) -> Setting:
        """Return the setting whose control emits the present signal."""
        return next(each for each in self._card if self.fields[each.name] is self.sender())

    def _emit(self, setting: Setting, value: Value) -> None:
        self.changed.emit(self._place, setting.name, value)
