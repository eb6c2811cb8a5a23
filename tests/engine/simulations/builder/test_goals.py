"""Each built-in set of points is learned at first try: the goal within five seconds of learning."""

from __future__ import annotations

import time

import pytest

from engine.commands.edits import BuildBookNetwork
from engine.commands.transport import Start
from engine.data.points.toys import SHAPES
from engine.networks.book_networks import BOOK_NETWORKS, PLAYGROUND
from engine.simulations.builder.simulation import Builder
from engine.snapshots import Status
from tests.support.states import refreshed

LIMIT_S = 5.0
SEEDS = range(1, 21)
LEAST = 19
"""Of the twenty seeds: 95 %."""

BUDGET_S = 0.008


def seconds_to_goal(shape, seed):
    """Return how long the set's own network learned until it rested at its goal, None if longer."""
    builder = Builder(seed, time.perf_counter)
    builder.handlers[BuildBookNetwork](BuildBookNetwork("builder", f"{PLAYGROUND}:{shape}"))
    builder.handlers[Start](Start("builder"))
    begun = time.perf_counter()
    while builder.status is Status.RUNNING and time.perf_counter() - begun < LIMIT_S:
        builder.advance(BUDGET_S)
    passed = time.perf_counter() - begun
    reached = refreshed(builder).goal_epoch is not None
    return passed if reached and passed < LIMIT_S else None


def test_each_kind_of_points_has_a_network_of_its_own():
    networks = {each.shape: each.layers for each in BOOK_NETWORKS if each.use == PLAYGROUND}
    assert set(networks) == {shape.name for shape in SHAPES}
    assert networks["spirals"].replace(":tanh", "") == "2-16-16-1"
    assert {"clusters", "three-clusters", "circles", "xor", "spirals"} <= set(networks)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_goal_is_reached_within_five_seconds_with_nineteen_of_twenty_seeds(shape):
    # kernels are loaded once in a session
    seconds_to_goal(shape.name, 0)
    seconds = [seconds_to_goal(shape.name, seed) for seed in SEEDS]
    reached = [each for each in seconds if each is not None]
    longest = f"{max(reached, default=0):.2f} s at the longest"
    print(f"{shape.name}: {len(reached)} of {len(seconds)}, {longest}")  # noqa: T201
    assert len(reached) >= LEAST, f"{len(reached)} of {len(seconds)}; {longest}"
