"""Score strip: average deviation, number of bumps, preset heights, descent."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.numbers.drag_number import DragNumber
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import SpreadHeights
from engine.commands.transport import Start
from engine.simulations.universality.scene import MOST_BUMPS
from engine.simulations.universality.state import UniversalityState

ROOM = 36
"""Width, in base font sizes, above which the descent button is shown."""

SPREADS = ("flat", "random", "best")


class ScoreStrip(QWidget):
    """Strip with the average deviation in large figures, and controls beside it."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_strip")
        self._theme, self._send = theme, send
        self._state: UniversalityState | None = None
        self._won = False
        self.caption = ElidedLabel("deviation_caption", self)
        self.value = ElidedLabel("deviation_value", self)
        self.value.setProperty("role", "readout")
        self.verdict = ElidedLabel("deviation_verdict", self)
        self.best = ElidedLabel("deviation_best", self)
        self.best.setProperty("role", "small")
        self.fewer_button = ElidedButton("fewer_bumps_button", role="icon")
        self.more_button = ElidedButton("more_bumps_button", role="icon")
        self.bumps_number = DragNumber("bumps_number", MOST_BUMPS, live=True, parent=self)
        self.bumps_number.setRange(1, MOST_BUMPS)
        self.bumps_label = ElidedLabel("bumps_label", self)
        self.spread_buttons = {
            kind: ElidedButton(f"{kind}_heights_button", role="choice") for kind in SPREADS
        }
        self.descent_button = ElidedButton("descent_button", role="primary")
        self._lay_out()
        self.fewer_button.clicked.connect(self._on_fewer_clicked)
        self.more_button.clicked.connect(self._on_more_clicked)
        self.bumps_number.chosen.connect(self._on_bumps_chosen)
        for kind, button in self.spread_buttons.items():
            button.setProperty("spread", kind)
            button.clicked.connect(self._on_spread_clicked)
        self.descent_button.clicked.connect(self._on_descent_clicked)
        theme.changed.connect(self._colour)
        self.retranslate()

    def _lay_out(self) -> None:
        fitting = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for label in (self.caption, self.value, self.bumps_label):
            label.setSizePolicy(fitting)
        first, second, last = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        first.setSpacing(10)
        second.setSpacing(6)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(4)
        first.addWidget(self.caption)
        first.addWidget(self.value)
        first.addWidget(self.verdict, 1)
        first.addWidget(self.descent_button)
        second.addWidget(self.best, 1)
        second.addWidget(self.bumps_label)
        second.addWidget(self.fewer_button)
        self.bumps_number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.bumps_number.setFixedWidth(4 * self._theme.size("base"))
        second.addWidget(self.bumps_number)
        second.addWidget(self.more_button)
        second.addSpacing(8)
        for button in self.spread_buttons.values():
            second.addWidget(button)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        last.addLayout(first)
        last.addLayout(second)

    def show_state(self, state: UniversalityState) -> None:
        """Show the score of a state."""
        self._state = state
        curve = state.curve
        if curve is None:
            return
        bumps = int(state.settings["bumps"])
        known = isfinite(curve.deviation)
        self.value.say(number(curve.deviation, 3) if known else "∞")
        self._won = 0 < curve.limit > curve.deviation
        self.verdict.say(self._verdict(state))
        self._colour()
        copies = int(state.settings["copies"])
        words = tr("best of {bumps} ideal bumps: {best}",
                   bumps=bumps, best=number(curve.best, 3))  # fmt: skip
        self.best.say(words if copies == 1 else tr("{copies} copies, shifted", copies=copies))
        self.bumps_number.show_value(bumps)
        for button in self.spread_buttons.values():
            button.setEnabled(copies == 1)

    def _verdict(self, state: UniversalityState) -> str:
        curve = state.curve
        assert curve is not None  # checked by the caller
        if self._won:
            return tr("Success!")
        if curve.limit:
            return tr("goal: {limit}", limit=number(curve.limit, 3))
        return ""

    def _colour(self) -> None:
        for label in (self.value, self.verdict):
            palette = label.palette()
            token = "accuracy" if self._won else "text" if label is self.value else "text_2"
            palette.setColor(label.foregroundRole(), self._theme.color(token))
            if palette != label.palette():
                label.setPalette(palette)
                label.setStyleSheet(f"color: {self._theme.color(token).name()};")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.descent_button.setVisible(self.width() > ROOM * self._theme.size("base"))

    def retranslate(self) -> None:
        self.caption.say(tr("Average deviation"))
        self.bumps_label.say(tr("bumps"))
        self.fewer_button.say("−", tr("One bump fewer."))
        self.more_button.say("+", tr("One bump more: each takes two hidden neurons."))
        self.bumps_number.say(tr("How many bumps stand side by side: type, or drag sideways."))
        names = {
            "flat": (tr("flat"), tr("All heights 0.")),
            "random": (tr("random"), tr("Random heights, as a network begins (N).")),
            "best": (tr("best"), tr("The heights that no others of this width can beat.")),
        }
        for kind, button in self.spread_buttons.items():
            button.say(*names[kind])
        self.descent_button.say(
            tr("Let descent take over"), tr("Train from just this network, to the bit (Space).")
        )
        if self._state is not None:
            self.show_state(self._state)

    # --- handlers -------------------------------------------------------------------------------

    def _choose(self, bumps: int, finished: bool = True) -> None:
        self._send(
            SetSetting(SIMULATION_ID, "bumps", min(max(bumps, 1), MOST_BUMPS), finished=finished)
        )

    def _on_fewer_clicked(self) -> None:
        if self._state is not None:
            self._choose(int(self._state.settings["bumps"]) - 1)

    def _on_more_clicked(self) -> None:
        if self._state is not None:
            self._choose(int(self._state.settings["bumps"]) + 1)

    def _on_bumps_chosen(self, bumps: int, finished: bool) -> None:
        self._choose(bumps, finished)

    def _on_spread_clicked(self) -> None:
        self._send(SpreadHeights(SIMULATION_ID, str(self.sender().property("spread"))))

    def _on_descent_clicked(self) -> None:
        self._send(Start(SIMULATION_ID))
