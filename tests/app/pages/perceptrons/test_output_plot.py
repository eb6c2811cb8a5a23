"""The plot of outputs: dragged, nudged, drawn with few points."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.perceptrons.output_plot import Line, OutputPlot, Plot, without_collinear_points
from tests.support.pages.shown.perceptrons import LEFT, drag, go, show


def test_plots_are_dragged(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid")
    plot = station.changes
    area = plot.area
    start = QPoint(round(area.center().x()), round(area.center().y()))
    end = QPoint(round(area.left() + 0.75 * area.width()), start.y())
    drag(qtbot, plot, start, end)
    assert show(page, live_worker).settings["change"] == pytest.approx(1.0, abs=0.02)
    assert "promised" in station.words.text()
    area = station.outputs.area
    place = QPoint(round(area.left() + 0.4 * area.width()), start.y())
    qtbot.mouseClick(station.outputs, LEFT, pos=place)
    assert show(page, live_worker).row == 3
    qtbot.keyClick(station.outputs, Qt.Key.Key_Up)
    assert show(page, live_worker).settings["scale"] == 1.26
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert show(page, live_worker).settings["change"] == pytest.approx(0.95, abs=0.02)


def test_points_on_straight_runs_are_dropped_and_nothing_else(generator):
    x = np.arange(200.0)
    y = np.interp(x, [0, 50, 60, 120, 199], [0.0, 0.0, 1.0, 1.0, -0.5])
    kept_x, kept_y = without_collinear_points(x, y)
    assert kept_x.tolist() == [0, 50, 60, 120, 199]
    np.testing.assert_allclose(np.interp(x, kept_x, kept_y), y, atol=1e-9)
    rough = generator.normal(size=200)
    assert without_collinear_points(x, rough)[1].tolist() == rough.tolist()


def test_a_drag_beyond_the_axes_chooses_their_ends(qtbot, theme):
    plot = OutputPlot(theme, "plot")
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    x = np.linspace(-5, 5, 11)
    plot.show_plot(Plot("title", "x", (-5.0, 5.0, 0.0, 1.0), (Line("", x, x / 10, "text"),)))
    chosen = []
    plot.chosen.connect(lambda value, finished: chosen.append((value, finished)))
    middle = plot.area.center().toPoint()
    drag(qtbot, plot, middle, middle + QPoint(900, 0), middle - QPoint(900, 0))
    assert [value for value, _ in chosen[1:]] == [5.0, -5.0, -5.0]
    assert [finished for _, finished in chosen] == [False, False, False, True]
    assert abs(chosen[0][0]) < 0.05
