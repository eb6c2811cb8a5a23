"""Label and control of one declared setting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedComboBox, ElidedLabel
from engine.commands.edits import Value
from engine.errors import EngineError
from engine.settings import Setting


class SettingField:
    """Label and control of one setting; an invalid entry is marked.

    Parameters
    ----------
    changed : callable
        Called with (name, value); of an invalid entry the value is the text typed.
    """

    def __init__(
        self, setting: Setting, parent: QWidget, changed: Callable[[str, Value], None]
    ) -> None:
        self.setting = setting
        self._changed = changed
        self.label = ElidedLabel(f"{setting.name}_label", parent)
        self.control = _CONTROLS.get(setting.kind, SettingField._line_edit)(self)
        self.control.setParent(parent)
        self.control.setObjectName(f"setting_{setting.name}")
        self.control.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.control.setMinimumWidth(48)

    def _combo_box(self) -> QWidget:
        box = ElidedComboBox()
        for choice in self.setting.choices:
            box.addItem(tr(choice), choice)
        box.activated.connect(self._on_activated)
        return box

    def _check_box(self) -> QWidget:
        box = QCheckBox()
        box.toggled.connect(self._on_toggled)
        return box

    def _line_edit(self) -> QWidget:
        line = QLineEdit()
        line.editingFinished.connect(self._on_edited)
        return line

    def show_value(self, value: Value) -> None:
        """Show a value from the engine."""
        control = self.control
        if isinstance(control, QComboBox):
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, QCheckBox):
            control.blockSignals(True)
            control.setChecked(bool(value))
            control.blockSignals(False)
        elif isinstance(control, QLineEdit) and not (control.hasFocus() and control.isModified()):
            control.setText(f"{value:g}" if isinstance(value, float) else str(value))
            control.setCursorPosition(0)
            control.setModified(False)
            self._mark_refused(None)

    def set_visible(self, visible: bool) -> None:
        """Show or hide label and control."""
        self.label.setVisible(visible)
        self.control.setVisible(visible)

    def retranslate(self) -> None:
        """Retranslate label, tooltip and choices."""
        setting = self.setting
        words = tr(setting.help)
        if setting.restarts:
            words += " " + tr("A change begins a new run; the old one stays as a ghost.")
        self.label.say(tr(setting.label))
        self.label.setToolTip(f"{tr(setting.label)}: {words}")
        self.control.setToolTip(f"{tr(setting.label)}: {words}")
        self.control.setAccessibleName(tr(setting.label))
        if isinstance(self.control, QComboBox):
            for index, choice in enumerate(setting.choices):
                self.control.setItemText(index, tr(choice))

    def _mark_refused(self, error: EngineError | None) -> None:
        role = "" if error is None else "refused"
        if self.control.property("role") != role:
            self.control.setProperty("role", role)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def _on_activated(self) -> None:
        control = self.control
        if isinstance(control, QComboBox):
            self._changed(self.setting.name, str(control.currentData()))

    def _on_toggled(self, checked: bool) -> None:
        self._changed(self.setting.name, checked)

    def _on_edited(self) -> None:
        control = self.control
        if not isinstance(control, QLineEdit) or not control.isModified():
            return
        control.setModified(False)
        try:
            value = self.setting.check(control.text())
        except EngineError as error:
            # sent all the same: the engine refuses it, and its message is shown
            self._mark_refused(error)
            self._changed(self.setting.name, control.text())
            return
        self._mark_refused(None)
        self._changed(self.setting.name, value)


_CONTROLS: dict[str, Callable[[SettingField], QWidget]] = {
    "choice": SettingField._combo_box,
    "switch": SettingField._check_box,
}
