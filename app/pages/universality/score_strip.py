"""Score strip: average deviation, number of bumps, preset heights, descent."""

from __future__ import annotations

from functools import partial
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.basics.retranslation import retranslate_children
from app.widgets.numbers.drag_number import DragNumber
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import SpreadHeights
from engine.commands.transport import Start
from engine.simulations.universality.scene import MOST_BUMPS
from engine.simulations.universality.state import UniversalityState

ROOM = 36
"""Width, in base font sizes, above which the descent button is shown."""

SPREADS = {
    "flat": (mark("flat"), mark("All heights 0.")),
    "random": (mark("random"), mark("Random heights, as a network begins (N).")),
    "best": (mark("best"), mark("The heights that no others of this width can beat.")),
}
"""Name and meaning of each way to set all heights."""


class ScoreStrip(QWidget):
    """Strip with the average deviation in large figures, and controls beside it."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_strip")
        self._theme, self._send = theme, send
        self._state: UniversalityState | None = None
        self._won = False
        self.caption = ElidedLabel("deviation_caption", self)
        self.value = ElidedLabel("deviation_value", self, role="readout")
        self.verdict = ElidedLabel("deviation_verdict", self)
        self.best = ElidedLabel("deviation_best", self, role="small")
        self._build_count()
        self.spread_buttons = [
            ElidedButton(
                f"{kind}_heights_button",
                *words,
                role="choice",
                act=partial(send, SpreadHeights(SIMULATION_ID, kind)),
            )
            for kind, words in SPREADS.items()
        ]
        self.descent_button = ElidedButton(
            "descent_button",
            mark("Let descent take over"),
            mark("Train from just this network, to the bit (Space)."),
            role="primary",
            act=partial(send, Start(SIMULATION_ID)),
        )
        self._lay_out()
        self.bumps_number.chosen.connect(self._choose)
        theme.changed.connect(self._colour)
        self.retranslate()

    def _build_count(self) -> None:
        self.fewer_button = ElidedButton(
            "fewer_bumps_button",
            "−",
            mark("One bump fewer (−)."),
            role="icon",
            act=self.remove_bump,
        )
        self.more_button = ElidedButton(
            "more_bumps_button",
            "+",
            mark("One bump more: each takes two hidden neurons (+)."),
            role="icon",
            act=self.add_bump,
        )
        self.bumps_number = DragNumber("bumps_number", MOST_BUMPS, live=True, parent=self)
        self.bumps_number.setRange(1, MOST_BUMPS)
        self.bumps_label = ElidedLabel("bumps_label", self)

    def _lay_out(self) -> None:
        fitting = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for label in (self.caption, self.value, self.bumps_label):
            label.setSizePolicy(fitting)
        self.bumps_number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.bumps_number.setFixedWidth(4 * self._theme.size("base"))
        self.caption.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        first = row(self.caption, self.value, (self.verdict, 1), self.descent_button, gap=10)
        count = (self.bumps_label, self.fewer_button, self.bumps_number, self.more_button)
        second = row((self.best, 1), *count, *self.spread_buttons, gap=6)
        second.insertSpacing(1 + len(count), 8)
        column(first, second, gap=4, inside=self)

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
        for button in self.spread_buttons:
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
        self.bumps_number.say(tr("How many bumps stand side by side: type, or drag sideways."))
        retranslate_children(self)
        if self._state is not None:
            self.show_state(self._state)

    # --- handlers -------------------------------------------------------------------------------

    def _choose(self, bumps: int, finished: bool = True) -> None:
        self._send(
            SetSetting(SIMULATION_ID, "bumps", min(max(bumps, 1), MOST_BUMPS), finished=finished)
        )

    def add_bump(self) -> None:
        """Ask for one bump more."""
        self._add_bumps(1)

    def remove_bump(self) -> None:
        """Ask for one bump fewer."""
        self._add_bumps(-1)

    def _add_bumps(self, more: int) -> None:
        if self._state is not None:
            self._choose(int(self._state.settings["bumps"]) + more)
