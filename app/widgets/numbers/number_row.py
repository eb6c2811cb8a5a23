"""A labelled number with slider and field."""

from __future__ import annotations

from math import log

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QWidget

from app.widgets.basics.elided import ElidedLabel

NOTCHES = 200


class PlainField(QDoubleSpinBox):
    """A number field without trailing zeros."""

    def textFromValue(self, value: float) -> str:
        text, point = super().textFromValue(value), self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(self._as_written(text))

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Validate typed text, with a point or a comma."""
        state, _, place = super().validate(self._as_written(text), place)
        return state, text, place

    def _as_written(self, text: str) -> str:
        point = self.locale().decimalPoint()
        return text.replace(",", point).replace(".", point).replace("−", "-")


class NumberRow(QWidget):
    """Label, slider and field of one number.

    Parameters
    ----------
    name : str
        The slider is `<name>_slider`, the field `<name>_field`.
    ends : tuple of float
        Lowest and highest number of the slider.
    logarithmic : bool
        Whether the slider is logarithmic.
    most : float or None
        Typed numbers lie between −most and most; None for the ends of the slider.
    notch : float
        Step of the slider, unless it is logarithmic.

    Signals
    -------
    changed : (value, finished)
        `finished` is False while the slider is dragged.
    """

    changed = Signal(float, bool)

    def __init__(
        self,
        name: str,
        ends: tuple[float, float],
        parent: QWidget | None = None,
        *,
        logarithmic: bool = False,
        most: float | None = None,
        notch: float = 0.1,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_row")
        self._ends, self._logarithmic, self._notch = ends, logarithmic, notch
        self.label = ElidedLabel(f"{name}_text", self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName(f"{name}_slider")
        self.slider.setRange(0, NOTCHES if logarithmic else round((ends[1] - ends[0]) / notch))
        self.slider.setMinimumWidth(40)
        self.field = PlainField(self)
        self.field.setObjectName(f"{name}_field")
        self.field.setRange(*((-most, most) if most is not None else ends))
        self.field.setDecimals(3)
        self.field.setSingleStep(0.5)
        self.field.setKeyboardTracking(False)
        self.field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.setFixedWidth(66)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label, 5)
        layout.addWidget(self.slider, 6)
        layout.addWidget(self.field)
        self.slider.valueChanged.connect(self._on_slid)
        self.slider.sliderReleased.connect(self._on_released)
        self.field.valueChanged.connect(self._on_typed)

    def say(self, label: str, tooltip: str) -> None:
        """Set label, tooltip and accessible name, already translated."""
        self.label.say(label)
        for part in (self.slider, self.field, self.field.lineEdit()):
            part.setToolTip(tooltip)
            part.setAccessibleName(tooltip)

    def show_value(self, value: float) -> None:
        """Show a number from the engine, unless the slider is dragged or the field edited."""
        if self.slider.isSliderDown():
            return
        for widget in (self.slider, self.field):
            widget.blockSignals(True)
        self.slider.setValue(self.notch_of(value))
        if not (self.field.hasFocus() and self.field.lineEdit().isModified()):
            self.field.setValue(value)
        for widget in (self.slider, self.field):
            widget.blockSignals(False)

    def value_of(self, notch: int) -> float:
        """Return the number at a notch of the slider."""
        low, high = self._ends
        if self._logarithmic:
            return float(f"{low * (high / low) ** (notch / NOTCHES):.3g}")
        return round(low + notch * self._notch, 6)

    def notch_of(self, value: float) -> int:
        """Return the notch nearest to a number."""
        low, high = self._ends
        value = min(max(value, low), high)
        if self._logarithmic:
            return round(NOTCHES * log(value / low) / log(high / low))
        return round((value - low) / self._notch)

    # --- handlers -------------------------------------------------------------------------------

    def _on_slid(self, notch: int) -> None:
        value = self.value_of(notch)
        self.field.blockSignals(True)
        self.field.setValue(value)
        self.field.blockSignals(False)
        self.changed.emit(value, not self.slider.isSliderDown())

    def _on_released(self) -> None:
        self.changed.emit(self.value_of(self.slider.value()), True)

    def _on_typed(self, value: float) -> None:
        self.changed.emit(value, True)
