"""Backgrounds of the deep network: cells, wires, gauges."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize

from app.pages.vanishing.layers.background import (
    RAIL,
    GaugeBackground,
    NetworkBackground,
    transparent,
)
from app.pages.vanishing.layers.geometry import lay_out
from app.widgets.networks.network_painting import blend
from app.widgets.plots.figure import ramp
from engine.simulations.vanishing.state import SpreadView
from tests.support.pages.shown.pixels import changed_places, count_of, painted

SIZE = (760, 480)
ENDS = (-4, 0)


def layout_of(depth=3, width=30, height=480):
    """Return where a network lies."""
    return lay_out(QRectF(0, 0, SIZE[0], height), depth, width, 11)


def network(theme, layout, width=30, weights=None):
    """Return the picture of cells and wires."""
    background = NetworkBackground(theme, layout, width)
    return painted(SIZE, lambda p: background.paint(p, weights), theme.color("surface"))


def gauges(theme, layout, spread=None, ablation_run=()):
    """Return the picture of the gauges."""
    background = GaugeBackground(theme, layout, ENDS)
    return painted(
        SIZE, lambda p: background.paint(p, spread, list(ablation_run)), theme.color("surface")
    )


def test_every_neuron_that_is_drawn_has_its_cell(theme):
    layout = layout_of()
    picture = network(theme, layout)
    for layer in range(3):
        for neuron in range(layout.rows):
            box = layout.box(layer, neuron)
            at = box.center() + QPointF(box.width() / 4, 0)
            assert picture.pixelColor(at.toPoint()) == theme.color("surface_2")
        x = round(layout.columns[layer])
        assert count_of(picture, theme.color("line"), QRectF(x - 2, layout.cells.top(), 4, 50)) > 9


def test_neurons_without_room_are_counted_below_the_cells(theme):
    layout = layout_of(width=100, height=300)
    assert layout.rows < 100
    below = QRectF(layout.cells.left(), layout.cells.bottom() + 1, layout.cells.width(), 15)
    for width, written in ((layout.rows, False), (100, True)):
        picture = network(theme, layout, width).copy(below.toAlignedRect())
        blank = painted((picture.width(), picture.height()), lambda p: None, theme.color("surface"))
        inside = [at for at in changed_places(picture, blank).tolist() if 3 < at[1] < 13]
        assert bool(inside) == written


@pytest.mark.parametrize(("neuron", "source"), [(0, 0), (3, 25), (29, 4)])
def test_the_sign_of_a_weight_colours_its_own_wire(theme, neuron, source):
    layout = layout_of()
    assert layout.rows == 30
    one, other = np.zeros((30, 30)), np.zeros((30, 30))
    one[neuron, source], other[neuron, source] = 1.0, -1.0
    pictures = [network(theme, layout, weights=(w, np.ones((30, 30)))) for w in (one, other)]
    places = changed_places(*pictures)
    start, end = layout.box(0, source), layout.box(1, neuron)
    line = np.array([start.right(), start.center().y()]), np.array([end.left(), end.center().y()])
    shares = (places[:, 0] - line[0][0]) / (line[1][0] - line[0][0])
    expected = line[0][1] + shares * (line[1][1] - line[0][1])
    assert (np.abs(places[:, 1] - expected) < 4).all()
    assert shares.min() < 0.1
    assert shares.max() > 0.9


def test_empty_gauges_are_as_long_as_the_scale(theme):
    layout = layout_of()
    picture = gauges(theme, layout)
    for layer, share in enumerate((0.0, 0.5, 1.0)):
        rail = blend(theme.color("surface"), ramp(theme, share), RAIL)
        tube = layout.tube(layer)
        assert count_of(picture, rail, tube) == pytest.approx(tube.width() * tube.height(), rel=0.1)
        assert count_of(picture, rail) == count_of(picture, rail, tube.adjusted(-2, -2, 2, 2))


@pytest.mark.parametrize("speed", [1e-9, 0.002, 0.3, 50.0])
def test_the_speed_of_an_ablation_is_marked_at_its_height(theme, speed):
    layout = layout_of()
    changed = changed_places(gauges(theme, layout), gauges(theme, layout, None, [0.0, speed]))
    tube = layout.tube(1)
    mine = changed[np.abs(changed[:, 0] - tube.center().x()) <= tube.width() / 2 + 7]
    power = min(max(np.log10(speed), ENDS[0]), ENDS[1])
    y = layout.gauge.bottom() - (power - ENDS[0]) / (ENDS[1] - ENDS[0]) * layout.gauge.height()
    assert mine[:, 1].mean() == pytest.approx(y, abs=1.5)
    assert np.ptp(mine[:, 0]) == pytest.approx(tube.width() + 10, abs=3)


def test_the_spread_over_seeds_is_a_bracket_beside_the_gauge(theme):
    layout = layout_of()
    low, mean, high = np.full(3, 0.001), np.full(3, 0.01), np.full(3, 0.1)
    spread = SpreadView(9, mean, low, high)
    changed = changed_places(gauges(theme, layout), gauges(theme, layout, spread))
    ends = [layout.gauge_height(value, ENDS) for value in (0.1, 0.001)]
    assert changed[:, 1].min() == pytest.approx(ends[0], abs=2)
    assert changed[:, 1].max() == pytest.approx(ends[1], abs=2)
    for layer in range(3):
        x = layout.tube(layer).right() + 9
        assert (np.abs(changed[:, 0] - x) < 2).any()


def test_a_background_is_transparent_where_nothing_is_painted():
    picture = transparent(QSize(20, 10), 2.0, lambda p: p.fillRect(QRectF(0, 0, 5, 5), "red"))
    image = picture.toImage()
    assert (image.width(), image.height()) == (40, 20)
    assert image.pixelColor(3, 3).alpha() == 255
    assert image.pixelColor(30, 15).alpha() == 0
