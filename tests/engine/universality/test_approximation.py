"""How well bumps can match a function: medians, the game, shifted copies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.functions.activations import SIGMOID
from engine.universality.approximation import (
    SUCCESS,
    TARGET,
    TARGETS,
    best_deviation,
    best_heights,
    book_function,
    book_target,
    failure,
    game_score,
    measured_places,
    samples_of,
    shifted_copies,
)
from engine.universality.curve_networks import RAMPS, bumps_network


def naive_score(heights, target, samples):
    """Return the average deviation as the program of the game adds it up."""
    total = 0.0
    for j in range(samples):
        total += abs(
            float(target(np.array([j / samples]))[0]) - heights[j * len(heights) // samples]
        )
    return total / samples


@given(arrays(float, 5, elements=st.floats(-3, 3)))
def test_the_score_is_that_of_the_game(heights):
    assert game_score(heights) == pytest.approx(naive_score(heights, book_target, 100), abs=1e-12)


def test_numbers_of_the_book():
    assert game_score(np.zeros(5)) == pytest.approx(1.0553, abs=5e-5)
    best = best_heights(book_target, 5)
    np.testing.assert_allclose(best, [-1.243, -1.423, -0.341, -0.983, 1.143], atol=5e-4)
    assert game_score(best) == pytest.approx(0.3717, abs=5e-5) == best_deviation(book_target, 5)
    assert game_score(best.round(1)) == pytest.approx(0.373, abs=5e-4)
    x = np.arange(100) / 100
    assert game_score(book_target(x).reshape(5, 20).mean(1)) == pytest.approx(0.391, abs=5e-4)
    assert game_score(np.array([-1.3, -1.8, -0.5, -0.9, 0.3])) == pytest.approx(0.443, abs=5e-4)
    assert SUCCESS == 0.405


def test_the_range_of_the_book_s_function():
    x = np.arange(100) / 100
    f, g = book_function(x), book_target(x)
    np.testing.assert_allclose([f.min(), f.max()], [0.097, 0.853], atol=5e-4)
    np.testing.assert_allclose([g.min(), g.max()], [-2.23, 1.76], atol=5e-3)


@pytest.mark.parametrize(
    ("bumps", "best"), [(5, 0.360), (10, 0.282), (20, 0.132), (50, 0.053), (100, 0.027)]
)
def test_more_bumps_come_nearer(bumps, best):
    assert best_deviation(book_target, bumps, 10_000) == pytest.approx(best, abs=0.001)
    assert best_deviation(book_target, bumps, samples_of(bumps)) == pytest.approx(best, abs=0.0125)


@given(st.sampled_from(TARGETS), st.integers(1, 30), st.integers(5, 130), st.integers(0, 2**32 - 1))
def test_no_heights_beat_the_best(target, bumps, samples, seed):
    best = best_heights(target.function, bumps, samples)
    least = naive_score(best, target.function, samples)
    assert best_deviation(target.function, bumps, samples) == pytest.approx(least, abs=1e-12)
    other = best + np.random.default_rng(seed).normal(0, 0.3, bumps)
    assert naive_score(other, target.function, samples) >= least - 1e-12


def test_a_bump_over_no_sample_is_as_high_as_its_middle():
    heights = best_heights(TARGET["sine"].function, 8, 4)
    assert heights[1] == pytest.approx(1.5 * np.sin(2 * np.pi * 1.5 / 8))


def test_twenty_places_a_bump():
    assert [samples_of(n) for n in (1, 5, 6, 100)] == [100, 100, 120, 2000]
    np.testing.assert_array_equal(measured_places(5), np.arange(100) / 100)


# --- shifted copies -----------------------------------------------------------------------------


def near_steps(network):
    """Return places on both sides of every step, and others."""
    steps = network.steps[(network.steps > 0.01) & (network.steps < 0.99)]
    even = np.linspace(0.01, 0.99, 999)
    return np.unique(np.concatenate([even, steps - 1e-9, steps + 1e-9]))


def failure_of(target, bumps, copies):
    """Return the failure of M shifted copies with steep neurons."""
    network = shifted_copies([TARGET[target].function], bumps, copies, 5_000.0)
    return failure(network, SIGMOID.value, near_steps(network))


@pytest.mark.parametrize("copies", [2, 3, 5])
def test_copies_divide_the_failure(copies):
    alone = failure_of("book", 20, 1)
    assert alone / failure_of("book", 20, copies) == pytest.approx(copies, rel=0.01)


@pytest.mark.parametrize("copies", [1, 2, 3, 7])
@pytest.mark.parametrize("kind", [None, RAMPS])
def test_copies_of_a_constant_add_up_to_it_everywhere(copies, kind):
    def constant(x):
        return np.full(np.shape(x), 1.5)

    made = shifted_copies([constant], 6, copies, 1e5, kind) if kind else shifted_copies(
        [constant], 6, copies, 1e5)  # fmt: skip
    activation = (lambda z: np.maximum(z, 0.0)) if kind else SIGMOID.value
    x = np.linspace(0.0015, 0.9985, 777)
    away = np.abs(made.weighted(x, activation)[0] - 1.5)
    # windows are narrow: nearly all places are matched
    assert np.quantile(away, 0.9) < 1e-6


def test_copies_have_a_row_of_heights_for_every_output():
    made = shifted_copies([TARGET["sine"].function, TARGET["tent"].function], 4, 3, 1000.0)
    assert made.v.shape == (2, 2 * (4 + 5 + 5))


def test_ideal_steps_never_fail():
    network = bumps_network(np.array([[1.0, -1.0]]), 1e9)
    assert failure(network, SIGMOID.value, np.linspace(0.01, 0.99, 98)) < 1e-12
