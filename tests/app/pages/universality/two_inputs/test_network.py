"""Numbers on the network of two inputs, dragged and typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

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
    field.selectAll()
    bench.qtbot.keyClicks(field, "-7,5")
    bench.qtbot.keyClick(field, KEY.Key_Return)
    assert bench.show().knobs["plane_bias"] == -7.5


def test_the_step_is_dragged_on_its_neuron(bench):
    bench.figure("step")
    start = bench.label("plane_place")
    view = bench.drag(bench.station.network, start, start + QPoint(10, 0), start + QPoint(20, 0))
    assert view.knobs["plane_place"] == pytest.approx(0.6)


def test_the_keyboard_reaches_every_number_and_its_opposite(bench):
    network, qtbot = bench.station.network, bench.qtbot
    network.setFocus(Qt.FocusReason.TabFocusReason)
    reached = [network._cursor]
    for _ in range(4):
        qtbot.keyClick(network, KEY.Key_Tab)
        reached.append(network._cursor)
    assert set(reached) == set(network.boxes())
    assert network.accessibleDescription().startswith("Output bias b = −0.5")
    before = bench.show().knobs
    qtbot.keyClick(network, KEY.Key_Up)
    assert bench.show().knobs["plane_bias"] == pytest.approx(before["plane_bias"] + 0.1)
    qtbot.keyClick(network, KEY.Key_Backtab)
    assert network.value_of(network._cursor) == -before["plane_height"]
    qtbot.keyClick(network, KEY.Key_Up)
    assert bench.show().knobs["plane_height"] == pytest.approx(before["plane_height"] - 0.1)
    qtbot.keyClick(network, KEY.Key_Return)
    assert network.field.isVisible()


def test_esc_takes_a_drag_back(bench):
    before = bench.show().knobs["plane_height"]
    start = bench.label("plane_height")
    network, qtbot = bench.station.network, bench.qtbot
    qtbot.mousePress(network, LEFT, pos=start)
    qtbot.mouseMove(network, start + QPoint(30, 0))
    assert bench.show().knobs["plane_height"] != before
    qtbot.keyClick(network, KEY.Key_Escape)
    qtbot.mouseRelease(network, LEFT, pos=start + QPoint(30, 0))
    assert bench.show().knobs["plane_height"] == before
