"""Key frames are thinned until they fit their budget."""

from __future__ import annotations

import numpy as np

from engine.documents.thinning import MOST_FRAMES, thinned
from engine.training.states import State


def film(count, size=100):
    """Return key frames."""
    return tuple(State(np.full(size, n, float), np.zeros(0), np.zeros(3), n) for n in range(count))


def test_key_frames_are_thinned_evenly_and_keep_both_ends():
    (kept,) = thinned([film(1_000)], 10**9)
    steps = [frame.step for frame in kept]
    assert len(steps) <= MOST_FRAMES
    assert (steps[0], steps[-1]) == (0, 999)
    assert max(np.diff(steps)) <= 8


def test_thinning_stays_under_its_budget_and_counts_shared_frames_once():
    long = film(200)
    branch = long[:150]
    kept = thinned([long, branch], 200 * long[0].nbytes)
    assert [len(each) for each in kept] == [200, 150]
    kept = thinned([long, branch], 60 * long[0].nbytes)
    unique = {id(frame) for each in kept for frame in each}
    assert len(unique) <= 60
    assert thinned(kept, 60 * long[0].nbytes) == kept
