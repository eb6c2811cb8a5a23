"""Training goes on in short pieces, at the pace that was asked for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engine.commands.transport import SetPace
from engine.errors import SettingError
from engine.simulations.learning.work_slices import MOST_BATCHES, WorkSlices
from tests.support.toy import toy_run

BATCH = 7
"""Examples of a mini-batch of a toy run."""


class Clock:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self):
        """Return the time."""
        return self.now


@pytest.fixture
def clock():
    """Return a clock that the test moves."""
    return Clock()


@pytest.fixture
def run():
    """Return a run of fifty mini-batches an epoch that has not begun, and is measured."""
    made = toy_run(count=50 * BATCH)
    made.finish_measuring()
    return made


@pytest.mark.parametrize("speed", [0.0, -5.0, float("nan")])
def test_a_speed_that_leads_nowhere_is_refused(clock, run, speed):
    slices = WorkSlices(clock)
    for refused in (SetPace("", speed), SetPace("", 1.0, epochs_per_second=speed)):
        with pytest.raises(SettingError, match="nothing was changed"):
            slices.set_pace(refused)
    assert slices.train(run, None)
    assert run.step > 0


def test_pieces_grow_while_they_take_no_time_and_stop_where_they_should(clock, run):
    slices, steps = WorkSlices(clock), [0]
    while slices.train(run, 45):
        steps.append(run.step)
        run.finish_measuring()
    steps.append(run.step)
    pieces = [later - before for before, later in pairwise(steps)]
    assert run.step == 45
    assert pieces[0] == 1
    assert all(after <= 4 * before for before, after in pairwise(pieces))
    assert slices._batches <= MOST_BATCHES
    assert not slices.train(run, 45)
    assert run.step == 45


def test_no_more_is_trained_than_the_pace_allows(clock, run):
    slices = WorkSlices(clock)
    slices.set_pace(SetPace("", 10.0 * BATCH))
    steps = []
    for _ in range(12):
        while slices.train(run, None):
            pass
        steps.append(run.step)
        clock.now += 0.1 + 1e-9
    # ten mini-batches a second
    assert steps == list(range(12))


def test_a_time_lapse_is_told_in_epochs(clock, run):
    slices = WorkSlices(clock)
    slices.set_pace(SetPace("", 1.0, epochs_per_second=0.2))
    slices.train(run, None)
    clock.now += 0.1 + 1e-9
    while slices.train(run, None):
        pass
    # a fifth of fifty mini-batches a second
    assert run.step == 1


def test_time_that_passed_while_it_rested_is_not_made_up_for(clock, run):
    slices = WorkSlices(clock)
    slices.set_pace(SetPace("", 100.0 * BATCH))
    slices.train(run, None)
    slices.rest()
    clock.now += 60.0
    assert not slices.train(run, None)
    assert run.step == 0
    clock.now += 0.05 + 1e-9
    while slices.train(run, None):
        pass
    assert run.step == 5


def test_one_that_lags_behind_catches_up_and_goes_no_further(clock, run):
    slices, other = WorkSlices(clock), toy_run(count=50 * BATCH, eta=0.1)
    other.finish_measuring()
    while run.step < 20:
        run.advance(20 - run.step)
    for _ in range(200):
        slices.follow(run, other, running=True)
        if other.step == 20:
            break
    assert other.step == 20
    assert run.step == 20
    assert other.network.digest() != run.network.digest()
