"""The curve of the Universality page goes where it is pulled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import Undo
from engine.commands.pages.universality import (
    DragCurve,
)
from engine.simulations.universality.curve_drags import pulled, weighted_of
from engine.simulations.universality.scene import first_scene
from tests.support.pages.universality_session import SIMULATION_ID, Workshop, heights_of


def test_pulling_a_bar_sets_the_two_wires_of_its_bump(workshop):
    state = workshop.send(DragCurve(SIMULATION_ID, 0.5, -0.7, 0.5, -0.7))
    assert heights_of(state) == [0, 0, -0.7, 0, 0]
    assert state.curve.v[4:6].tolist() == [-0.7, 0.7]


def test_sweeping_paints_every_bump_on_the_way(workshop):
    state = workshop.send(DragCurve(SIMULATION_ID, 0.05, 0.0, 0.95, 1.8))
    np.testing.assert_allclose(heights_of(state)[1:4], [0.5, 0.9, 1.3], atol=1e-9)
    assert heights_of(state)[4] > 1.6
    assert heights_of(workshop.send(Undo())) == [0.0] * 5


@given(x=st.floats(0.01, 0.99), y=st.floats(-2.0, 2.0), weight=st.sampled_from([1000.0, 300.0]))
@settings(max_examples=30, deadline=None)
def test_a_pulled_curve_goes_where_the_hand_is(x, y, weight):
    workshop = Workshop()
    workshop.build()
    workshop.set(steepness=weight)
    state = workshop.send(DragCurve(SIMULATION_ID, x, y, x, y))
    bump = min(int(x * 5), 4)
    assert state.curve.levels[bump] == pytest.approx(y, abs=1e-6)
    workshop.session.close()


def test_pulling_what_goes_through_a_sigmoid_means_what_is_seen(workshop):
    workshop.set(output="sigmoid")
    state = workshop.send(DragCurve(SIMULATION_ID, 0.3, 0.8, 0.3, 0.8))
    assert state.curve.levels[1] == pytest.approx(0.8, abs=1e-9)
    assert heights_of(state)[1] == pytest.approx(np.log(4.0), abs=1e-9)


def test_pulling_shifted_copies_shares_the_pull_among_them(workshop):
    workshop.set(copies=3)
    state = workshop.send(DragCurve(SIMULATION_ID, 0.51, 1.7, 0.51, 1.7))
    curve = state.curve
    assert np.interp(0.51, curve.x, curve.curves[0]) == pytest.approx(1.7, abs=1e-6)


def test_pulling_a_step_sets_its_weight(workshop):
    workshop.set(station="steps")
    state = workshop.send(DragCurve(SIMULATION_ID, 0.5, -1.0, 0.5, -1.0))
    assert state.curve.v.tolist() == [-1.0, 1.2]
    assert workshop.send(DragCurve(SIMULATION_ID, 0.1, 1.0, 0.1, 1.0)).curve.v.tolist() == [
        -1.0,
        1.2,
    ]


# --- without a page ------------------------------------------------------------------------------


def scene(**settings):
    """Return the scene that the page opens with, with other settings."""
    first = first_scene()
    return replace(first, settings={**first.settings, **settings})


def test_what_is_shown_through_a_sigmoid_is_read_back_by_its_inverse():
    assert weighted_of(scene(), 2.5) == 2.5
    through = scene(output="sigmoid")
    for shown in (0.01, 0.4, 0.97):
        assert 1 / (1 + np.exp(-weighted_of(through, shown))) == pytest.approx(shown, rel=1e-12)
    # 0 and 1 are never reached
    assert weighted_of(through, 1.0) == pytest.approx(np.log(999), rel=1e-12)
    assert weighted_of(through, -3.0) == pytest.approx(-np.log(999), rel=1e-12)


def test_a_pull_where_no_bump_stands_changes_nothing():
    alone = scene(station="bump")
    assert pulled(alone, 0, (0.1, 1.0), (0.2, 1.0)) is alone.hand
    before_all_steps = scene(station="steps")
    assert pulled(before_all_steps, 0, (0.1, 1.0), (0.3, 1.0)) is before_all_steps.hand


def test_a_sweep_does_not_depend_on_its_direction():
    there = pulled(scene(), 0, (0.05, -1.0), (0.95, 2.0))
    back = pulled(scene(), 0, (0.95, 2.0), (0.05, -1.0))
    np.testing.assert_allclose(there.heights, back.heights, atol=1e-9)
    np.testing.assert_array_equal(scene().hand.v, 0.0)
