"""You against the network: what is dealt, and what counts as an answer."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from engine.commands.pages.digits import (
    AnswerGame,
    StartGame,
)
from engine.errors import DataError, SettingError
from engine.execution.tracing import outputs_of
from engine.recognition.recognition import load_shipped
from engine.simulations.digits.game import CARDS, POOL, GameTable, answered, deal
from tests.support.pages.digits_session import (
    SIMULATION_ID,
    seen,
    settle,
    small_data,
)


def test_a_game_deals_twenty_different_digits_and_ends(session):
    session.apply(StartGame(SIMULATION_ID))
    settle(session)
    for _ in range(25):
        session.apply(AnswerGame(SIMULATION_ID, 3, 1.0))
    game = seen(session).payload.game
    assert game.finished
    assert game.your_answers == (3,) * 20
    assert len({picture.tobytes() for picture in game.pictures}) == 20


# --- without a session ---------------------------------------------------------------------------

NETWORK = load_shipped("plain").network


class Clock:
    """A clock that goes half a second each time it is read."""

    now = 0.0

    def __call__(self):
        """Return the time."""
        self.now += 0.5
        return self.now


@pytest.fixture
def game():
    """Return a game of the last 150 of 300 digits."""
    data = small_data("")
    return deal(data, NETWORK, np.arange(300)[::-1], 3, Clock())


def test_fewer_digits_make_a_shorter_game_and_none_is_refused():
    data, clock = small_data(""), Clock()
    assert len(deal(data, NETWORK, np.arange(7), 3, clock).labels) == 7
    with pytest.raises(DataError, match="got none"):
        deal(data, NETWORK, np.arange(0), 3, clock)


def test_cards_are_of_the_hardest_and_the_network_answers_what_it_reads(game):
    test = small_data("").test
    places = [
        int(np.flatnonzero((test.x == picture.ravel()).all(axis=1))[0]) for picture in game.pictures
    ]
    assert len(set(places)) == CARDS
    assert min(places) >= 300 - POOL
    np.testing.assert_array_equal(game.labels, test.labels[places])
    answers = outputs_of(NETWORK, test.x[places]).argmax(axis=1)
    np.testing.assert_array_equal(game.network_answers, answers)
    assert game.network_seconds == 0.5


def test_the_same_seed_deals_the_same_cards(game):
    data, hard = small_data(""), np.arange(300)[::-1]
    again, other = (deal(data, NETWORK, hard, seed, Clock()) for seed in (3, 4))
    np.testing.assert_array_equal(again.pictures, game.pictures)
    assert (other.pictures != game.pictures).any()


@pytest.mark.parametrize("digit", [-1, 10])
def test_an_answer_is_a_digit(game, digit):
    with pytest.raises(SettingError, match="classes 0 to 9"):
        answered(game, digit, 1.0)


def test_answers_are_taken_until_every_card_has_one(game):
    for number in range(CARDS):
        assert not game.finished
        game = answered(game, number % 10, -1.0 if number else 2.5)
    assert game.finished
    assert game.your_seconds == (2.5, *(0.0,) * (CARDS - 1))
    assert answered(game, 7, 1.0) is game


def test_a_game_waits_for_the_data_unless_it_is_left():
    data = small_data("")
    pad = SimpleNamespace(hard_order=lambda data: np.arange(300))
    learning = SimpleNamespace(
        store=SimpleNamespace(need=lambda: None), settings=SimpleNamespace(seed=1)
    )
    table = GameTable(learning, pad, lambda data: NETWORK, Clock())
    table.start(StartGame(SIMULATION_ID))
    assert table.game is None
    table.stop(None)
    table.deal_waiting(data)
    assert table.game is None
    table.start(StartGame(SIMULATION_ID))
    table.deal_waiting(data)
    dealt = table.game
    table.deal_waiting(data)
    assert table.game.pictures is dealt.pictures
