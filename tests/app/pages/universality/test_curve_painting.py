"""Painter of the curve: bars, grips, windows of failure."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.pages.universality.curve_painting import STRIP_PX, CurvePainter, Highlighted
from app.pages.universality.words import SIMULATION_ID
from engine.commands.pages.universality import SetHeight, SpreadHeights
from tests.support.pages.shown.pixels import changed_places, count_of, painted
from tests.support.pages.shown.universality import moment

SIZE = (700, 420)
AREA = QRectF(50, 20, 620, 360)


def picture_of(theme, state, **highlighted):
    """Return the picture of a curve."""

    def paint(painter):
        CurvePainter(painter, theme, state, AREA, Highlighted(**highlighted)).paint()

    return painted(SIZE, paint, theme.color("surface"))


def painter_of(theme, state):
    """Return a painter that paints nothing, for what it knows of places."""
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    found = CurvePainter(painter, theme, state, AREA, Highlighted())
    painter.end()
    return found


@pytest.mark.parametrize("bump", [0, 2, 4])
def test_a_bar_that_is_held_changes_its_own_part_of_the_picture(theme, bump):
    state = moment(SpreadHeights(SIMULATION_ID, "best"))
    places = changed_places(picture_of(theme, state), picture_of(theme, state, bump=bump))
    left, right = AREA.left() + state.curve.edges[bump] * AREA.width()
    grip = 1.5 * theme.size("point")
    assert len(places) > 200
    assert places[:, 0].min() >= left - 1
    assert places[:, 0].max() <= right + 1
    level = painter_of(theme, state).pixel(0.0, float(state.curve.levels[bump])).y()
    base = painter_of(theme, state).pixel(0.0, 0.0).y()
    assert places[:, 1].min() >= min(level, base) - grip - 1
    assert places[:, 1].max() <= max(level, base) + grip + 1


def test_an_edge_that_is_held_is_a_line_from_top_to_bottom_with_its_place(theme):
    state = moment()
    picture, accent = picture_of(theme, state, edge=2), theme.color("accent")
    assert count_of(picture_of(theme, state), accent) == 0
    x = AREA.left() + float(state.curve.s[2]) * AREA.width()
    rows = changed_places(picture_of(theme, state), picture)
    beside = rows[np.abs(rows[:, 0] - x) < 2]
    assert beside[:, 1].min() < AREA.top() + 8
    assert beside[:, 1].max() > AREA.bottom() - 8
    assert rows[:, 0].max() < x + 9 * theme.size("small") + 6


@pytest.mark.parametrize("steepness", [30.0, 100.0])
def test_windows_of_failure_are_as_wide_as_they_are_marked(theme, steepness):
    state = moment(SetHeight(SIMULATION_ID, 0, 0.1), steepness=steepness)
    ends = np.clip(state.curve.windows, 0, 1)
    wide = float((ends[:, 1] - ends[:, 0]).sum()) * AREA.width()
    assert wide > 20
    marked = count_of(picture_of(theme, state), theme.color("warning"))
    assert marked == pytest.approx(wide * STRIP_PX, rel=0.15)


def test_steep_steps_have_no_windows(theme):
    assert count_of(picture_of(theme, moment()), theme.color("warning")) == 0


@pytest.mark.parametrize(("output", "ground"), [("weighted", 0.0), ("sigmoid", 0.5)])
def test_bars_stand_on_what_the_output_says_to_nothing(theme, output, ground):
    state = moment(output=output)
    painter = painter_of(theme, state)
    assert painter.ground == ground
    np.testing.assert_allclose(state.curve.levels, ground)
    assert painter.pixel(0.0, state.curve.low) == AREA.bottomLeft()
    assert painter.pixel(1.0, state.curve.high) == AREA.topRight()
