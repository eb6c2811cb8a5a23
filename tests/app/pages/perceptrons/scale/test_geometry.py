"""Where the parts of the scale lie, and how it leans and sways."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QRectF

from app.pages.perceptrons.scale.geometry import SOFTNESS, STEEPEST, SWAY_MS, geometry, lean, sway

TILTS = (-1.0, -0.4, 0.0, 0.4, 1.0)


def test_the_beam_leans_towards_the_heavier_side_and_never_too_far():
    margins = np.linspace(-40, 40, 161)
    tilts = [lean(margin) for margin in margins]
    assert tilts == sorted(tilts)
    assert tilts == pytest.approx([-lean(-margin) for margin in margins])
    assert max(tilts) <= 1.0
    assert lean(0.0) == 0.0
    assert lean(SOFTNESS) == pytest.approx(0.7616, abs=1e-4)


def test_an_empty_scale_sways_ever_less_and_comes_to_rest():
    times = np.arange(0.0, SWAY_MS, 10.0)
    tilts = np.array([sway(time) for time in times])
    swings = [np.abs(tilts[first : first + 60]).max() for first in range(0, len(times), 60)]
    assert all(later < 0.6 * earlier for earlier, later in pairwise(swings))
    assert tilts.max() > 0.3
    assert tilts.min() < -0.1
    assert abs(sway(SWAY_MS - 1e-6)) < 0.001
    assert sway(SWAY_MS) == sway(10 * SWAY_MS) == 0.0


@pytest.mark.parametrize("tilt", TILTS)
@pytest.mark.parametrize("size", [(420, 300), (640, 560), (900, 620)])
def test_parts_stay_apart_whichever_way_the_beam_leans(size, tilt):
    area = QRectF(0, 0, *size)
    places = geometry(area, 14.0, tilt)
    rooms = [*places.tiles, places.formula, places.verdict]
    for place, room in enumerate(rooms):
        assert area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(room)
        assert not any(room.intersects(other) for other in rooms[place + 1 :])
    assert not places.pans[0].intersects(places.pans[1])
    assert all(pan.bottom() <= places.base for pan in places.pans)
    assert places.base < places.formula.top()


def test_the_beam_turns_about_its_pivot_without_growing():
    area = QRectF(0, 0, 640, 560)
    level = geometry(area, 14.0, 0.0)
    for tilt in TILTS:
        places = geometry(area, 14.0, tilt)
        beam = QLineF(places.left, places.right)
        assert beam.length() == pytest.approx(level.right.x() - level.left.x())
        assert (places.left + places.right) / 2 == places.pivot == level.pivot
        # angles of Qt grow upwards: the left end is down for a positive tilt
        assert beam.angleTo(QLineF(level.left, level.right)) % 360 == pytest.approx(
            -STEEPEST * tilt % 360, abs=1e-6
        )


def test_a_low_widget_has_one_line_for_each_text():
    tall, low = geometry(QRectF(0, 0, 640, 560), 14.0, 0.0), geometry(QRectF(0, 0, 640, 380), 14, 0)
    assert (tall.compact, low.compact) == (False, True)
    assert low.verdict.height() < tall.verdict.height()
