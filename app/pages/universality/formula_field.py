"""Input field for a formula, with the error below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.appearance.translation import render_message
from engine.errors import EngineError


class FormulaField(QWidget):
    """Line edit with an error message while the formula is invalid.

    Signals
    -------
    entered : (str)
        After Enter, or when the field is left.
    """

    entered = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: EngineError | None = None
        self.field = QLineEdit(self)
        self.field.setObjectName(name)
        self.error = QLabel(self)
        self.error.setObjectName(f"{name}_error")
        self.error.setProperty("role", "finding")
        self.error.setWordWrap(True)
        self.error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.field)
        layout.addWidget(self.error)
        self.field.editingFinished.connect(self._on_finished)

    def say(self, words: str, example: str) -> None:
        """Set tool tip and placeholder, both already translated."""
        self.field.setToolTip(words)
        self.field.setAccessibleName(words)
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
        if self.field.isModified():
            self.field.setModified(False)
            self.entered.emit(self.field.text())
