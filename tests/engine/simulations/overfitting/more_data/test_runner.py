"""More data: the fitted law with its judges, and the race round by round."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.transport import Seek, Start, Step
from engine.simulations.overfitting.more_data import racer, runner
from engine.snapshots import Status
from tests.support.pages.overfitting_session import SIMULATION_ID


@pytest.fixture
def race(bench, monkeypatch):
    """Return the page at the station; its races are short."""
    monkeypatch.setattr(racer, "ROUND", 100)
    monkeypatch.setattr(runner, "ROUNDS", 3)
    bench.set(station="more_data", md_small=50)
    return bench


def test_the_law_promises_more_than_its_judges_find(race):
    view = race.view
    assert view.fitted.sizes.max() == 2_000
    assert view.judges.sizes.min() == 5_000
    plain = view.law.error(view.judges.sizes)[-1]
    assert plain < 1 - view.judges.accuracy[-1] - 0.01
    floored = race.set(md_floor=True).view.law
    assert floored.floor > 0
    assert plain < floored.error(view.judges.sizes)[-1]


def test_one_point_is_no_curve_and_ends_may_be_swapped(race):
    assert race.set(md_from="2000", md_to="2000").view.law is None
    one = race.set(md_from="5000", md_to="100").view.law
    other = race.set(md_from="100", md_to="5000").view.law
    assert one == other


def test_both_networks_race_on_one_clock(race):
    race.send(Start(SIMULATION_ID))
    view = race.settle()
    assert race.shown.status is Status.FINISHED
    assert [each.pictures for each in view.racers] == [50, 200]
    assert [len(each.accuracy) for each in view.racers] == [3, 3]
    race.send(Seek(SIMULATION_ID, 1))
    assert [len(each.accuracy) for each in race.view.racers] == [1, 1]
    race.send(Step(SIMULATION_ID, 1))
    assert len(race.settle().racers[0].accuracy) == 2


def test_the_same_seed_races_the_same_and_another_size_anew(race):
    race.send(Start(SIMULATION_ID))
    first = [each.accuracy for each in race.settle().racers]
    assert not len(race.set(md_small=60).view.racers[0].accuracy)
    race.set(md_small=50)
    race.send(Start(SIMULATION_ID))
    again = [each.accuracy for each in race.settle().racers]
    np.testing.assert_array_equal(first, again)
