"""What a figure says of its lines: colours, names, order, last values."""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.plots.figure import Axis, Figure, Line, colour_of, fan_lines, pen_of, ramp
from engine.runs.seed_ensemble import Fan

X = np.arange(3.0)


@pytest.fixture
def figure():
    """Return two lines, a ghost with a label, one without, and one without points."""
    lines = (
        Line("", X, X, "cost", ghost=True, name="mini-batches"),
        Line("Run 1", X, 2 * X, "cost", ghost=True),
        Line("training", X, np.array([3.0, 2.0, 0.25]), "cost"),
        Line("test", X, np.array([1.0, 0.125, np.nan]), "cost"),
        Line("validation", X, np.full(3, np.nan), "cost"),
    )
    return Figure(lines, (0.0, 2.0, 0.0, 4.0), Axis("epoch"))


def test_layers_go_from_one_colour_to_the_other(theme):
    assert ramp(theme, 0.0) == theme.color("twin_3")
    assert ramp(theme, 1.0) == theme.color("accent")


def test_a_ghost_is_paler_than_its_line(theme):
    surface, full = theme.color("surface"), theme.color("cost")
    pale = colour_of(theme, "cost", ghost=True)
    assert colour_of(theme, "cost") == full
    assert full.lightness() < pale.lightness() < surface.lightness()


def test_pens_are_measured_in_pixels(theme):
    pen = pen_of(theme.color("cost"), 2.0, (5.0, 3.0))
    assert pen.isCosmetic()
    assert pen.dashPattern() == [5.0, 3.0]


def test_lines_without_points_are_neither_live_nor_read(figure):
    assert [line.label for line in figure.live] == ["training", "test"]
    names = [name for name, _ in figure.readable()]
    assert names == ["training", "test", "Run 1", "mini-batches"]


def test_the_summary_is_the_last_value_of_every_line_with_a_label(figure):
    assert figure.summary() == "Run 1: 4, training: 0.25, test: 0.125"


def test_a_fan_is_read_as_median_and_both_ends():
    fan = Fan(X, X, np.ones((3, 2)), X - 1, X, X + 1)
    assert [line.name for line in fan_lines(fan)] == ["median", "lower end", "upper end"]
    assert [line.y[0] for line in fan_lines(fan)] == [0.0, -1.0, 1.0]
    assert fan_lines(None) == []
