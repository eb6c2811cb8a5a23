"""Suspects that are voted for, tried and refused."""

from __future__ import annotations

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.pages.vanishing import VoteAblation
from tests.support.pages.vanishing_page import LEFT


def test_the_room_votes_and_a_twin_says_what_an_exchange_does(qtbot, hand):
    hand.set(depth=4)
    view = hand.page.layers.ablations
    qtbot.mouseClick(view.votes["depth"], LEFT)
    qtbot.mouseClick(view.switches["relu-he"], LEFT)
    assert hand.take(VoteAblation) == [VoteAblation(SIMULATION_ID, "depth")]
    hand.settle()
    assert view.votes["depth"].text() == "+ 1"
    before, after = view.results["relu-he"].text().split(" → ")
    assert float(before) > 80
    assert float(after) < 3
    assert "cure" in view.reason.text()
    assert view.switches["relu-he"].isChecked()
    qtbot.mouseClick(hand.page.layers.clear_ablations_button, LEFT)
    hand.settle()
    assert view.results["relu-he"].text() == ""
    assert view.votes["depth"].text() == "+ 0"


def test_a_refused_suspect_is_switched_off_again(qtbot, hand):
    view = hand.page.layers.ablations
    qtbot.mouseClick(view.switches["tanh"], LEFT)
    hand.settle()
    assert not view.switches["tanh"].isChecked()
