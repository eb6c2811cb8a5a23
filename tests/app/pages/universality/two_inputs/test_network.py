"""Numbers on the network of two inputs, dragged and typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from engine.commands.edits import Undo
from tests.support.pages.shown.two_inputs import KEY, LEFT


def test_weights_are_dragged_on_the_network(bench):
    start = bench.label("plane_height")
    view = bench.drag(bench.station.network, start, start + QPoint(30, 0), start + QPoint(60, 0))
    assert view.knobs["plane_height"] == pytest.approx(1.5)
    # the opposite weight goes the other way
    start = bench.label("plane_height", 1)
    view = bench.drag(bench.station.network, start, start + QPoint(25, 0), start + QPoint(50, 0))
    assert view.knobs["plane_height"] == pytest.approx(0.5)
    assert bench.show(Undo()).knobs["plane_height"] == pytest.approx(1.5)


def test_a_number_of_the_network_is_typed(bench):
    bench.qtbot.mouseDClick(bench.station.network, LEFT, pos=bench.label("plane_bias"))
    field = bench.station.network.field
    assert field.isVisible()
    field.setText("-7,5")
    bench.qtbot.keyClick(field, KEY.Key_Return)
    assert bench.show().knobs["plane_bias"] == -7.5


def test_the_step_is_dragged_on_its_neuron(bench):
    bench.figure("step")
    start = bench.label("plane_place")
    view = bench.drag(bench.station.network, start, start + QPoint(10, 0), start + QPoint(20, 0))
    assert view.knobs["plane_place"] == pytest.approx(0.6)
