"""A popup that asks for one number."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.widgets.numbers.setting_line import SettingLine
from engine.settings import Setting


class NumberPopup(QFrame):
    """Popup with a number field; Enter accepts, Esc and a click elsewhere cancel.

    Signals
    -------
    chosen : (float)
    """

    chosen = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.caption = QLabel(self)
        self.field = SettingLine(Setting(name, "", 0.0), {}, self)
        self.field.setObjectName(f"{name}_field")
        self.field.setMinimumWidth(96)
        self.field.entered.connect(self._on_entered)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self.caption)
        layout.addWidget(self.field)

    def say(self, caption: str) -> None:
        """Set caption, tooltip and accessible name, already translated."""
        self.caption.setText(caption)
        self.field.setToolTip(caption)
        self.field.setAccessibleName(caption)

    def ask(self, value: float, highest: float, above: QWidget) -> None:
        """Open above a widget.

        Parameters
        ----------
        value, highest : float
            Initial and largest number; the least is 0.
        """
        self.field.setting = Setting(self.objectName(), "", 0.0, low=0.0, high=highest)
        self.field.show_value(round(value, 2))
        self.field.selectAll()
        self.adjustSize()
        self.move(above.mapToGlobal(QPoint(0, -self.height() - 4)))
        self.show()
        self.field.setFocus()

    def _on_entered(self, value: float) -> None:
        self.hide()
        self.chosen.emit(value)
