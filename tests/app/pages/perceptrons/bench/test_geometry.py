"""Where nodes, dots and wires of the bench lie, and what the mouse hits."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF

from app.pages.perceptrons.bench.geometry import WIRE_HIT_PX, BenchGeometry, curve, points_on
from engine.perceptrons.benches import BENCHES, adder

AREA = QRectF(60, 40, 700, 340)


def places_of(name):
    """Return where the parts of a prepared circuit lie."""
    return BenchGeometry(BENCHES[name](), AREA, 14.0)


def away(one, other):
    """Return the distance of two points."""
    return QLineF(one, other).length()


@pytest.mark.parametrize("name", BENCHES)
def test_every_node_and_dot_is_hit_where_it_lies(name):
    places = places_of(name)
    for node in places.circuit.nodes:
        middle = places.middle(node)
        assert places.share(middle) == pytest.approx((node.x, node.y))
        assert places.node_at(middle + QPointF(0.9 * places.radius, 0)) == node
        assert places.port_at(places.port(node)) == node
        assert away(places.entry(node), middle) == pytest.approx(places.radius)
    assert places.node_at(QPointF(1, 1)) is None
    assert places.port_at(QPointF(1, 1)) is None


@pytest.mark.parametrize("name", BENCHES)
def test_every_wire_is_hit_at_its_weight_and_weights_do_not_cover_each_other(name):
    places = places_of(name)
    for wire in places.circuit.wires:
        assert places.wire_at(places.label(wire)) == wire
        path = places.path(wire)
        assert away(path.pointAtPercent(0), places.port(places.circuit.node(wire.source))) < 1e-6
        assert away(path.pointAtPercent(1), places.entry(places.circuit.node(wire.target))) < 1e-6
    for one, other in combinations(places.circuit.wires, 2):
        assert away(places.label(one), places.label(other)) > 0.8 * places.unit
    assert places.wire_at(QPointF(1, 1)) is None


def test_two_wires_between_the_same_nodes_part_to_either_side():
    circuit = adder()
    places = BenchGeometry(circuit, AREA, 14.0)
    first, second = circuit.wires[-2:]
    assert (first.source, first.target) == (second.source, second.target)
    straight = BenchGeometry(circuit.without_wire(second.id), AREA, 14.0).label(first)
    upper, lower = places.label(first), places.label(second)
    assert upper.y() < straight.y() < lower.y()
    assert straight.y() - upper.y() == pytest.approx(lower.y() - straight.y())


def test_shares_stay_on_the_bench():
    places = places_of("nand")
    assert places.share(QPointF(-500, 9_000)) == (0.0, 1.0)
    assert places.share(AREA.center()) == pytest.approx((0.5, 0.5))


def test_a_curve_is_followed_in_steps_that_a_hit_does_not_miss():
    path = curve(QPointF(0, 0), QPointF(500, 120), 30.0)
    points = list(points_on(path))
    assert (points[0], points[-1]) == (QPointF(0, 0), QPointF(500, 120))
    assert max(away(one, other) for one, other in pairwise(points)) < 1.7 * WIRE_HIT_PX
    assert points[1].x() > 0
    assert abs(points[1].y()) < points[1].x()
