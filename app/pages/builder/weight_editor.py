"""A popup in which one weight or bias is edited by hand, also during training."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.appearance.translation import tr
from app.widgets.numbers.held_slider import HeldSlider
from app.widgets.numbers.number_field import NumberField

NOTCHES_PER_UNIT = 50
REACH = 10.0
"""The slider goes from -REACH to REACH; more can be typed."""


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
        self.slider = HeldSlider(self)
        self.slider.setObjectName("weight_slider")
        reach = round(REACH * NOTCHES_PER_UNIT)
        self.slider.setRange(-reach, reach)
        self.slider.setFixedWidth(120)
        self.field = NumberField("weight_field", self)
        self.field.setRange(-1000, 1000)
        self.field.setDecimals(3)
        self.field.setSingleStep(0.1)
        self.field.setMinimumWidth(72)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        for widget in (self.caption, self.slider, self.field):
            layout.addWidget(widget)
        self.slider.dragged.connect(self._on_slid)
        self.field.valueChanged.connect(self._on_typed)
        self.hide()

    def open_at(self, place: QPointF, name: str, value: float) -> None:
        """Open beside a place of the parent, within the parent."""
        self.caption.setText(name)
        for part in (self.slider, self.field, self.field.lineEdit()):
            part.setToolTip(tr("{name}: drag it or type a number", name=name))
            part.setAccessibleName(name)
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
        self.field.setFocus()
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.hide()
        self.left.emit()

    def show_value(self, value: float) -> None:
        """Show the present value, unless it is being edited."""
        if self.slider.isSliderDown() or self.field.hasFocus():
            return
        for widget in (self.slider, self.field):
            widget.blockSignals(True)
        self.slider.setValue(round(value * NOTCHES_PER_UNIT))
        self.field.setValue(value)
        for widget in (self.slider, self.field):
            widget.blockSignals(False)

    # --- handlers -------------------------------------------------------------------------------

    def _on_slid(self, notch: int, finished: bool) -> None:
        value = notch / NOTCHES_PER_UNIT
        self.field.blockSignals(True)
        self.field.setValue(value)
        self.field.blockSignals(False)
        self.changed.emit(value, finished)

    def _on_typed(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * NOTCHES_PER_UNIT))
        self.slider.blockSignals(False)
        self.changed.emit(value, True)
