"""Magnifier of the gradient bars: their factor, a power of ten."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.translation import mark, number, significant, tr
from app.pages.vanishing.words import SIMULATION_ID
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ClauseLabel, ElidedButton
from app.widgets.basics.retranslation import retranslate_children
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting

MOST = 12


class Magnifier(QWidget):
    """Factor and scale of the bars, and two buttons that change them."""

    def __init__(self, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("magnifier")
        self._send, self._power, self._full = send, 0, 1.0
        self.words = ClauseLabel("bar_scale_text", self, role="small")
        smaller, larger = mark("Smaller bars (Shift+M)."), mark("Enlarge all bars ten times (M).")
        self.less_button = ElidedButton(
            "magnify_less_button", "÷10", smaller, role="choice", act=self.shrink
        )
        self.more_button = ElidedButton(
            "magnify_more_button", "×10", larger, role="choice", act=self.enlarge
        )
        row((self.words, 1), self.less_button, self.more_button, gap=4, inside=self)
        self._say()

    def show_scale(self, power: int, full: float) -> None:
        """Show the factor, and the value of a full-length bar."""
        if (power, full) != (self._power, self._full):
            self._power, self._full = power, full
            self._say()

    def _say(self) -> None:
        self.less_button.setEnabled(self._power > 0)
        self.more_button.setEnabled(self._power < MOST)
        self.words.say(
            tr(
                "magnifier ×{factor} · a whole bar is {full} · ∂C/∂b, linear",
                full=significant(self._full / 10.0**self._power, 2),
                factor=number(10.0**self._power),
            )
        )

    def retranslate(self) -> None:
        retranslate_children(self)
        self._say()

    def enlarge(self) -> None:
        """Enlarge the bars ten times."""
        self.set_power(self._power + 1)

    def shrink(self) -> None:
        """Shrink the bars ten times."""
        self.set_power(self._power - 1)

    def set_power(self, power: int) -> None:
        """Send the power of ten, clamped to 0 … MOST."""
        self._send(SetSetting(SIMULATION_ID, "magnifier", min(max(power, 0), MOST)))
