"""The card of one trial: its lines, and the comparison of digests."""

from __future__ import annotations

from dataclasses import replace

from engine.commands.edits import SetSetting


def lines_of(hand):
    """Return the texts of the card by their labels."""
    return {line.left: line.right for line in hand.page.map.trial.lines.lines}


def test_the_card_names_values_measures_and_digest(searched):
    searched.set(chosen=0)
    lines = lines_of(searched)
    trial = searched.simulation.payload.map.chosen
    assert (lines["η"], lines["λ"]) == ("0.01", "0.01")
    assert lines["digest of the weights"] == trial.result.digest[:12]


def test_the_button_says_what_it_does_or_why_it_is_grey(searched):
    card, trial = searched.page.map.trial, searched.simulation.payload.map.best
    assert "same weights" in card.open_button.toolTip()
    card.show_trial(replace(trial, page=""), "")
    assert not card.open_button.isEnabled()
    assert "No page" in card.open_button.toolTip()


def test_a_finished_run_is_compared_by_its_digest(searched):
    card, trial = searched.page.map.trial, searched.simulation.payload.map.best
    card.show_digests({"builder": trial.result.digest})
    searched.page.map.render_state(searched.simulation.payload)
    assert lines_of(searched)["run on Builder"].endswith("the same, bit for bit")
    card.show_digests({"builder": "0" * 64})
    searched.page.map.render_state(searched.simulation.payload)
    assert lines_of(searched)["run on Builder"].endswith("another run")


def test_without_a_trial_nothing_can_be_opened(hand):
    card = hand.page.map.trial
    assert not card.open_button.isEnabled()
    assert "press Play first" in card.open_button.toolTip()
    hand.show(SetSetting("search", "chosen", 3))
    assert not card.openable
