"""More data on screen."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.transport import Start
from engine.simulations.overfitting.more_data import racer, runner


@pytest.fixture
def station(hand, monkeypatch):
    """Return the station; its races are short."""
    monkeypatch.setattr(racer, "ROUND", 100)
    monkeypatch.setattr(runner, "ROUNDS", 2)
    hand.set(station="more_data", md_small=50)
    return hand.page.stations["more_data"]


def test_it_opens_with_a_promise_that_the_later_points_break(hand, station):
    assert "promises 97.8 % with 50,000" in hand.words
    assert hand.words.endswith("95.8 %.")
    told = {line.left: line.right for line in station.law.lines}
    assert told["promised for 50,000"] == "97.8 %"
    assert "3.J" in station.stage.note.text()


def test_errors_are_drawn_on_a_logarithmic_axis(hand, station):
    assert not station.plot.figure.y.log
    hand.set(md_axis="error")
    figure = station.plot.figure
    assert figure.x.log
    assert figure.y.log
    law = next(line for line in figure.lines if line.dash and not line.label)
    slopes = np.diff(np.log(law.y)) / np.diff(np.log(law.x))
    # a straight line, where the error is no certainty
    np.testing.assert_allclose(slopes[5:], slopes[-1], rtol=1e-6)


def test_fitted_points_have_rings(hand, station):
    assert len(station.plot.figure.spots) == 5
    hand.set(md_to="100")
    assert station.plot.figure.spots == []
    assert hand.words == "A curve needs two points at least."
    hand.set(md_to="50000")
    assert "none is left" in hand.words


def test_the_race_names_its_leader(hand, station):
    assert station.race.figure.live == []
    hand.settle(Start(SIMULATION_ID))
    assert "leads" in hand.words
    assert {line.label for line in station.race.figure.live} == {"tuned", "plain"}
    lines = [line.left for line in station.racers.lines if line.right]
    assert lines == ["tuned: 784-100-10, 50 pictures", "plain: 784-30-10, 200 pictures"]
