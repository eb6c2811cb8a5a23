"""A popup in which one weight or bias is edited by hand, also during training."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.appearance.translation import tr
from app.widgets.numbers.setting_row import SliderRow
from engine.settings import Setting

REACH = 10.0
"""The slider goes from -REACH to REACH; more can be typed."""

WEIGHT = Setting("weight", "", 0.0, low=-1000, high=1000, ends=(-REACH, REACH), step=0.02)
WIDTH = 200


class WeightEditor(QFrame):
    """Editor of one weight or bias.

    Signals
    -------
    changed : (value, finished)
    left : ()
        Closed with Esc.
    """

    changed = Signal(float, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weight_editor")
        self.setProperty("role", "popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.caption = QLabel(self)
        self.row = SliderRow(WEIGHT, self, "weight")
        self.row.label.hide()
        self.row.area.setFixedWidth(WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.caption)
        layout.addWidget(self.row.area)
        self.row.changed.connect(self._on_changed)
        self.hide()

    def open_at(self, place: QPointF, name: str, value: float) -> None:
        """Open beside a place of the parent, within the parent."""
        self.caption.setText(name)
        self.row.say(name, tr("{name}: drag it or type a number", name=name))
        self.show_value(value)
        self.adjustSize()
        parent = self.parentWidget()
        room = self.rect() if parent is None else parent.rect()
        x = min(max(place.x() - self.width() / 2, 4), room.width() - self.width() - 4)
        y = place.y() + 14
        if y + self.height() > room.height():
            y = place.y() - self.height() - 14
        self.move(round(x), round(y))
        self.show()
        self.raise_()

    def take_keyboard(self) -> None:
        """Focus the field, with its text selected."""
        self.row.field.setFocus()
        self.row.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.hide()
        self.left.emit()

    def show_value(self, value: float) -> None:
        """Show the present value, unless it is being edited."""
        if not self.row.field.hasFocus():
            self.row.show_value(value)

    def _on_changed(self, value: float, finished: bool) -> None:
        self.changed.emit(value, finished)
