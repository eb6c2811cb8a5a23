"""Curves of a run and its ghosts: places, colours, limits, labels."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from app.widgets.plots.axes import AXES, places
from app.widgets.plots.curves import (
    Curve,
    CurvesView,
    apart,
    best_measured,
    bounds_of,
    curves_of,
    first_row,
    thinned,
)
from engine.snapshots import Message
from tests.support.mouse import NONE, drag, move
from tests.support.pages.digits_states import history, together


def test_ghosts_are_drawn_over_their_own_multiplications(training):
    for axis in AXES:
        curves = curves_of(training, "accuracy", axis)
        ghosts = [curve for curve in curves if curve.ghost]
        assert [curve.label for curve in ghosts] == ["Run 1"]
        expected = places(training.branches[0].history, 23_860, axis)[1:]
        np.testing.assert_array_equal(ghosts[0].x, expected)


def test_a_twin_has_its_own_colour_in_the_plot_and_is_no_ghost(training):
    curves = curves_of(together(training), "accuracy")
    lockstep_run = next(curve for curve in curves if curve.label == "Run 1")
    assert lockstep_run.token == "twin_1"
    assert not lockstep_run.ghost


def curve(*values, label="", ghost=False):
    """Return a curve over 0, 1, 2 …"""
    return Curve(label, np.arange(float(len(values))), np.array(values), "cost", ghost=ghost)


def test_at_most_five_ghosts_are_drawn_and_those_the_latest(training):
    base = training.branches[0]
    many = tuple(
        dataclasses.replace(base, id=number, name=Message(f"Run {number}")) for number in range(9)
    )
    curves = curves_of(dataclasses.replace(training, branches=many, branch=8), "accuracy")
    assert [each.label for each in curves if each.ghost] == [f"Run {n}" for n in range(3, 8)]


def test_accuracies_are_percentages_without_the_untrained_network(training):
    (test,) = [each for each in curves_of(training, "accuracy") if each.label == "test"]
    np.testing.assert_allclose(test.y, 100 * training.history.test_accuracy[1:])
    assert (first_row(history(1), "accuracy"), first_row(history(4), "cost")) == (0, 0)


def test_a_ghost_is_its_best_measured_curve():
    measured = history(3)
    nothing = np.full(4, np.nan)
    assert best_measured(measured, "cost") is measured.validation_cost
    without = dataclasses.replace(measured, validation_cost=nothing)
    assert best_measured(without, "cost") is measured.test_cost
    alone = dataclasses.replace(without, test_cost=nothing)
    assert best_measured(alone, "cost") is measured.training_cost


@pytest.mark.parametrize(
    ("curves", "quantity", "bounds"),
    [
        ([], "cost", (0.0, 1.0, 0.0, 100.0)),
        ([curve(np.nan, np.nan, np.nan)], "accuracy", (0.0, 2.0, 0.0, 100.0)),
        ([curve(91.0, 97.0), curve(83.0)], "accuracy", (0.0, 1.0, 80.0, 100.0)),
        ([curve(99.0, 99.5)], "accuracy", (0.0, 1.0, 95.0, 100.0)),
        ([curve(2.0, 1.0), curve(1.0, 0.5, np.nan, 0.25)], "cost", (0.0, 3.0, 0.0, 2.1)),
        ([curve(0.0, 0.0)], "cost", (0.0, 1.0, 0.0, 1.0)),
    ],
)
def test_limits_hold_every_curve(curves, quantity, bounds):
    assert bounds_of(curves, quantity) == pytest.approx(bounds)


@given(
    st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=200),
    st.integers(1, 40),
)
def test_a_thinned_line_keeps_its_ends_and_the_extremes_of_every_pixel(values, pixels):
    x, y = np.arange(float(len(values))), np.array(values)
    known = np.isfinite(y)
    thin_x, thin_y = thinned(x, y, pixels)
    assert (np.diff(thin_x) > 0).all()
    assert set(zip(thin_x, thin_y, strict=True)) <= set(zip(x[known], y[known], strict=True))
    if known.any():
        assert (thin_x[0], thin_x[-1]) == (x[known][0], x[known][-1])
        assert (thin_y.min(), thin_y.max()) == (y[known].min(), y[known].max())
        assert len(thin_x) <= max(2 * pixels, 2) + 3 * -(-known.sum() // pixels)


@given(st.lists(st.floats(0, 100), max_size=8).map(sorted), st.floats(1, 12))
def test_labels_are_moved_apart_and_none_below_the_bottom(places, height):
    moved = apart(places, height, 0.0, 100.0)
    assert all(b - a >= height - 1e-9 for a, b in itertools.pairwise(moved))
    assert all(place <= 100.0 for place in moved)
    if all(b - a >= height for a, b in itertools.pairwise(places)):
        assert moved == pytest.approx(places, abs=1e-9)


@pytest.fixture
def view(qtbot, theme):
    """Return a shown plot from 0 to 10 and from 0 to 1; `drawn_points` holds what is drawn."""
    view = CurvesView(theme, "curves")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    view.drawn_points = []
    view.drawn.connect(lambda *point: view.drawn_points.append(point))
    view.show_curves([curve(0.25, 0.5, label="training")], (0.0, 10.0, 0.0, 1.0), "Nothing yet.")
    view.grab()
    return view


def at(view, x, y):
    """Return the place of a point in the units of the axes."""
    return view._place(view._area, x, y)


def test_the_mouse_draws_only_where_that_is_switched_on(view):
    drag(view, [at(view, 2, 0.5), at(view, 4, 0.75)])
    assert view.drawn_points == []
    view.set_drawable(True)
    drag(view, [at(view, 2, 0.5), at(view, 4, 0.75)])
    assert view.drawn_points == [
        (pytest.approx(2), pytest.approx(0.5), True),
        (pytest.approx(4), pytest.approx(0.75), False),
    ]
    move(view, at(view, 6, 0.5), NONE)
    drag(view, [at(view, 6, 0.5)], Qt.MouseButton.RightButton)
    assert len(view.drawn_points) == 2


def test_what_is_drawn_outside_stays_at_the_edge(view):
    view.set_drawable(True)
    drag(view, [QPointF(399, 0), QPointF(1, 190)])
    assert view.drawn_points == [(10.0, 1.0, True), (0.0, 0.0, False)]


def test_a_click_on_the_name_of_the_axis_asks_for_another(view):
    asked = []
    view.axis_asked.connect(lambda: asked.append(True))
    drag(view, [view._axis_name.center()])
    drag(view, [view._area.center()])
    assert asked == [True]


def test_those_who_cannot_see_are_told_the_last_values(view):
    assert view.accessibleDescription() == "training: 0.500"
    view.show_curves([curve(np.nan)], (0.0, 1.0, 0.0, 1.0), "Nothing yet.")
    assert view.accessibleDescription() == "Nothing yet."


def test_a_curve_runs_through_its_points_in_its_colour(view, theme):
    view.show_curves([curve(*[0.5] * 11)], (0.0, 10.0, 0.0, 1.0), "")
    image = view.grab().toImage()
    for x in (1, 5, 9):
        place = at(view, x, 0.5).toPoint()
        found = [image.pixelColor(place.x(), place.y() + away) for away in (-1, 0, 1)]
        assert theme.color("cost") in found
