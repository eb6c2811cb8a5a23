"""The cursor reads every line at its nearest point."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.readout import MOST_ROWS, measured, nearest, reading_text, readings

X = np.arange(5.0)


def figure(*lines):
    """Return a figure of accuracies over epochs."""
    return Figure(lines, (0.0, 4.0, 0.0, 100.0), Axis("epoch"), Axis(unit="%"))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50, unique=True), st.floats(-2e6, 2e6))
def test_the_nearest_point_is_the_nearest(values, x):
    places = np.sort(np.array(values))
    found = places[nearest(places, x)]
    assert abs(found - x) == np.abs(places - x).min()


def test_every_line_is_read_where_it_has_points_and_nowhere_else():
    short = Line("short", X[:3], 10 * X[:3])
    gaps = Line("gaps", X, np.array([1.0, np.nan, np.nan, 7.0, np.nan]))
    found = {each.name: each.value for each in readings(figure(short, gaps), 1.8)}
    assert found == {"short": 20.0, "gaps": 7.0}
    assert {each.name for each in readings(figure(short, gaps), 3.0)} == {"gaps"}
    assert readings(figure(short, gaps), 4.0) == []


def test_lines_come_before_ghosts_and_not_more_than_fit():
    ghosts = [Line(f"Run {n}", X, X + n, ghost=True) for n in range(60)]
    found = readings(figure(*ghosts, Line("training", X, X)), 2.0)
    assert found[0].name == "training"
    assert len(found) == MOST_ROWS


def test_places_are_those_of_lines_and_of_ghosts_only_without_them():
    ghost = Line("", np.array([0.5, 1.5]), np.ones(2), ghost=True)
    assert measured(figure(ghost)).tolist() == [0.5, 1.5]
    assert measured(figure(ghost, Line("", X, np.where(X > 1, X, np.nan)))).tolist() == [2, 3, 4]
    assert measured(figure()).size == 0


def test_those_who_cannot_see_hear_names_values_and_units():
    assert reading_text(figure(Line("test", X, 20.5 * X)), 2.0) == "epoch 2: test 41 %"
