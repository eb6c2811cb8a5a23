"""Where neurons, wires and numbers of the network lie."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from app.pages.universality.network.layout import (
    MOST,
    Number,
    distance,
    lay_out,
    says_heights,
    shown_neurons,
)
from app.pages.universality.words import SIMULATION_ID
from engine.commands.pages.universality import SetOutgoing
from tests.support.pages.shown.universality import moment

AREA = QRectF(2, 0, 292, 473)
"""The network as it stands in a window of 1280 by 720."""


def layout_of(curve, form="simple", station="function", active=0):
    """Return where everything lies in the window."""
    return lay_out(curve, form, station, active, AREA, 11)


def test_the_distance_from_a_wire_is_that_of_its_nearest_point(generator):
    for _ in range(20):
        points = generator.uniform(0, 100, (3, 2))
        at, start, end = (QPointF(*point) for point in points.tolist())
        shares = np.linspace(0, 1, 2_001)[:, None]
        along = points[1] + shares * (points[2] - points[1])
        naive = np.linalg.norm(along - points[0], axis=1).min()
        assert distance(at, start, end) == pytest.approx(naive, abs=0.05)
    assert distance(QPointF(3, 4), QPointF(0, 0), QPointF(0, 0)) == 5.0


@pytest.mark.parametrize("bumps", [1, 5, 6, 100])
def test_whole_bumps_around_the_active_neuron_are_shown(bumps):
    curve = moment(bumps=bumps).curve
    for active in range(2 * bumps):
        shown = shown_neurons(curve, active)
        assert active in shown
        assert len(shown) == min(2 * bumps, MOST)
        assert shown.start % 2 == 0
        layout = layout_of(curve, active=active)
        assert list(layout.neurons) == list(shown)
        assert layout.above + len(layout.neurons) + layout.below == 2 * bumps


@pytest.mark.parametrize("form", ["simple", "real"])
@pytest.mark.parametrize("station", ["neuron", "steps", "bump", "bumps", "function"])
def test_every_number_stands_in_the_area_where_it_is_found(station, form):
    layout = layout_of(moment(station=station, form=form).curve, form, station)
    for number, room in layout.numbers.items():
        assert AREA.adjusted(-1, -1, 1, 1).contains(room)
        there = (each for each, other in layout.numbers.items() if other.contains(room.center()))
        assert next(there) == number


@pytest.mark.parametrize("form", ["simple", "real"])
@pytest.mark.parametrize("station", ["neuron", "steps", "bump", "bumps", "function"])
def test_numbers_do_not_cover_each_other_where_there_is_room(station, form):
    curve = moment(station=station, form=form).curve
    layout = lay_out(curve, form, station, 0, QRectF(2, 0, 520, 500), 13)
    rooms = [room.adjusted(0.5, 0.5, -0.5, -0.5) for room in layout.numbers.values()]
    assert not any(one.intersects(other) for one, other in combinations(rooms, 2))


def test_every_wire_is_hit_on_its_own_side():
    layout = layout_of(moment().curve)
    for neuron, place in layout.neurons.items():
        assert layout.wire_at(layout.source + (place - layout.source) * 0.7) == ("in", neuron)
        assert layout.wire_at(place + (layout.output - place) * 0.3) == ("out", neuron)
    assert layout.wire_at(AREA.topLeft()) is None


def test_heights_are_shown_of_bumps_alone():
    bumps = moment().curve
    steps = moment(SetOutgoing(SIMULATION_ID, 0, 3.0), form="real").curve
    assert says_heights(bumps, "simple", "function")
    assert not says_heights(bumps, "real", "function")
    assert not says_heights(bumps, "simple", "steps")
    assert not says_heights(steps, "simple", "function")
    kinds = {number.kind for number in layout_of(steps).numbers}
    assert kinds == {"s", "v"}
    assert Number("h", 4) in layout_of(bumps).numbers
