"""The derivation and its pictures."""

from __future__ import annotations

import numpy as np
import pytest

from engine.improvement.cross_entropy import logit
from engine.settings import check_all
from engine.simulations.slowdown.derivation.station import (
    LINES,
    PAIRS,
    SETTINGS,
    DerivationStation,
)
from tests.support.pages.slowdown_page import view_at


def test_a_step_shows_the_next_line():
    station, settings = DerivationStation(), check_all(SETTINGS, {})
    assert station.last_step(settings) == LINES - 1
    for step in range(LINES):
        view = station.view(settings, step)
        assert view.line == step
        assert len(view.checks) == LINES


def test_the_numbers_are_those_of_the_sliders():
    view = view_at(station="derivation", why_a=0.9, why_y=0.0, why_x=-2.0)
    assert (view.a, view.y, view.x, view.z) == (0.9, 0.0, -2.0, logit(0.9))
    assert view.cost_here == pytest.approx(-np.log(0.1))
    assert view.checks[6].right == pytest.approx(-1.8)
    assert {each.activation: round(each.a, 3) for each in view.errors} == {
        "sigmoid": 0.9, "linear": 2.197, "softmax": 0.9,
    }  # fmt: skip


def test_the_curves_lie_as_they_are_named():
    view = view_at(station="derivation")
    a, y, share = view.a, view.y, view.share
    np.testing.assert_allclose(
        view.cost, -(y * np.log(share) + (1 - y) * np.log(1 - share)), rtol=1e-9
    )
    np.testing.assert_allclose(
        view.swapped, -(a * np.log(share) + (1 - a) * np.log(1 - share)), rtol=1e-9
    )
    np.testing.assert_allclose(
        view.by_target, -(share * np.log(a) + (1 - share) * np.log(1 - a)), rtol=1e-9
    )
    np.testing.assert_allclose(view.slope, share * (1 - share))
    assert (view.cost >= np.interp(y, share, view.minima) - 1e-3).all()
    assert view.swapped[0] > 10.0
    assert not view.cost.flags.writeable


def test_the_pairs_are_those_of_the_table():
    view = view_at(station="derivation")
    assert tuple(f"{each.activation} {each.cost}" for each in view.errors) == PAIRS
