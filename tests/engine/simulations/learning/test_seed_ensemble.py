"""A crowd beside a run: the present settings with many seeds."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.commands.runs import StartEnsemble, StopEnsemble
from engine.commands.transport import Start
from engine.data.points.point_sets import PAINTED, PointData
from engine.errors import SettingError
from engine.simulations.builder.edits import settings_for
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.seed_ensemble import EnsembleTraining
from engine.snapshots import Status
from engine.training.trainer import Trainer

SIMULATION_ID = "builder"


@pytest.fixture
def learning():
    """Return a network that learns the clusters for two epochs."""
    settings = settings_for("clusters", 5).changed("epochs", 2)
    return Learning(settings, PointStore("clusters", 5), time.perf_counter)


@pytest.fixture
def ensemble(learning):
    """Return its crowd, which has not begun."""
    return EnsembleTraining(learning, time.perf_counter)


def finish(ensemble):
    """Let all members come to their end."""
    while ensemble.busy:
        ensemble.advance(0.05)
    return ensemble.view()


def test_members_learn_what_the_same_settings_teach_with_their_seeds(learning, ensemble):
    assert ensemble.view() is None
    ensemble.begin(StartEnsemble(SIMULATION_ID, 3))
    view = finish(ensemble)
    assert (view.count, view.diverged, view.finished) == (3, 0, True)
    held = learning.store.data.validation
    for member, seed in enumerate((5, 6, 7)):
        alone = Trainer(learning.settings.changed("seed", seed), learning.store.data.training, 1)
        while not alone.finished:
            alone.train(100)
        right = (alone.network.feedforward(held.x)[:, 0] > 0.5) == held.labels
        assert view.accuracies.values[-1, member] == pytest.approx(right.mean())
    np.testing.assert_array_equal(view.costs.steps[[0, -1]], [0, 42])


def test_a_view_is_made_anew_only_after_a_round(ensemble):
    ensemble.begin(StartEnsemble(SIMULATION_ID, 2))
    while ensemble.view() is None:
        ensemble.advance(0.0)
    first = ensemble.view()
    assert ensemble.view() is first
    last = finish(ensemble)
    assert last.rounds > first.rounds
    assert ensemble.view() is last


def test_members_wait_while_the_network_itself_learns(learning, ensemble):
    ensemble.begin(StartEnsemble(SIMULATION_ID, 2))
    learning.start(Start(SIMULATION_ID))
    assert learning.status is Status.RUNNING
    ensemble.advance(0.05)
    assert ensemble.view() is None
    while learning.busy:
        learning.advance(0.05)
    assert finish(ensemble).finished


def test_other_points_send_the_crowd_home(learning, ensemble):
    ensemble.begin(StartEnsemble(SIMULATION_ID, 2))
    finish(ensemble)
    learning.store.take(PointData("moons", 0.1, seed=5))
    ensemble.advance(0.01)
    assert ensemble.view() is None
    assert not ensemble.busy


def test_a_crowd_waits_for_points_unless_it_is_let_go(learning, ensemble):
    points = learning.store.points
    learning.store.take(PointData(PAINTED, 0.0, points=points.points))
    ensemble.begin(StartEnsemble(SIMULATION_ID, 2))
    assert not ensemble.busy
    learning.store.take(points)
    ensemble.begin_waiting(learning.store.data)
    assert ensemble.busy
    ensemble.stop(StopEnsemble(SIMULATION_ID))
    ensemble.begin_waiting(learning.store.data)
    assert not ensemble.busy


@pytest.mark.parametrize("count", [0, 101])
def test_a_crowd_has_one_to_a_hundred_members(ensemble, count):
    with pytest.raises(SettingError, match="1 to 100"):
        ensemble.begin(StartEnsemble(SIMULATION_ID, count))
    assert not ensemble.busy


def test_a_refused_crowd_leaves_the_one_before(ensemble):
    ensemble.begin(StartEnsemble(SIMULATION_ID, 2))
    before = finish(ensemble)
    with pytest.raises(SettingError, match="1 to 100"):
        ensemble.begin(StartEnsemble(SIMULATION_ID, 0))
    assert ensemble.view() is before
