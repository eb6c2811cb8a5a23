"""The trap on screen."""

from __future__ import annotations

import pytest

from app.pages.overfitting.trap.words import points
from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.transport import Start


@pytest.fixture
def station(hand):
    """Return the station after six trials."""
    hand.set(station="trap", trap_trials=6, trap_part=10)
    hand.settle(Start(SIMULATION_ID))
    return hand.page.stations["trap"]


def test_before_the_first_trial_it_asks_a_question(hand):
    hand.set(station="trap")
    assert hand.words.endswith("how good is it?")
    assert hand.page.stations["trap"].account.lines == ()


def test_before_the_first_trial_it_shows_what_is_to_be_expected(hand):
    station = hand.page.stations["trap"]
    hand.set(station="trap", trap_part=10)
    promised, kept = station.promise.figure.live
    assert promised.y[-1] > kept.y[-1] == 80
    hand.set(trap_part=100)
    assert station.promise.figure.live[0].y[-1] < promised.y[-1]
    hand.set(trap_by="validation")
    assert station.promise.figure.live[0].y[-1] == 80


def test_the_account_adds_up(hand, station):
    view = hand.page.simulation.payload.view
    told = {line.left: line.right for line in station.account.lines}
    assert told["promised too much"] == points(view.choice.promised - view.choice.fresh)
    assert told["too much, mean of 200 such tests"] == points(view.optimism)
    assert f"The best of {len(view.promised)} promises" in hand.words


def test_every_trial_has_its_spot_and_one_is_chosen(station):
    spots = station.trials.figure.spots
    assert len(spots) == 6
    assert [spot.label for spot in spots if not spot.hollow] == ["chosen"]


def test_differences_carry_their_sign():
    assert (points(0.0123), points(-0.0123), points(0.0)) == ("+1.2", "−1.2", "+0.0")
