"""Texts of the bench of activations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.pages.slowdown.activations.words import (
    LOOKS,
    check_words,
    cost_text,
    formula_of,
    scaling_words,
    sentence_of,
    standing_of,
)
from engine.improvement.bench_functions import NAMES
from tests.support.pages.slowdown_page import view_at


def view(**settings):
    """Return the bench before the first epoch."""
    return view_at(station="activations", **settings)


def test_every_function_has_a_look_of_its_own():
    assert set(LOOKS) == set(NAMES)
    assert len(set(LOOKS.values())) == len(NAMES)


def test_a_kink_is_said_and_a_smooth_function_is_praised():
    assert "apart by 0.5 at a kink" in check_words(view(bench_function="relu"))
    assert "nowhere apart" in check_words(view(bench_function="tanh"))


def test_the_formula_is_that_of_the_table_or_the_typed_one():
    assert formula_of(view(bench_function="relu")) == "max(0, z)"
    assert formula_of(view(bench_function="own", bench_formula="z^2")) == "z^2"


def test_the_sentence_follows_the_picture():
    assert "apart by" in sentence_of(view(bench_picture="tanh"))
    scaled = view(bench_picture="scale")
    assert sentence_of(scaled) == scaling_words(scaled.scaling)
    assert "3 layers of weights × 2: ReLU's output × 8" in sentence_of(scaled)
    assert "Which one" in sentence_of(view())


def test_the_standing_names_the_best_and_the_dead():
    shown = view()
    costs = np.full((2, len(NAMES)), 0.5)
    costs[1, NAMES.index("tanh")] = 0.01
    dead = np.zeros_like(costs)
    after = replace(shown, cost=costs, dead=dead)
    assert standing_of(after) == "Cost: tanh 0.010, rectified linear 0.500."
    dead[1, NAMES.index("relu")] = 0.25
    assert standing_of(after) == "Cost: tanh 0.010, rectified linear 0.500 (25 % dead)."
    ahead = replace(after, chosen=NAMES.index("tanh"))
    assert standing_of(ahead) == "Cost: tanh is ahead with 0.010."
    lost = replace(after, cost=np.full_like(costs, np.nan))
    assert "infinity" in standing_of(lost)


def test_small_and_lost_costs():
    assert (cost_text(0.25), cost_text(0.00012), cost_text(np.nan)) == ("0.250", "0.0001", "∞")
