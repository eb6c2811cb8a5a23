"""A field for a number with decimals that takes a comma as well as a point."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from app.appearance.translation import number


class NumberField(QDoubleSpinBox):
    """Spin box that takes point and comma in every locale; Qt alone reads "4,5" as 45."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        plain = QLocale.c()
        plain.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
        self.setLocale(plain)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Validate typed text, a comma like a point."""
        state, _, place = super().validate(text.replace(",", "."), place)
        return state, text, place

    def textFromValue(self, value: float) -> str:
        return super().textFromValue(value).replace(".", number(0.5, 1)[1])

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text.replace(",", "."))
