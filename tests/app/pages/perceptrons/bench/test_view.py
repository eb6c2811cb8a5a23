"""The bench: placed, wired, moved, weighed with mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.pages.perceptrons import (
    LoadBench,
    ShowRow,
)
from tests.support.pages.shown.perceptrons import LEFT, drag, go, pixel, show


def test_a_nand_is_placed_wired_and_weighed_with_the_mouse(qtbot, page, live_worker):
    canvas = go(page, live_worker, "bench", LoadBench(SIMULATION_ID, "empty")).canvas
    assert "Double-click" in page.sentence.text()
    middle = canvas.rect().center()
    qtbot.mouseDClick(canvas, LEFT, pos=middle)
    gate = show(page, live_worker).bench.circuit.perceptrons[0]
    assert "Drag from the dot" in page.sentence.text()
    for node in canvas.circuit.inputs:
        drag(qtbot, canvas, pixel(canvas.places.port(node)), middle - QPoint(60, 0), middle)
        show(page, live_worker)
    wires = canvas.circuit.wires
    assert [(wire.source, wire.target, wire.weight) for wire in wires] == [
        (1, gate.id, 1.0),
        (2, gate.id, 1.0),
    ]
    for wire in wires:
        place = pixel(canvas.places.label(wire))
        drag(qtbot, canvas, place, place + QPoint(0, 20), place + QPoint(0, 42))
        show(page, live_worker)
    assert [wire.weight for wire in canvas.circuit.wires] == [-2.0, -2.0]
    qtbot.mouseClick(canvas, LEFT, pos=pixel(canvas.places.middle(canvas.circuit.node(gate.id))))
    page.stations["bench"].number.field.entered.emit(3.0)
    assert show(page, live_worker).bench.gates == {gate.id: "NAND"}
    assert "NAND" in page.sentence.text()


def test_a_part_is_moved_and_removed_and_a_click_turns_an_input(qtbot, page, live_worker):
    canvas = go(page, live_worker, "bench").canvas
    node = canvas.circuit.inputs[0]
    place = pixel(canvas.places.middle(node))
    qtbot.mouseClick(canvas, LEFT, pos=place)
    assert show(page, live_worker).row == 2
    edge = place + QPoint(9, 5)
    drag(qtbot, canvas, edge, edge + QPoint(40, 0), edge + QPoint(80, 30))
    moved = show(page, live_worker).bench.circuit.inputs[0]
    assert pixel(canvas.places.middle(moved)) == place + QPoint(80, 30)
    qtbot.mouseClick(page.stations["bench"].remove_button, LEFT)
    circuit = show(page, live_worker).bench.circuit
    assert (len(circuit.inputs), len(circuit.wires)) == (1, 1)
    assert canvas.selected is None


def test_a_wire_in_a_circle_is_refused_in_a_sentence(qtbot, page, live_worker):
    canvas = go(page, live_worker, "bench", LoadBench(SIMULATION_ID, "adder")).canvas
    first, last = canvas.circuit.perceptrons[0], canvas.circuit.outputs[0]
    wires = canvas.circuit.wires
    end = pixel(canvas.places.middle(first))
    drag(qtbot, canvas, pixel(canvas.places.port(last)), end + QPoint(3, 0), end)
    snapshot = live_worker.work()
    assert "circle" in str(snapshot.notice)
    assert snapshot.simulation(SIMULATION_ID).payload.bench.circuit.wires == wires


def test_the_bench_is_worked_with_the_keys(qtbot, page, live_worker):
    canvas = go(page, live_worker, "bench", LoadBench(SIMULATION_ID, "empty")).canvas
    qtbot.mouseClick(page.stations["bench"].perceptron_button, LEFT)
    show(page, live_worker)
    keys = (Qt.Key.Key_Right, Qt.Key.Key_W, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    for key in keys:
        qtbot.keyClick(canvas, key)
    assert len(show(page, live_worker).bench.circuit.wires) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    gate = show(page, live_worker).bench.circuit.perceptrons[0]
    assert gate.bias == 0.5
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    moved = show(page, live_worker).bench.circuit.perceptrons[0]
    assert (moved.x, moved.y) == pytest.approx((gate.x, gate.y + 0.02))
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert show(page, live_worker).bench.circuit.wires[0].weight == 0.5
    assert canvas.accessibleDescription() == "wire from x₁ to p₁, weight 0.5"
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert show(page, live_worker).bench.circuit.wires == ()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert show(page, live_worker).row == 2


def test_the_signal_travels_and_then_rests(page, live_worker):
    canvas = go(
        page, live_worker, "bench", LoadBench(SIMULATION_ID, "adder"), ShowRow(SIMULATION_ID, 0)
    ).canvas
    live_worker.send(ShowRow(SIMULATION_ID, 2))
    page.show_snapshot(live_worker.work())
    assert canvas._front == 0.0
    for _ in range(200):
        page.advance(16.0)
    assert 3.0 <= canvas._front < 3.1
