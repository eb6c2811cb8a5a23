"""The best of many trials promises too much where it is chosen by what judges it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.improvement.optimism import (
    PARTS,
    choose,
    expected_best,
    mean_optimism,
    part_scores,
    running_best,
    small_parts,
)


def scores_of(right, parts):
    """Return the scores of all trials on all parts."""
    rows = [part_scores(row, parts) for row in right]
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])


def test_the_expected_best_is_that_of_equally_good_networks():
    rng = np.random.default_rng(5)
    best = rng.binomial(100, 0.8, (4000, 60)).max(axis=1).mean() / 100
    assert expected_best(60, 100, 0.8)[-1] == pytest.approx(best, abs=0.002)
    assert expected_best(1, 100, 0.8).tolist() == pytest.approx([0.8])


def test_parts_are_drawn_without_repetition():
    parts = small_parts(20, 100, 1)
    assert parts.shape == (PARTS + 1, 20)
    assert all(len(set(part.tolist())) == 20 for part in parts)
    assert np.array_equal(parts, small_parts(20, 100, 1))


def test_scores_are_what_counting_gives(generator):
    right = generator.random(50) < 0.7
    parts = small_parts(10, 50, 3)
    promised, fresh = part_scores(right, parts)
    for part, one, other in zip(parts, promised, fresh, strict=True):
        outside = np.setdiff1d(np.arange(50), part)
        assert one == pytest.approx(right[part].mean())
        assert other == pytest.approx(right[outside].mean())


def test_choosing_among_equals_is_pure_luck(generator):
    """Trials that answer at random promise too much by the expectation of a maximum."""
    right = generator.random((60, 4_000)) < 0.8
    promised, fresh = scores_of(right, small_parts(100, 4_000, 1))
    deviation = np.sqrt(0.8 * 0.2 / 100)
    assert mean_optimism(promised, fresh) == pytest.approx(2.3 * deviation, rel=0.25)


def test_who_chooses_by_other_pictures_promises_nothing_too_much(generator):
    right = generator.random((60, 4_000)) < 0.8
    promised, fresh = scores_of(right, small_parts(100, 4_000, 1))
    by = generator.random(60)
    assert abs(mean_optimism(promised, fresh, by)) < 0.01


def test_the_running_best_ends_at_the_chosen_trial(generator):
    promised, fresh = generator.random(30), generator.random(30)
    best = running_best(promised, fresh)
    choice = choose(promised, fresh)
    assert (best[0][-1], best[1][-1]) == (choice.promised, choice.fresh)
    for count in range(1, 31):
        one = choose(promised[:count], fresh[:count])
        assert (best[0][count - 1], best[1][count - 1]) == (one.promised, one.fresh)
