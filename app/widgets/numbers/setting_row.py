"""Rows of a form: the label of a declared setting, and the control that its kind asks for."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from app.appearance.translation import tr
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedComboBox, ElidedLabel
from app.widgets.numbers.held_slider import HeldSlider
from app.widgets.numbers.notches import Notches, stepped
from app.widgets.numbers.setting_line import SettingLine, written
from engine.settings import Setting, Value

SHARES = (5, 8)
"""Shares of the width for labels and controls."""


class SettingRow(QObject):
    """Label and control of one setting.

    Parameters
    ----------
    setting : Setting
    stem : str
        Object names are `<stem>_text`, `<stem>_box`, `<stem>_slider` and `<stem>_field`; ""
        names a control without slider `setting_<name>`.
    names : mapping
        Words for the choices or for single values; English, shown through `tr`.

    Signals
    -------
    changed : (value, finished)
        The user chose a value; `finished` is False while a slider is dragged.
    refused : (str)
        The user typed what the setting refuses.
    cancelled : (value)
        Esc has ended a drag of the slider that began at this value.

    Attributes
    ----------
    area : QWidget
        What stands at the right of the label.
    controls : tuple of QWidget
        Widgets that take the value.
    """

    changed = Signal(object, bool)
    refused = Signal(str)
    cancelled = Signal(object)

    def __init__(
        self, setting: Setting, parent: QWidget, stem: str = "", names: Mapping[str, str] = {}
    ) -> None:
        super().__init__(parent)
        self.setting, self._stem, self._names = setting, stem, names
        self.label = ElidedLabel(f"{stem or setting.name}_text", parent)
        self.controls: tuple[QWidget, ...] = ()
        self.area = self._build(parent)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # --- overridden by subclasses ---------------------------------------------------------------

    def _build(self, parent: QWidget) -> QWidget:
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value from the engine, unless another one is being dragged or typed."""
        raise NotImplementedError

    # --- all rows -------------------------------------------------------------------------------

    @property
    def control(self) -> QWidget:
        """The widget that shows the value: a box or a field."""
        return self.controls[-1]

    def say(self, label: str, tip: str) -> None:
        """Set label, tooltip and accessible name, already translated."""
        self.label.say(label)
        for part in (self.label, *self.controls):
            part.setToolTip(tip)
        for part in self.controls:
            part.setAccessibleName(label)

    def retranslate(self, remark: str = "") -> None:
        """Show label, explanation and range in the present language, with a remark behind."""
        setting = self.setting
        label, about = tr(setting.label), f"{tr(setting.help)} {_range(setting)}".strip()
        self.say(label, " ".join(part for part in (f"{label}: {about}", remark) if part))

    def set_visible(self, visible: bool) -> None:
        """Show or hide label and control."""
        self.label.setVisible(visible)
        self.area.setVisible(visible)

    def set_enabled(self, enabled: bool) -> None:
        """Let the control be used, or grey it out."""
        for part in self.controls:
            part.setEnabled(enabled)

    def line(self) -> QHBoxLayout:
        """Return label and control in one line, for a row outside a form."""
        return row((self.label, SHARES[0]), (self.area, SHARES[1]), gap=6)

    def _named(self, widget: QWidget, suffix: str) -> None:
        widget.setObjectName(f"{self._stem}_{suffix}" if self._stem else self._own_name(suffix))
        self.controls += (widget,)

    def _own_name(self, suffix: str) -> str:
        return f"setting_{self.setting.name}" + ("_slider" if suffix == "slider" else "")


class ChoiceRow(SettingRow):
    """Row with a list of choices."""

    def _build(self, parent: QWidget) -> QWidget:
        words = {choice: self._names.get(choice, choice) for choice in self.setting.choices}
        self.box = ElidedComboBox("", words, parent=parent)
        self._named(self.box, "box")
        self.box.setMinimumWidth(48)
        self.box.activated.connect(self._on_activated)
        return self.box

    def show_value(self, value: Value) -> None:
        """Show a value from the engine, unless another one is being dragged or typed."""
        self.box.show_choice(value)

    def retranslate(self, remark: str = "") -> None:
        """Show label, explanation and choices in the present language."""
        super().retranslate(remark)
        self.box.retranslate()

    def _on_activated(self) -> None:
        self.changed.emit(str(self.box.currentData()), True)


