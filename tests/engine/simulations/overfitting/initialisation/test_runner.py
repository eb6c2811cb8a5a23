"""The station of initialisation: draws by itself, trains on request, shows the past again."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Undo
from engine.commands.transport import Seek, Start, Step
from engine.simulations.overfitting.initialisation.first_epochs import EPOCHS, PER_EPOCH
from engine.snapshots import Status
from tests.support.pages.overfitting_session import SIMULATION_ID

LAST = EPOCHS * PER_EPOCH


@pytest.fixture
def small(bench):
    """Return the page at a neuron of few inputs."""
    bench.set(station="initialisation", init_inputs=20)
    bench.settle()
    return bench


def test_neurons_are_drawn_without_being_asked_for(small):
    view = small.view
    assert [start.of.on for start in view.starts] == [10, 10]
    assert [start.counts.neurons for start in view.starts] == [view.neurons] * 2
    assert small.shown.status is Status.IDLE
    assert len(view.epochs) == 0


def test_another_share_draws_anew_and_an_undo_brings_the_same_neurons_back(small):
    before = small.view.starts[0].counts
    small.set(init_on=0.1)
    assert small.settle().starts[0].of.on == 2
    small.send(Undo())
    after = small.settle().starts[0].counts
    assert np.array_equal(before.z, after.z)


def test_both_networks_learn_on_one_clock(small):
    small.send(Start(SIMULATION_ID))
    view = small.settle()
    assert small.shown.status is Status.FINISHED
    assert small.shown.step == LAST
    np.testing.assert_allclose(view.epochs, np.arange(LAST + 1) / PER_EPOCH)
    assert view.accuracies.shape == view.sizes.shape == (LAST + 1, 2)
    assert view.sizes[0, 0] > 20 * view.sizes[0, 1]
    # weights of pixels that are always dark are changed by the penalty alone
    left = view.sizes[0, 0] * view.decay.factor_after(EPOCHS)
    assert view.sizes[-1, 0] == pytest.approx(left, rel=0.05)


def test_earlier_moments_are_shown_again(small):
    small.send(Step(SIMULATION_ID, 3))
    whole = small.settle().accuracies
    assert small.shown.status is Status.PAUSED
    small.send(Seek(SIMULATION_ID, 1))
    assert np.array_equal(small.view.accuracies, whole[:2])
    small.send(Step(SIMULATION_ID, 1))
    assert np.array_equal(small.settle().accuracies, whole[:3])
    small.send(Step(SIMULATION_ID, -5))
    assert small.shown.step == 0


def test_another_seed_begins_anew(small):
    small.send(Step(SIMULATION_ID, 1))
    small.settle()
    small.set(seed=2)
    assert len(small.view.epochs) == 0
