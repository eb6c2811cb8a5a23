"""A line in which the value of a setting is typed; what is refused is marked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.appearance.translation import number, tr
from engine.errors import EngineError
from engine.settings import Setting, Value

EDGES_PX = 26
"""Width of frame and padding."""

FEW, MOST = 5, 8
"""Digits that have room at first, and those for which a field grows."""

STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class SettingLine(QLineEdit):
    """Line edit of one setting; Enter takes what is typed, Esc shows the old value again.

    Parameters
    ----------
    names : mapping
        Words for single values, as "all" for 0; English, shown through `tr`.

    Signals
    -------
    entered : (value)
        A checked value.
    refused : (str)
        Text that the setting refuses.
    stepped : (steps)
        Arrow keys up and down, and page keys for ten steps.
    """

    entered = Signal(object)
    refused = Signal(str)
    stepped = Signal(int)

    def __init__(
        self, setting: Setting, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setting, self._names = setting, names
        self._value: Value = setting.default
        self._digits = FEW
        self.setMinimumWidth(48)
        self.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> Value:
        """The last valid value."""
        return self._value

    def show_value(self, value: Value) -> None:
        """Show a value, unless another one is being typed."""
        if not (self.hasFocus() and self.isModified()):
            self._value = value
            self._write()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("0" * self._digits) + EDGES_PX
        return QSize(width, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and self.setting.kind in ("int", "float"):
            self.stepped.emit(STEPS[key])
        else:
            if key == Qt.Key.Key_Escape:
                self._write()
            super().keyPressEvent(event)

    def _write(self) -> None:
        text = written(self._value, self._names)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
            if isinstance(self._value, float) and self._digits < min(len(text), MOST):
                self._digits = min(len(text), MOST)
                self.updateGeometry()
        self.setModified(False)
        self._mark_refused(refused=False)

    def _mark_refused(self, *, refused: bool) -> None:
        role = "refused" if refused else ""
        if (self.property("role") or "") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_finished(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        text = self.text().strip()
        named = {tr(words): key for key, words in self._names.items()}
        try:
            value = self.setting.check(named.get(text, text))
        except EngineError:
            self._mark_refused(refused=True)
            self.refused.emit(self.text())
            return
        self._value = value
        self._write()
        self.entered.emit(value)


def written(value: Value, names: Mapping[str, str]) -> str:
    """Return a value as it is typed: six digits, no separators of thousands."""
    if str(value) in names:
        return tr(names[str(value)])
    if isinstance(value, float):
        return f"{value:.6g}".replace(".", number(0.5, 1)[1])
    return str(value)
