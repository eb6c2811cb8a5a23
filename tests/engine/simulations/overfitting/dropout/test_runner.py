"""The station of dropout: real masks, mini-batches back and forth, the committee."""

from __future__ import annotations

import numpy as np
import pytest

from engine import random_streams
from engine.commands.edits import Undo
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.data.examples import one_hot
from engine.functions.costs import COST
from engine.improvement.dropout_committee import kept_neurons
from engine.networks.network import Network
from engine.random_streams import epoch_order
from engine.simulations.overfitting.dropout.course import BATCH, ETA, HIDDEN, LAST, OPENING, Course
from engine.snapshots import Status
from tests.support.pages.cases.overfitting import few
from tests.support.pages.overfitting_session import SIMULATION_ID


@pytest.fixture
def warm(bench):
    """Return the page with the network that the station begins with."""
    bench.set(station="dropout")
    bench.settle()
    return bench


def test_before_a_start_nothing_is_trained_and_one_is_asked_for(bench):
    bench.set(station="dropout")
    assert bench.view.wish == 1
    assert (bench.simulation.busy, bench.shown.step) == (False, 0)
    assert bench.view.kept.shape == (BATCH, HIDDEN)


def test_the_first_start_leads_to_a_network_that_has_learned(warm):
    view = warm.view
    assert (warm.shown.step, warm.shown.status, view.wish) == (OPENING, Status.IDLE, 0)
    assert view.verdict.votes.sum() == view.members == 200
    assert view.scores.pictures == 60
    assert view.scores.committee > 0.5


def test_every_step_has_new_masks_and_the_way_back_leads_to_the_same_bits(warm):
    course = warm.simulation.runner._course
    digest, kept = course.network.digest(), warm.view.kept
    warm.send(Step(SIMULATION_ID, 1))
    warm.settle()
    assert warm.shown.step == OPENING + 1
    assert not np.array_equal(warm.view.kept, kept)
    assert course.network.digest() != digest
    warm.send(Step(SIMULATION_ID, -1))
    warm.settle()
    assert course.network.digest() == digest
    assert np.array_equal(warm.view.kept, kept)
    warm.send(Seek(SIMULATION_ID, 777))
    warm.settle()
    warm.send(Seek(SIMULATION_ID, OPENING))
    warm.settle()
    assert course.network.digest() == digest


def test_a_mini_batch_is_trained_with_the_masks_that_are_shown():
    data, share = few(), 0.5
    course = Course(data, share, 1)
    start = Network(course.network.specification, course.network.parameters.copy())
    course.towards(1)
    rows = epoch_order(1, 0, len(data.training))[:BATCH]
    key = int(random_streams.counter_key(1, "dropout"))
    mask = kept_neurons(key, 0, BATCH, HIDDEN, share) / (1 - share)
    x = data.training.x[rows].astype(start.parameters.dtype)
    y = one_hot(data.training.labels[rows], 10, x.dtype)
    gradient = start.backprop(x, y, COST["cross-entropy"], [mask.astype(x.dtype)])
    np.testing.assert_allclose(
        course.network.parameters, start.parameters - ETA * gradient, atol=2e-5
    )


def test_another_rate_trains_to_the_same_mini_batch_and_undo_brings_the_votes_back(warm):
    votes = warm.view.verdict.votes
    warm.set(drop_share=0.2)
    view = warm.settle()
    assert (view.share, warm.shown.step) == (0.2, OPENING)
    assert view.kept.mean() > 0.6
    warm.send(Undo())
    assert np.array_equal(warm.settle().verdict.votes, votes)


def test_it_plays_by_the_clock_and_stops(warm):
    warm.send(Start(SIMULATION_ID))
    for _ in range(30):
        warm.session.advance(0.01)
        warm.now += 0.1
    warm.send(Pause(SIMULATION_ID))
    warm.settle()
    assert OPENING + 10 < warm.shown.step < OPENING + 25
    warm.send(Seek(SIMULATION_ID, LAST + 5))
    warm.settle()
    assert warm.shown.step == LAST
    warm.send(Reset(SIMULATION_ID))
    warm.settle()
    assert warm.shown.step == 0


def test_another_picture_is_read_and_numbers_beyond_the_last_one_read_the_last(warm):
    warm.set(drop_picture=3)
    view = warm.settle()
    assert (view.number, view.label) == (3, int(few().test.labels[3]))
    assert warm.set(drop_picture=9_999).view.number == len(few().test) - 1