class SwitchRow(SettingRow):
    """Row with a check box."""

    def _build(self, parent: QWidget) -> QWidget:
        self.box = QCheckBox(parent)
        self._named(self.box, "box")
        self.box.clicked.connect(self._on_clicked)
        return self.box

    def show_value(self, value: Value) -> None:
        """Show a value from the engine, unless another one is being dragged or typed."""
        self.box.setChecked(bool(value))

    def _on_clicked(self, checked: bool) -> None:
        self.changed.emit(checked, True)


class LineRow(SettingRow):
    """Row in which a value is typed; a number changes with the arrow keys too."""

    def _build(self, parent: QWidget) -> QWidget:
        self.field = SettingLine(self.setting, self._names, parent)
        self._named(self.field, "field")
        self.field.entered.connect(self._on_entered)
        self.field.refused.connect(self.refused)
        self.field.stepped.connect(self._on_stepped)
        self._value: Value = self.setting.default
        return self.field

    def show_value(self, value: Value) -> None:
        """Show a value from the engine, unless another one is being dragged or typed."""
        self._value = value
        self.field.show_value(value)

    def _take(self, number: float, *, finished: bool = True) -> None:
        """Show a number that was chosen without typing, and tell it."""
        value = round(number) if self.setting.kind == "int" else number
        self.field.setModified(False)
        self.show_value(value)
        self.changed.emit(value, finished)

    def _on_entered(self, value: Value) -> None:
        self.show_value(value)
        self.changed.emit(value, True)

    def _on_stepped(self, steps: int) -> None:
        number = stepped(self.setting, float(self._value), steps)
        if not (self.setting.above and number <= self.setting.low):
            self._take(number)


class SliderRow(LineRow):
    """Row of a number with a slider; numbers beyond its ends can be typed."""

    def _build(self, parent: QWidget) -> QWidget:
        notches = Notches.of(self.setting)
        assert notches is not None  # made for settings with ends only
        area, self.notches = QWidget(parent), notches
        self.slider = HeldSlider(area)
        self.slider.setRange(0, notches.count)
        self.slider.setMinimumWidth(40)
        self._named(self.slider, "slider")
        field = super()._build(area)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row((self.slider, 1), field, gap=6, inside=area)
        self.slider.sliderPressed.connect(self._on_pressed)
        self.slider.dragged.connect(self._on_slid)
        self.slider.cancelled.connect(self._on_cancelled)
        return area

    def show_value(self, value: Value) -> None:
        """Show a value from the engine, unless another one is being dragged or typed."""
        if self.slider.isSliderDown():
            return
        super().show_value(value)
        self.slider.blockSignals(True)
        self.slider.setValue(self.notches.notch_of(float(value)))
        self.slider.blockSignals(False)

    def _on_pressed(self) -> None:
        self._start = self._value

    def _on_cancelled(self) -> None:
        self.show_value(self._start)
        self.cancelled.emit(self._start)

    def _on_slid(self, notch: int, finished: bool) -> None:
        number = self.notches.value_of(notch)
        self.field.setModified(False)
        self.field.show_value(round(number) if self.setting.kind == "int" else number)
        self._take(number, finished=finished)


_ROWS: Mapping[str, type[SettingRow]] = {"choice": ChoiceRow, "switch": SwitchRow}


def row_of(
    setting: Setting, parent: QWidget, stem: str = "", names: Mapping[str, str] = {}
) -> SettingRow:
    """Return the row for a setting's kind; a number with ends has a slider."""
    usual = LineRow if setting.ends is None else SliderRow
    return _ROWS.get(setting.kind, usual)(setting, parent, stem, names)


def _range(setting: Setting) -> str:
    """Return the allowed numbers and their unit, "" where there is no end."""
    ends = (setting.low, setting.high)
    if setting.kind not in ("int", "float") or not all(map(isfinite, ends)):
        return ""
    low, high = (written(float(end), {}) for end in ends)
    least = f"> {low}" if setting.above else low
    return f"({least} … {high}{setting.unit})"
