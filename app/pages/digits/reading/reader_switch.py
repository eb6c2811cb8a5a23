"""A segmented switch between the networks that can read the pad."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.translation import mark, tr
from app.widgets.basics.segments import Segments
from engine.simulations.digits.state import DigitsState

READERS = {
    "ready-made": (
        mark("Ready-made"),
        mark("The network that came with the program reads the pad: convolutions first."),
    ),
    "plain": (
        mark("Plain"),
        mark("A ready-made network of dense layers alone reads the pad, to compare."),
    ),
    "mine": ("", ""),
    "recorded": ("", ""),
}
"""Name and meaning of each network; those of networks that learn name an epoch."""


class ReaderSwitch(Segments):
    """Three segments, a fourth while a recorded run is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("reader_switch", "reader_{}_button", READERS, parent)
        # object names have no hyphens
        self.buttons["ready-made"].setObjectName("reader_ready_made_button")
        self._epoch = -1
        self._recorded = ""
        self.buttons["recorded"].hide()
        self.retranslate()

    def render_state(self, state: DigitsState) -> None:
        """Show the network that reads, and the epoch of the user's own."""
        self.select(state.reader)
        training = state.training
        epoch = int(training.epoch) if training.last_step else -1
        if (epoch, training.recorded) != (self._epoch, self._recorded):
            self._epoch, self._recorded = epoch, training.recorded
            self.buttons["recorded"].setVisible(bool(training.recorded))
            self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        own = self._epoch >= 0 and not self._recorded
        mine = tr("Mine · epoch {epoch}", epoch=self._epoch) if own else tr("Mine")
        recorded = tr("{run} · epoch {epoch}", run=self._recorded, epoch=self._epoch)
        self.buttons["mine"].say(mine, tr("The network that you train here reads the pad."))
        self.buttons["recorded"].say(
            recorded, tr("A recorded network reads the pad as it once was.")
        )
