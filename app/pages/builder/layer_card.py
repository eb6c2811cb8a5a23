"""The card of a layer: the fields that its kind declares; buttons that add and remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.builder.blueprint.words import explanation_of
from app.widgets.basics.elided import ElidedButton, ElidedComboBox
from app.widgets.basics.retranslation import explain
from app.widgets.numbers.drag_number import DragNumber
from engine.functions.activations import SOFTMAX
from engine.networks.blueprints import Part
from engine.settings import Setting, Value


class InsertButton(ElidedButton):
    """Button in front of a layer that puts another one there."""

    def __init__(self, name: str, place: int, act: Callable[[], object], parent: QWidget) -> None:
        super().__init__(name, role="mini", act=act, parent=parent)
        self._place = place
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    def retranslate(self) -> None:
        self.say("+", tr("Put a layer in front of layer {number}.", number=self._place))


class LayerCard(QWidget):
    """Base of cards: controls without their layout.

    Parameters
    ----------
    name : str
        Beginning of all object names.
    place : int
        Number of the layer; 0 is the input.
    card : tuple of Setting
        Fields, the size first.
    softmax : bool
        Whether softmax is offered.
    most : int
        Largest size reached by a drag; 0 for that of the setting.

    Attributes
    ----------
    fields : dict of (name of the setting, control)

    Signals
    -------
    changed : (place, name of the setting, value, finished)
    removed : (place)
    """

    changed = Signal(int, str, object, bool)
    removed = Signal(int)

    roles: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"size": "size", "choice": "function", "int": "field"}
    )
    """Ends of object names by kind of setting, and of the size."""
    remove_role: ClassVar[str] = "link"
    """Look of the button that takes the layer out."""
    live: ClassVar[bool] = False
    """Whether a drag of the size emits every number on its way."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        place: int,
        card: tuple[Setting, ...],
        *,
        softmax: bool = False,
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme, self._place, self._card, self._most = theme, place, card, most
        self._part: Part | None = None
        self.fewer_button = self._button("fewer", "icon", self._drop_one)
        self.more_button = self._button("more", "icon", self._add_one)
        self.remove_button = self._button(
            "remove", self.remove_role, partial(self.removed.emit, place)
        )
        self.fields = {each.name: self._field(each, softmax=softmax) for each in card}

    def _button(self, kind: str, role: str, act: Callable[[], object]) -> ElidedButton:
        name = f"{self.objectName()}_{kind}_button"
        button = ElidedButton(name, role=role, act=act, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @property
    def number(self) -> DragNumber | ElidedComboBox:
        """The field of the layer's size."""
        return self.fields[self._card[0].name]

    def _field(self, setting: Setting, *, softmax: bool) -> DragNumber | ElidedComboBox:
        """Return the control of a setting: a number, or a box of choices."""
        size = setting is self._card[0]
        name = f"{self.objectName()}_{self.roles['size' if size else setting.kind]}"
        if setting.kind != "choice":
            most = self._most or int(setting.ends[1] if setting.ends is not None else setting.high)
            number = DragNumber(name, most, live=self.live, parent=self)
            number.chosen.connect(self._on_number_chosen)
            return number
        choices = {each: each for each in setting.choices if softmax or each != SOFTMAX.name}
        box = ElidedComboBox(name, choices, parent=self)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.activated.connect(self._on_activated)
        return box

    def show_part(self, part: Part) -> None:
        """Show the present sizes and activation of the layer."""
        if self._part != part:
            self._part = part
            self.retranslate()
        for name, field in self.fields.items():
            value = getattr(part.layer, name)
            if isinstance(field, DragNumber):
                field.show_value(value)
            else:
                field.show_choice(value)

    def retranslate(self) -> None:
        place = self._place
        self.remove_button.say("×", tr("Layer {number}: take it out.", number=place))
        self.fewer_button.say(
            "−", tr("Layer {number}: one fewer; the last one takes it out.", number=place)
        )
        self.more_button.say("+", tr("Layer {number}: one more.", number=place))
        for setting, field in zip(self._card, self.fields.values(), strict=True):
            words = tr(setting.help, number=place)
            if not isinstance(field, DragNumber):
                self._say_choices(field, words)
            elif field is not self.number:
                field.say(words)
                field.setPrefix(tr(setting.label) + " ")
            else:
                field.say(words if self._part is None else f"{words} {explanation_of(self._part)}")

    def _say_choices(self, box: ElidedComboBox, words: str) -> None:
        explain(box, words)
        layer = self._part.layer if self._part is not None else None
        names = layer.names if layer is not None else {}
        for index in range(box.count()):
            name = box.itemData(index)
            box.setItemText(index, tr(names[name].template if name in names else name))

    # --- handlers -------------------------------------------------------------------------------

    @property
    def _size(self) -> int:
        layer = self._part.layer if self._part is not None else None
        return int(getattr(layer, self._card[0].name, 0))

    def _drop_one(self) -> None:
        if self._size > 1:
            self._emit(self._card[0], self._size - 1)
        else:
            self.removed.emit(self._place)

    def _add_one(self) -> None:
        self._emit(self._card[0], self._size + 1)

    def _on_number_chosen(self, value: int, finished: bool) -> None:
        self._emit(self._changed_setting(), value, finished=finished)

    def _on_activated(self, index: int) -> None:
        box = self.sender()
        if isinstance(box, ElidedComboBox):
            self._emit(self._changed_setting(), box.itemData(index))

    def _changed_setting(self) -> Setting:
        """Return the setting whose control emits the present signal."""
        return next(each for each in self._card if self.fields[each.name] is self.sender())

    def _emit(self, setting: Setting, value: Value, *, finished: bool = True) -> None:
        self.changed.emit(self._place, setting.name, value, finished)
