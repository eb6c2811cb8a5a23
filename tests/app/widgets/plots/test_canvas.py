"""A plot puts lines, spots and bands where its axes say, and draws only what differs."""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.plots.canvas import GHOST_POINTS, MOST_JOINED, MOST_SMOOTH
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot

X = np.linspace(0.0, 10.0, 11)
BOUNDS = (0.0, 10.0, 0.0, 8.0)


@pytest.fixture
def plot(qtbot, theme):
    """Return a shown plot of 400 × 200 pixels."""
    plot = Plot(theme, "plot")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()
    return plot


def flat(height, **how):
    """Return a horizontal line."""
    return Line("", X, np.full(11, height), "accent", **how)


def colours_near(plot, x, y):
    """Return the colours at a point of the plot and one pixel above and below."""
    image = plot.grab().toImage()
    place = plot.mapping.pixel(x, y).toPoint()
    return [image.pixelColor(place.x(), place.y() + away) for away in (-1, 0, 1)]


def test_lines_and_spots_are_painted_where_their_points_are(plot, theme):
    spot = Spot(8.0, 7.0, "negative")
    plot.show_figure(Figure([flat(3.0)], BOUNDS, spots=[spot]))
    assert theme.color("accent") in colours_near(plot, 5.0, 3.0)
    assert theme.color("accent") not in colours_near(plot, 5.0, 6.0)
    assert theme.color("negative") in colours_near(plot, 8.0, 7.0)


def test_on_logarithmic_axes_too(plot, theme):
    plot.show_figure(Figure([flat(0.01)], (0.0, 10.0, 1e-4, 1.0), y=Axis(log=True)))
    assert theme.color("accent") in colours_near(plot, 5.0, 0.01)
    area = plot.mapping.area
    assert plot.mapping.pixel(0.0, 0.01).y() == pytest.approx(area.center().y())


def test_a_line_at_the_end_of_an_axis_is_not_cut_in_half(plot, theme):
    def ink(height):
        plot.show_figure(Figure([flat(height)], BOUNDS, y=Axis(marks=(4.0,))))
        column = plot.mapping.pixel(5.0, height).toPoint()
        image, surface = plot.grab().toImage(), theme.color("surface").lightness()
        rows = range(column.y() - 3, column.y() + 4)
        return sum(surface - image.pixelColor(column.x(), row).lightness() for row in rows)

    assert ink(8.0) == pytest.approx(ink(5.0), rel=0.1)


def test_a_band_is_shaded_between_its_ends_only(plot):
    plot.show_figure(Figure([flat(1.0)], BOUNDS, band=(2.0, 6.0)))
    outside = colours_near(plot, 8.0, 5.0)[1]
    shaded = [colours_near(plot, x, 5.0)[1] != outside for x in (1.0, 3.0, 5.0, 7.0)]
    assert shaded == [False, True, True, False]


def test_colours_and_sizes_follow_the_theme_at_once(plot, theme):
    plot.show_figure(Figure([flat(3.0)], BOUNDS))
    plot.grab()
    area = plot.mapping.area
    theme.toggle()
    assert theme.color("accent") in colours_near(plot, 5.0, 3.0)
    assert colours_near(plot, 5.0, 6.0)[1] == theme.color("surface")
    theme.set_lecture(True)
    assert theme.color("accent") in colours_near(plot, 5.0, 3.0)
    assert plot.mapping.area.width() < area.width()


def test_only_lines_that_differ_are_drawn_again(plot, monkeypatch):
    canvas = plot._canvas
    drawn = []
    draw = canvas._draw_line
    monkeypatch.setattr(canvas, "_draw_line", lambda *how: (drawn.append(how[1]), draw(*how)))
    first, other = flat(1.0), flat(2.0)
    plot.show_figure(Figure([first, other], BOUNDS))
    assert len(drawn) == 2
    changed = flat(3.0)
    plot.show_figure(Figure([flat(1.0), changed], BOUNDS))
    assert drawn[2:] == [changed]


def test_a_figure_that_looks_the_same_is_not_painted_again(plot, monkeypatch):
    def figure(**how):
        return Figure([flat(1.0)], BOUNDS, Axis("epoch"), spots=[Spot(1.0, 2.0)], **how)

    plot.show_figure(figure())
    plot.grab()
    painted = []
    monkeypatch.setattr(plot._canvas.overlay, "update", lambda: painted.append(True))
    plot.show_figure(figure())
    assert painted == []
    plot.show_figure(figure(title="another"))
    assert painted == [True]


def test_fewer_lines_leave_nothing_behind(plot, theme):
    plot.show_figure(Figure([flat(1.0), flat(5.0), flat(3.0, ghost=True)], BOUNDS))
    plot.show_figure(Figure([flat(1.0)], BOUNDS))
    assert theme.color("accent") not in colours_near(plot, 5.0, 5.0)
    assert colours_near(plot, 5.0, 3.0) == [theme.color("surface")] * 3


def test_many_ghosts_are_one_item_with_a_limited_number_of_points(plot, generator):
    x = np.arange(3_000.0)
    ghosts = [Line("", x, generator.random(3_000), "cost", ghost=True) for _ in range(177)]
    plot.show_figure(Figure(ghosts, (0.0, 3_000.0, 0.0, 1.0)))
    item = plot._canvas._ghosts
    assert len(item.xData) <= 1.3 * GHOST_POINTS
    ends = np.flatnonzero(item.opts["connect"] == 0)
    assert len(ends) == 177
    assert (item.xData[ends] == 2_999.0).all()
    assert not item.opts["antialias"]


def test_long_lines_are_drawn_quickly_and_short_ones_smoothly(plot):
    def opts(points):
        x = np.arange(float(points))
        plot.show_figure(Figure([Line("", x, x, "cost")], (0.0, points, 0.0, points)))
        curve = plot._canvas._lines[0].curve
        return curve.opts["antialias"], curve.opts["segmentedLineMode"]

    assert opts(MOST_JOINED) == (True, "off")
    assert opts(MOST_SMOOTH) == (True, "on")
    assert opts(MOST_SMOOTH + 1) == (False, "on")


def test_of_long_lines_no_more_is_drawn_than_can_be_seen(plot):
    x = np.arange(100_000.0)
    y = np.zeros(100_000)
    y[77_777] = 5.0
    plot.show_figure(Figure([Line("", x, y, "cost")], (0.0, 1e5, 0.0, 8.0)))
    plot.grab()
    curve = plot._canvas._lines[0].curve
    assert len(curve.xData) < 2_000
    assert curve.yData.max() == 5.0
