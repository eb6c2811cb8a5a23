"""Painter of the bench: what carries a 1, what is chosen, what travels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from app.pages.perceptrons.bench.geometry import BenchGeometry
from app.pages.perceptrons.bench.painting import BenchPainter, Shown
from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.pages.perceptrons import LoadBench, ShowStation
from tests.support.pages.shown.perceptrons import moment
from tests.support.pages.shown.pixels import changed_places, count_of, painted

SIZE = (800, 420)


def bench(name):
    """Return a prepared circuit as the page sees it."""
    return moment(ShowStation(SIMULATION_ID, "bench"), LoadBench(SIMULATION_ID, name)).bench


def places_of(view):
    """Return where the parts of a circuit lie."""
    return BenchGeometry(view.circuit, QRectF(60, 50, 660, 320), 14.0)


def picture_of(theme, view, row, front=99.0, **shown):
    """Return the picture of a circuit."""

    def paint(painter):
        BenchPainter(painter, theme, view, places_of(view), Shown(row, front, **shown)).paint()

    return painted(SIZE, paint, theme.color("surface"))


def body(places, node):
    """Return the room of a perceptron without its edge."""
    reach = 0.6 * places.radius
    room = QRectF(0, 0, 2 * reach, 2 * reach)
    room.moveCenter(places.middle(node))
    return room


@pytest.mark.parametrize("row", range(4))
def test_nodes_that_say_1_are_filled(theme, row):
    view = bench("adder")
    places, picture = places_of(view), picture_of(theme, view, row)
    outputs = view.evaluation.outputs[row]
    assert set(outputs.tolist()) == {0, 1}
    for node, output in zip(view.circuit.nodes, outputs, strict=True):
        room = body(places, node)
        filled = count_of(picture, theme.color("text"), room)
        assert (filled > 0.4 * room.width() * room.height()) == (output == 1)


def test_nothing_is_filled_that_the_signal_has_not_reached(theme):
    view = bench("nand")
    gate = view.circuit.perceptrons[0]
    room = body(places_of(view), gate)
    assert view.evaluation.outputs[0][-1] == 1
    early, late = (picture_of(theme, view, 0, front) for front in (0.5, 1.0))
    assert count_of(early, theme.color("text"), room) == 0
    assert count_of(late, theme.color("text"), room) > 100


def test_the_wire_that_is_chosen_has_the_accent_along_its_length(theme):
    view = bench("nand")
    places, accent = places_of(view), theme.color("accent")
    wire = view.circuit.wires[0]
    assert count_of(picture_of(theme, view, 0), accent) == 0
    chosen = picture_of(theme, view, 0, selected=("wire", wire.id))
    along = QRectF(places.path(wire).boundingRect()).adjusted(-9, -9, 9, 9)
    assert count_of(chosen, accent) == count_of(chosen, accent, along) > 30


def test_the_1_that_travels_is_drawn_only_on_wires_that_carry_it(theme):
    view = bench("nand")
    places = places_of(view)
    carrying = view.circuit.wires[1]
    still, moving = (picture_of(theme, view, 1, front) for front in (0.0, 0.5))
    changed = changed_places(still, moving)
    middle = places.path(carrying).pointAtPercent(0.5)
    reach = 0.45 * places.unit + 2
    assert len(changed) > 20
    for x, y in changed.tolist():
        offset = QPointF(x, y) - middle
        assert abs(offset.x()) <= reach
        assert abs(offset.y()) <= reach
