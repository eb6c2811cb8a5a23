"""The card of the network's 28 x 28 input and the figures of its normalisation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.digits.words import QUANTITIES
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedLabel
from app.widgets.pictures.normalisation_view import NormalisationView, mass_shift, size_factor
from engine.recognition.recognition import Reading


class SeesCard(Card):
    """The network's input; beside it scale, shift, pen width and familiarity."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent, name="sees_card")
        self.view = NormalisationView(theme, self)
        self._reading: Reading | None = None
        self._lecture = False
        self._names: dict[str, ElidedLabel] = {}
        self._values: dict[str, ElidedLabel] = {}
        self.hold((row((self.view, 3), (self._build_figures(), 2), gap=10), 1))
        self.retranslate()

    def _build_figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(0)
        for place, name in enumerate(QUANTITIES):
            title = ElidedLabel(f"{name}_title", role="small")
            value = ElidedLabel(f"{name}_value", role="mono")
            value.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(title, 2 * place, 0)
            grid.addWidget(value, 2 * place + 1, 0)
            grid.setRowStretch(2 * place + 1, 1)
            self._names[name], self._values[name] = title, value
        return grid

    def render_reading(self, reading: Reading | None) -> None:
        """Show another picture and its figures."""
        self.view.show_normalised(None if reading is None else reading.normalised)
        if reading is self._reading:
            return
        self._reading = reading
        for name, value in self._figures(reading).items():
            self._values[name].say(value)

    def _figures(self, reading: Reading | None) -> dict[str, str]:
        if reading is None:
            return dict.fromkeys(QUANTITIES, "–")
        normalised = reading.normalised
        x, y = mass_shift(normalised)
        pen = normalised.pen_px
        return {
            "size": f"× {number(size_factor(normalised), 2)}",
            "shift": f"{_signed(x)} {_signed(y)}",
            "pen": number(pen, 1) if pen else "–",
            "familiar": number(reading.familiar, 2),
        }

    def set_lecture(self, lecture: bool) -> None:
        """Hide what is too small for a lecture."""
        self._lecture = lecture
        for label in (*self._names.values(), *self._values.values()):
            label.setVisible(not lecture)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(tr("The network sees") if self._lecture else tr("What the network sees"))
        self.set_note("" if self._lecture else "28×28")
        for name, (title, tooltip) in QUANTITIES.items():
            self._names[name].say(tr(title))
            for label in (self._names[name], self._values[name]):
                label.setToolTip(tr(tooltip))
        self.view.retranslate()


def _signed(value: float) -> str:
    return ("−" if value < 0 else "+") + number(abs(value), 1)
