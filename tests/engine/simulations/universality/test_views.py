"""Views of the Universality page: curves, windows of failure, the best by width, ghosts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.commands.pages.universality import (
    ClearTries,
    KeepTry,
    SetOutgoing,
    SetOutputBias,
    SpreadHeights,
)
from engine.simulations.universality.scene import first_scene
from engine.simulations.universality.views import (
    NEAR,
    POINTS,
    CurveViews,
    WidthNotes,
    curve_view,
    places_of,
    windows_of,
)
from engine.universality.curve_networks import bumps_at
from tests.support.pages.universality_session import SIMULATION_ID


def test_the_plot_over_the_number_of_bumps_notes_what_was_reached(workshop):
    widths = workshop.build().widths
    assert widths.best.shape == (100,)
    assert widths.best[4] == pytest.approx(0.3717, abs=5e-5)
    assert widths.hand == {5: pytest.approx(0.373, abs=5e-4)}
    assert workshop.train(300).widths.trained[5] < 0.3717


def test_a_scoreboard_keeps_the_best_first_and_shows_ghosts(workshop):
    workshop.send(KeepTry(SIMULATION_ID, " Ada  L. "))
    workshop.build()
    tries = workshop.send(KeepTry(SIMULATION_ID, "Max")).tries
    assert [(each.player, round(each.deviation, 3)) for each in tries] == [
        ("Max", 0.373), ("Ada L.", 1.055)]  # fmt: skip
    assert tries[0].curve.shape == workshop.state.curve.x.shape
    # against another target there is no ghost
    assert workshop.set(target="sine").tries[0].curve is None
    assert workshop.send(ClearTries(SIMULATION_ID)).tries == ()
    workshop.send(KeepTry(SIMULATION_ID, "   "))
    assert "1 to 24 letters" in workshop.notice


def test_neurons_that_make_no_bump_any_more_are_told_apart(workshop):
    assert workshop.state.curve.is_bumps
    state = workshop.send(SetOutgoing(SIMULATION_ID, 0, 0.5), SetOutputBias(SIMULATION_ID, 0.25))
    assert not state.curve.is_bumps
    assert (state.curve.v[0], state.curve.v[1], state.curve.c) == (0.5, 0.0, 0.25)


def test_linear_neurons_make_a_straight_line(workshop):
    workshop.build()
    curve = workshop.set(activation="linear").curve
    np.testing.assert_allclose(np.diff(curve.curves[0], 2)[np.diff(curve.x, 2) < 1e-12], 0, atol=1)
    slope, start = np.polyfit(curve.x, curve.curves[0], 1)
    np.testing.assert_allclose(curve.curves[0], slope * curve.x + start, atol=1e-6)


@pytest.mark.parametrize(("copies", "factor"), [(2, 2.0), (5, 4.5)])
def test_shifted_copies_make_the_failure_smaller(workshop, copies, factor):
    workshop.send(SpreadHeights(SIMULATION_ID, "best"))
    workshop.set(steepness=900.0)
    alone = workshop.state.curve
    assert len(alone.windows) == 6
    several = workshop.set(copies=copies).curve
    assert several.failure < alone.failure
    assert alone.failure / several.failure == pytest.approx(factor, rel=0.25)


# --- without a page ------------------------------------------------------------------------------


def scene(network=None, **settings):
    """Return the scene that the page opens with, with other settings and another network."""
    first = first_scene()
    made = replace(first, settings={**first.settings, **settings})
    if network is None:
        return made
    return replace(made, hands={**made.hands, made.place: network})


def two_bumps(weight):
    """Return two bumps whose middle edges lie near to each other."""
    return bumps_at(np.array([[0.2, 0.5], [0.52, 0.8]]), np.array([[1.0, -1.0]]), weight)


def test_curves_are_drawn_on_both_sides_of_every_step():
    network = two_bumps(1000.0)
    x = places_of(network, ideal=True)
    for step in (0.2, 0.5, 0.52, 0.8):
        near = x[np.abs(x - step) < 2 * NEAR]
        assert near.min() < step <= near.max()
    assert (np.diff(x) > 0).all()
    assert (x[0], x[-1]) == (0.0, 1.0 - NEAR)
    smooth = places_of(network, ideal=False)
    assert POINTS < len(smooth) <= POINTS + 20
    assert (smooth[0], smooth[-1]) == (0.0, 1.0)


def test_windows_are_where_a_sigmoid_is_further_than_a_hundredth_from_its_limits():
    made = scene(two_bumps(250.0))
    windows, x = windows_of(made), np.linspace(0, 1, 4001)
    a = 1 / (1 + np.exp(-(made.hand.w[:, None] * x + made.hand.b[:, None])))
    between = ((a > 0.01) & (a < 0.99)).any(axis=0)
    inside = ((x[:, None] > windows[:, 0]) & (x[:, None] < windows[:, 1])).any(axis=1)
    np.testing.assert_array_equal(inside, between)
    # the windows of both middle edges run into each other
    assert len(windows) == 3


def test_steps_and_lines_have_no_windows():
    assert windows_of(scene(two_bumps(1000.0))).shape == (0, 2)
    assert windows_of(scene(two_bumps(250.0), activation="relu")).shape == (0, 2)


def test_the_axis_is_that_of_the_book_until_the_curve_leaves_it():
    low = curve_view(scene(two_bumps(1000.0)), 0)
    assert (low.low, low.high) == (-2.5, 3.0)
    tall = bumps_at(np.array([[0.2, 0.5], [0.6, 0.8]]), np.array([[3.2, -7.9]]), 1000.0)
    high = curve_view(scene(tall), 0)
    assert (high.low, high.high) == (-8.0, 3.5)
    through = curve_view(scene(tall, output="sigmoid"), 0)
    assert (through.low, through.high) == (0.0, 1.0)
    np.testing.assert_allclose(through.levels, 1 / (1 + np.exp(-high.levels)), rtol=1e-12)


def test_while_something_is_dragged_the_axis_stays_below_the_hand():
    views, tall = CurveViews(), bumps_at(np.array([[0.2, 0.5]]), np.array([[9.0]]), 1000.0)
    before, _ = views.curve(scene(), 0, held=False)
    held, _ = views.curve(scene(tall), 0, held=True)
    assert (held.low, held.high) == (before.low, before.high)
    let_go, _ = views.curve(scene(tall), 0, held=False)
    assert let_go.high == 9.0
    assert views.curve(scene(station="plane"), 0, held=False)[0] is None


def test_only_the_least_deviation_of_each_width_is_noted():
    notes = WidthNotes(scene(target="tent"))
    for deviation, trained in ((0.7, False), (0.4, False), (0.6, False), (0.5, True)):
        notes.note(5, deviation, trained=trained)
    view = notes.view()
    assert (view.hand, view.trained) == ({5: 0.4}, {5: 0.5})
    # |2 − |4x − 2| − 1| is ½ on average
    assert view.best[0] == pytest.approx(0.5, abs=1e-12)
    assert view.best[99] < 0.02 < view.best[9] < view.best[3]
    assert notes.view() is view
