"""A segmented switch between the networks that can read the pad."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton
from engine.simulations.digits.state import DigitsState


class ReaderSwitch(QWidget):
    """Three segments, a fourth while a recorded run is open; the selected one is filled.

    Signals
    -------
    reader_chosen : (str)
        "ready-made", "plain", "mine" or "recorded".
    """

    reader_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader_switch")
        self._epoch = -1
        self._recorded = ""
        self.ready_button = ElidedButton("reader_ready_made_button", role="segment")
        self.plain_button = ElidedButton("reader_plain_button", role="segment")
        self.mine_button = ElidedButton("reader_mine_button", role="segment")
        self.recorded_button = ElidedButton("reader_recorded_button", role="segment")
        group = QButtonGroup(self)
        group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._buttons = {
            "ready-made": self.ready_button,
            "plain": self.plain_button,
            "mine": self.mine_button,
            "recorded": self.recorded_button,
        }
        for button in self._buttons.values():
            button.setCheckable(True)
            group.addButton(button)
            layout.addWidget(button)
        self.recorded_button.hide()
        self.ready_button.setChecked(True)
        self.ready_button.clicked.connect(self._on_ready_clicked)
        self.plain_button.clicked.connect(self._on_plain_clicked)
        self.mine_button.clicked.connect(self._on_mine_clicked)
        self.recorded_button.clicked.connect(self._on_recorded_clicked)
        self.retranslate()

    def render_state(self, state: DigitsState) -> None:
        """Show the network that reads, and the epoch of the user's own."""
        button = self._buttons[state.reader]
        if not button.isChecked():
            button.setChecked(True)
        training = state.training
        epoch = int(training.epoch) if training.last_step else -1
        if (epoch, training.recorded) != (self._epoch, self._recorded):
            self._epoch, self._recorded = epoch, training.recorded
            self.recorded_button.setVisible(bool(training.recorded))
            self.retranslate()

    def retranslate(self) -> None:
        self.ready_button.say(
            tr("Ready-made"),
            tr("The network that came with the program reads the pad: convolutions first."),
        )
        self.plain_button.say(
            tr("Plain"),
            tr("A ready-made network of dense layers alone reads the pad, to compare."),
        )
        own = self._epoch >= 0 and not self._recorded
        mine = tr("Mine · epoch {epoch}", epoch=self._epoch) if own else tr("Mine")
        recorded = tr("{run} · epoch {epoch}", run=self._recorded, epoch=self._epoch)
        self.recorded_button.say(recorded, tr("A recorded network reads the pad as it once was."))
        self.mine_button.say(mine, tr("The network that you train here reads the pad."))

    def _on_ready_clicked(self) -> None:
        self.reader_chosen.emit("ready-made")

    def _on_plain_clicked(self) -> None:
        self.reader_chosen.emit("plain")

    def _on_recorded_clicked(self) -> None:
        self.reader_chosen.emit("recorded")

    def _on_mine_clicked(self) -> None:
        self.reader_chosen.emit("mine")
