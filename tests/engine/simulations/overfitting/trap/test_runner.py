"""The trap: trials one by one, scores on parts of any size, choices."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.transport import Seek, Start, Step
from engine.simulations.overfitting.trap.trial import EPOCHS, LAMBDAS, trial_settings
from engine.snapshots import Status
from tests.support.pages.overfitting_session import SIMULATION_ID


@pytest.fixture
def tried(bench):
    """Return the page after four trials."""
    bench.set(station="trap", trap_trials=4, trap_part=10)
    bench.send(Start(SIMULATION_ID))
    bench.settle()
    return bench


def test_all_trials_are_made_and_the_best_is_chosen(tried):
    view = tried.view
    assert tried.shown.status is Status.FINISHED
    assert len(view.promised) == len(view.fresh) == 4
    assert view.choice.trial == int(np.argmax(view.promised))
    assert view.choice.promised == view.best_promised[-1]
    assert (view.part, view.others) == (10, 50)


def test_by_validation_another_one_may_be_chosen(tried):
    view = tried.set(trap_by="validation").view
    assert view.choice.trial == int(np.argmax(view.validation))


def test_another_part_scores_the_same_trials_again(tried):
    before = tried.view
    tried.set(trap_part=30)
    after = tried.settle()
    assert after.part == 30
    assert not np.array_equal(before.promised, after.promised)
    total = (before.promised * 10 + before.fresh * 50) / 60
    np.testing.assert_allclose((after.promised * 30 + after.fresh * 30) / 60, total)


def test_earlier_moments_are_shown_again(tried):
    last = tried.view.promised
    tried.send(Seek(SIMULATION_ID, 2))
    assert np.array_equal(tried.view.promised, last[:2])
    tried.send(Step(SIMULATION_ID, 1))
    assert len(tried.settle().promised) == 3
    tried.send(Step(SIMULATION_ID, -3))
    assert tried.view.choice is None


def test_trials_differ_and_come_back_with_their_seed():
    settings = [trial_settings(1, number) for number in range(50)]
    assert settings == [trial_settings(1, number) for number in range(50)]
    assert len({each.lambda_ for each in settings}) > 40
    assert all(LAMBDAS[0] <= each.lambda_ <= LAMBDAS[1] for each in settings)
    assert all(EPOCHS[0] <= each.epochs <= EPOCHS[1] for each in settings)
