"""A plot draws what is seen of its figure, and nothing before the window has been painted."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.widgets.plots import plot_view
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot_view import PlotView

X = np.arange(11.0)
BOUNDS = (0.0, 10.0, 0.0, 1.0)


def line(label="training", y=X / 10, x=X):
    """Return a line."""
    return Line(label, x, y, "cost")


@pytest.fixture
def plot(qtbot, theme):
    """Return a shown plot of one rising line."""
    plot = PlotView(theme, "curves")
    qtbot.addWidget(plot)
    plot.resize(420, 240)
    plot.show()
    plot.show_figure(Figure([line()], BOUNDS, Axis("epoch"), empty="Nothing yet."))
    plot.grab()
    return plot


def test_the_scene_is_built_once_the_window_has_been_painted(qtbot, theme, monkeypatch):
    answers = iter([False, False])
    monkeypatch.setattr(plot_view, "loaded", lambda: next(answers, True))
    plot = PlotView(theme, "curves")
    qtbot.addWidget(plot)
    plot.show()
    plot.show_figure(Figure([line()], BOUNDS))
    assert plot._canvas is None
    qtbot.waitUntil(lambda: plot._canvas is not None)
    assert plot.mapping.area.width() < plot.width()


def test_values_at_the_cursor_follow_new_points(plot):
    plot.read_at(6.0)
    with_cursor = plot.grab().toImage()
    plot.show_figure(Figure([line(y=X / 11)], BOUNDS, Axis("epoch")))
    assert plot._cursor == 6.0
    assert plot.grab().toImage() != with_cursor


def test_those_who_cannot_see_are_told_the_last_values(plot):
    assert plot.accessibleDescription() == "training: 1"
    plot.show_figure(Figure([line(y=X * np.nan)], BOUNDS, empty="Nothing yet."))
    assert plot.accessibleDescription() == "Nothing yet."
    plot.show_figure(Figure([line()], BOUNDS, said="It rises."))
    assert plot.accessibleDescription() == "It rises."


def test_a_hidden_plot_draws_once_it_is_seen(plot, theme):
    plot.hide()
    theme.toggle()
    plot.show_figure(Figure([line(y=np.full(11, 0.5))], BOUNDS))
    plot.show()
    place = plot.mapping.pixel(5.0, 0.5).toPoint()
    image = plot.grab().toImage()
    found = [image.pixelColor(place.x(), place.y() + away) for away in (-1, 0, 1)]
    assert theme.color("cost") in found


def test_closed_plots_leave_nothing_behind(qtbot, theme):
    gone = []
    for _ in range(5):
        plot = PlotView(theme, "curves")
        plot.resize(300, 200)
        plot.show()
        plot.show_figure(Figure([line()], BOUNDS))
        plot.grab()
        plot.read_at(3.0)
        gone += [weakref.ref(plot), weakref.ref(plot._canvas)]
        plot.close()
        plot.deleteLater()
        del plot
    QApplication.sendPostedEvents(None, 52)
    gc.collect()
    assert [each() for each in gone] == [None] * 10
