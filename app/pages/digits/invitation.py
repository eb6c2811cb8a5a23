"""Card with the button that unfolds the training half of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.digits.training.recorded_menu import RecordedButton
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton


class TrainingInvitation(Card):
    """Buttons that open the training half, a recorded run or the game."""

    train_asked = Signal()
    game_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("invitation_card")
        self.sentence = QLabel(self)
        self.sentence.setObjectName("invitation_sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.train_button = ElidedButton("train_your_own_button", role="primary")
        self.train_button.clicked.connect(self.train_asked)
        self.game_button = ElidedButton("start_game_button")
        self.game_button.clicked.connect(self.game_asked)
        self.recorded_button = RecordedButton("recorded_runs_button")
        self.body.addWidget(self.sentence, 1)
        self.body.addWidget(self.train_button)
        self.body.addWidget(self.recorded_button)
        self.body.addWidget(self.game_button)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(tr("Train your own"))
        self.sentence.setText(
            tr("A new network starts with random weights and learns in front of your eyes.")
        )
        self.train_button.say(
            tr("Train your own"), tr("Show settings and curves of a network of your own.")
        )
        self.recorded_button.retranslate()
        self.game_button.say(
            tr("You against the network"), tr("Read 20 hard digits; the network does so too.")
        )
