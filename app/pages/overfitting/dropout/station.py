"""Station "Dropout": masks of training, and the votes of thinned networks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import FOLDED, Column, Part, Row
from app.page_frame.station_page import Station
from app.pages.overfitting.dropout.mask_grid import MaskGrid
from app.pages.overfitting.dropout.thinned_network import ThinnedNetwork
from app.pages.overfitting.dropout.vote_bars import VoteBars
from app.pages.overfitting.dropout.words import account_lines, dropout_sentence
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.words import DATA_NAMES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, WrappedLabel
from app.widgets.basics.line_list import LineList
from app.widgets.pictures.picture_view import PictureView
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.overfitting.dropout.state import DropoutView
from engine.simulations.overfitting.state import OverfittingState
from engine.snapshots import SimulationSnapshot

ACCOUNT_ROWS = 7

LECTURE_ROOM = 800
"""Least height in pixels at which a lecture shows the votes below the network."""


class DropoutStation(Station):
    """Station that shows a DropoutView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "dropout_station", parent)
        self._view: DropoutView | None = None
        self.stage = Card(theme, mark("The network in the next mini-batch"), name="dropout_stage")
        self.network = ThinnedNetwork(theme, self.stage)
        self.masks = MaskGrid(theme, self.stage)
        self.stage.hold((Row(theme, Part(self.network, 2), Part(self.masks, 3)), 1))
        self.votes_card = Card(theme, mark("A committee of thinned networks"), name="votes_card")
        self.picture = PictureView(theme, "dropout_picture", self.votes_card)
        self.votes = VoteBars(theme, self.votes_card)
        self.votes_card.hold((Row(theme, Part(self.picture, 2), Part(self.votes, 3)), 1))
        self.controls = Card(theme, mark("Dropout"), name="dropout_controls")
        self.form = settings_form(send, ("drop_share", "drop_picture"), self.controls)
        self.dispute = ElidedButton(
            "disputed_button", mark("one they disagree about"),
            mark("The next test picture with few votes for the winner."), role="link",
            act=self.show_disputed,
        )  # fmt: skip
        self.controls.hold(self.form)
        self.votes_card.add_to_header(self.dispute)
        self.account_card = Card(
            theme, mark("The network that answers"), name="dropout_account_card"
        )
        self.account = LineList(theme, "dropout_account", self.account_card, rows=ACCOUNT_ROWS)
        self.note = WrappedLabel("dropout_note", self.account_card, role="small")
        self.account_card.hold(self.account, self.note)
        self.account_card.body.addStretch(1)
        left = Column(theme, Part(self.stage, 1), Part(self.votes_card, 1, room=LECTURE_ROOM))
        side = Column(theme, Part(self.controls), Part(self.account_card, 1))
        self.lay_out(Part(left, 62, 1), Part(side, 38, lecture=FOLDED))
        self.retranslate()

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: DropoutView = state.view
        self._view = view
        self.form.show_values(state.settings)
        self.network.show_kept(view.kept[0])
        self.masks.show_kept(view.kept)
        self.picture.show_picture(view.picture)
        self.votes.show_verdict(view.verdict, view.label)
        waiting = "" if view.verdict is not None else tr("A network learns with dropout …")
        self.account.show_lines(account_lines(view), waiting)
        self.account_card.set_note(_scored_words(view))
        self.dispute.setEnabled(view.scores is not None and view.share > 0)
        data = tr(DATA_NAMES.get(view.data, view.data))
        if view.data != state.settings["data"]:
            data = tr("built-in digits: MNIST is not on this machine")
        self.stage.set_note(tr("{data} · 784-30-10, η = 0.5", data=data))
        self.votes_card.set_note(
            tr("test picture {number}, a {label}", number=number(view.number), label=view.label)
            if view.label >= 0
            else ""
        )

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return dropout_sentence(state.view, loading=state.loading)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        words = tr("mini-batch {step} of {last}", step=number(simulation.step),
                   last=number(state.last_step))  # fmt: skip
        return Place(simulation.step, state.last_step, words)

    def show_disputed(self) -> None:
        """Ask for the next of the pictures that the committee disagrees about."""
        view = self._view
        if view is None or view.scores is None:
            return
        order = view.scores.disputed
        place = order.index(view.number) + 1 if view.number in order else 0
        self.send(SetSetting(SIMULATION_ID, "drop_picture", order[place % len(order)]))

    def retranslate(self) -> None:
        super().retranslate()
        self.note.setText(
            tr(
                "Two forms of the same function. The book trains with activations as they are and "
                "multiplies the weights by 1 − p afterwards. This program divides the activations "
                "that stay by 1 − p while it trains, and needs no change afterwards."
            )
        )


def _scored_words(view: DropoutView) -> str:
    if view.scores is None:
        return tr("counting votes …") if view.verdict is not None else ""
    return tr("right of {count} test pictures", count=number(view.scores.pictures))
