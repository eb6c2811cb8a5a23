"""Input field for a formula, with the error below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.appearance.translation import render_message
from app.widgets.basics.boxes import column
from app.widgets.basics.elided import WrappedLabel
from app.widgets.basics.retranslation import explain
from engine.errors import EngineError


class FormulaField(QWidget):
    """Line edit with an error message while the formula is invalid.

    Parameters
    ----------
    check : callable
        (formula) raises an EngineError if it is invalid.

    Signals
    -------
    entered : (str)
        A valid formula, after Enter or when the field is left.
    """

    entered = Signal(str)

    def __init__(
        self, name: str, check: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._error: EngineError | None = None
        self.field = QLineEdit(self)
        self.field.setObjectName(name)
        self.error = WrappedLabel(f"{name}_error", self, role="finding")
        self.error.hide()
        column(self.field, self.error, gap=2, inside=self)
        self.field.editingFinished.connect(self._on_finished)

    def say(self, words: str, example: str) -> None:
        """Set tool tip and placeholder, both already translated."""
        explain(self.field, words)
        self.field.setPlaceholderText(example)
        self.show_error(self._error)

    def show_formula(self, text: str) -> None:
        """Show the last valid formula, unless one is being edited or was refused."""
        busy = self.field.hasFocus() and self.field.isModified()
        if not busy and not self.error.isVisible() and self.field.text() != text:
            self.field.setText(text)
            self.field.setModified(False)

    def show_error(self, error: EngineError | None) -> None:
        """Show an error, or with None clear it."""
        self._error = error
        role = "" if error is None else "refused"
        self.error.setText("" if error is None else render_message(error))
        self.error.setVisible(error is not None)
        self.field.setAccessibleDescription(self.error.text())
        if self.field.property("role") != role:
            self.field.setProperty("role", role)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _on_finished(self) -> None:
        if not self.field.isModified():
            return
        self.field.setModified(False)
        text = self.field.text()
        try:
            self._check(text)
        except EngineError as error:
            self.show_error(error)
            return
        self.show_error(None)
        self.entered.emit(text)
