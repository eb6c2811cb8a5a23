"""Card with the button that unfolds the training half of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.digits.training.recorded_menu import RecordedButton
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, WrappedLabel


class TrainingInvitation(Card):
    """Buttons that open the training half, a recorded run or the game."""

    train_asked = Signal()
    game_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Train your own"), parent, name="invitation_card")
        self.sentence = WrappedLabel("invitation_sentence", self)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.train_button = ElidedButton(
            "train_your_own_button",
            mark("Train your own"),
            mark("Show settings and curves of a network of your own."),
            role="primary",
            act=self.train_asked.emit,
        )
        self.game_button = ElidedButton(
            "start_game_button",
            mark("You against the network"),
            mark("Read 20 hard digits; the network does so too."),
            act=self.game_asked.emit,
        )
        self.recorded_button = RecordedButton("recorded_runs_button")
        self.hold((self.sentence, 1), self.train_button, self.recorded_button, self.game_button)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.sentence.setText(
            tr("A new network starts with random weights and learns in front of your eyes.")
        )
