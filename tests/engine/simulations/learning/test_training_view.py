"""What a page sees of a network that learns."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.transport import Seek, Start, Step
from engine.data.points.point_sets import PAINTED, PointData
from engine.simulations.builder.edits import settings_for
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.training_view import TABLES_S, LearningView
from engine.snapshots import Status

STEPS = 21
"""Mini-batches of an epoch: 210 points in tens."""


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
def learning(clock):
    """Return a network that learns the clusters."""
    return Learning(settings_for("clusters", 5), PointStore("clusters", 5), clock)


@pytest.fixture
def view_of(learning, clock):
    """Return a function that looks at it."""
    view = LearningView(clock)
    return lambda version=0: view.of(learning, version, frozenset(), lambda network: None)


def train(learning, steps):
    """Let it go so many mini-batches on."""
    learning.step_by(Step("builder", steps, "batch"))
    while learning.busy:
        learning.run.advance(1) if learning.run.measuring else learning.advance(1.0)


def test_before_there_is_a_run_everything_is_empty(learning, view_of):
    learning.store.take(PointData(PAINTED, 0.0, points=learning.store.points.points))
    view = view_of(version=8)
    assert (view.step, view.last_step, view.epoch, view.branch) == (0, 0, 0.0, 0)
    assert (len(view.history.epochs), view.best_epoch) == (0, 0)
    assert np.isnan(view.best_validation)
    assert view.data_name == view.settings["data"] == learning.store.name
    assert view.network.version == 8
    assert view.branches == ()


def test_a_trained_run_is_told_with_its_place_and_its_curves(learning, view_of):
    learning.prepared()
    train(learning, 2 * STEPS + 7)
    view = view_of()
    assert (view.step, view.last_step, view.steps_per_epoch) == (49, 49, STEPS)
    assert view.epoch == pytest.approx(2 + 7 / STEPS)
    assert (view.training_size, view.taught, view.branch) == (210, 0, 1)
    run = learning.run
    np.testing.assert_array_equal(view.history.epochs, [0, 1, 2])
    costs = [metrics.cost("validation") for metrics in run.epoch_metrics]
    np.testing.assert_array_equal(view.history.validation_cost, costs)
    accuracies = [metrics.accuracy("validation") for metrics in run.epoch_metrics]
    best = max(range(1, 3), key=lambda epoch: accuracies[epoch])
    assert (view.best_validation, view.best_epoch) == (accuracies[best], best)
    assert view.products == run.network.parameters.size == 2 * 4 + 4 + 4 + 1
    assert view.network.weights == ()


def test_in_the_past_only_what_was_measured_by_then_is_seen(learning, view_of):
    learning.prepared()
    train(learning, 3 * STEPS)
    learning.seek(Seek("builder", STEPS + 2))
    while learning.busy:
        learning.advance(1.0)
    view = view_of()
    assert (view.step, view.last_step) == (STEPS + 2, 3 * STEPS)
    np.testing.assert_array_equal(view.history.epochs, [0, 1])
    assert len(view.branches[0].history.epochs) == 4


def test_curves_of_a_moment_ago_will_do_while_it_learns(learning, view_of, clock):
    learning.prepared()
    train(learning, 3)
    learning.start(Start("builder"))
    assert learning.status is Status.RUNNING
    first = view_of()
    clock.now += TABLES_S / 2
    learning.run.advance(STEPS)
    learning.run.finish_measuring()
    assert view_of().branches is first.branches
    clock.now += TABLES_S
    fresh = view_of()
    assert fresh.branches is not first.branches
    assert len(fresh.history.epochs) > len(first.history.epochs)


def test_settings_that_did_not_change_are_the_same_mapping(learning, view_of):
    learning.prepared()
    settings = view_of().settings
    assert view_of().settings is settings
    assert settings["data"] == learning.store.name
    learning.set("eta", 0.125)
    assert view_of().settings["eta"] == 0.125
    assert settings["eta"] != 0.125
