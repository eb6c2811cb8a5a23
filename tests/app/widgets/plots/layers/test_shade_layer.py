"""A shade lies between its curves, an upright stands at its x, also on logarithmic axes."""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.plots.figure import Axis, Figure, Line, Shade, Upright
from app.widgets.plots.plot import Plot

X = np.array([1.0, 10.0, 100.0])
BOUNDS = (1.0, 100.0, 0.0, 8.0)


@pytest.fixture
def plot(qtbot, theme):
    """Return a shown plot of 400 × 200 pixels."""
    plot = Plot(theme, "plot")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()
    return plot


def figure(*, log=False, shade=None, uprights=()):
    """Return a figure with a line at 7."""
    lines = [Line("", X, np.full(3, 7.0), "accent")]
    return Figure(lines, BOUNDS, Axis(log=log), shade=shade, uprights=uprights)


def colour_at(plot, x, y):
    """Return the colour at a point."""
    place = plot.mapping.pixel(x, y).toPoint()
    return plot.grab().toImage().pixelColor(place)


@pytest.mark.parametrize("log", [False, True])
def test_only_what_lies_between_the_curves_is_shaded(plot, theme, log):
    shade = Shade(X, np.full(3, 2.0), np.full(3, 5.0), "negative")
    plot.show_figure(figure(log=log, shade=shade))
    surface = theme.color("surface")
    assert colour_at(plot, 20.0, 3.5) != surface
    assert colour_at(plot, 20.0, 1.0) == surface
    plot.show_figure(figure(log=log))
    assert colour_at(plot, 20.0, 3.5) == surface


@pytest.mark.parametrize("log", [False, True])
def test_an_upright_stands_at_its_x(plot, theme, log):
    plot.show_figure(figure(log=log, uprights=[Upright(10.0, "here", "negative")]))
    image, at = plot.grab().toImage(), plot.mapping.pixel(10.0, 4.0).toPoint()
    near = {
        image.pixelColor(at.x() + across, at.y() + down).name()
        for across in (-1, 0, 1)
        for down in range(-8, 9)
    }
    assert theme.color("negative").name() in near


def test_an_upright_that_goes_is_hidden(plot):
    plot.show_figure(figure(uprights=[Upright(10.0), Upright(20.0)]))
    before = plot.grab().toImage()
    plot.show_figure(figure(uprights=[Upright(10.0)]))
    assert plot.grab().toImage() != before
