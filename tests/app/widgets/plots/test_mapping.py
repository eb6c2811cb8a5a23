"""Values and pixels belong to each other on both kinds of axes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from app.widgets.plots.mapping import Mapping
from app.widgets.plots.ticks import value_at

AREA = QRectF(40.0, 10.0, 300.0, 150.0)


@pytest.mark.parametrize(("y", "share"), [(0.0, 0.0), (2.0, 0.25), (8.0, 1.0)])
def test_a_linear_axis_divides_its_height_evenly(y, share):
    mapping = Mapping(AREA, (0.0, 10.0, 0.0, 8.0))
    place = mapping.pixel(5.0, y)
    assert place.x() == pytest.approx(AREA.center().x())
    assert place.y() == pytest.approx(AREA.bottom() - share * AREA.height())


@pytest.mark.parametrize(("y", "share"), [(1e-4, 0.0), (1e-2, 0.5), (1.0, 1.0), (10.0, 1.25)])
def test_a_logarithmic_axis_divides_its_height_by_powers(y, share):
    mapping = Mapping(AREA, (0.0, 10.0, -4.0, 0.0), (False, True))
    assert mapping.pixel(0.0, y).y() == pytest.approx(AREA.bottom() - share * AREA.height())


@pytest.mark.parametrize("logs", [(False, False), (True, True)])
def test_a_pixel_leads_back_to_its_values(logs):
    mapping = Mapping(AREA, (-1.0, 2.0, -3.0, 1.0), logs)
    x, y = (
        value_at(place, log)
        for place, log in zip(mapping.place(QPointF(99, 77)), logs, strict=True)
    )
    assert mapping.pixel(x, y) == QPointF(99, 77)


def test_magnified_the_place_under_the_mouse_stays():
    mapping, at = Mapping(AREA, (0.0, 10.0, 0.0, 8.0)), QPointF(100.0, 50.0)
    nearer = Mapping(AREA, mapping.zoomed(at, 2.0, 4.0))
    assert nearer.place(at) == pytest.approx(mapping.place(at))
    left, right, low, high = nearer.window
    assert (right - left, high - low) == (5.0, 2.0)


def test_dragged_the_values_follow_the_mouse():
    mapping = Mapping(AREA, (0.0, 10.0, 0.0, 8.0))
    moved = Mapping(AREA, mapping.moved(QPointF(30.0, -15.0)))
    assert moved.place(QPointF(130, 85)) == pytest.approx(mapping.place(QPointF(100, 100)))
