"""Numbers on the network of the Backprop page: dragged, clicked, typed, reached by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.backprop.layout import Number
from app.pages.backprop.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.backprop import SelectPart
from engine.commands.transport import Step
from engine.simulations.backprop.exhibits import EXHIBIT
from engine.simulations.backprop.state import Part
from tests.support.pages.shown.backprop import LEFT, at, drag, show


@pytest.mark.parametrize(
    ("number", "before"),
    [
        (Number("w", 0, 0, 0), 1.5),
        (Number("b", 1, 0), -0.8),
        (Number("x", 0, 0), 1.0),
        (Number("y", 0, 0), 0.0),
    ],
)
def test_every_kind_of_number_is_dragged_as_one_edit(qtbot, page, live_worker, number, before):
    cost = show(page, live_worker).trace.cost
    state = drag(qtbot, page, live_worker, number, 40)
    case = state.trace.case
    found = {"w": case.weights[0], "b": case.biases[1], "x": case.x, "y": case.y}[number.kind]
    assert found.ravel()[0] == pytest.approx(before + 0.4)
    assert state.trace.cost != cost
    assert show(page, live_worker, Undo()).trace.cost == cost


def test_a_click_looks_at_a_weight_and_a_neuron(qtbot, page, live_worker):
    show(page, live_worker, SetSetting(SIMULATION_ID, "exhibit", "large"))
    qtbot.mouseClick(page.canvas, LEFT, pos=at(page, Number("w", 1, 2, 3)))
    state = show(page, live_worker)
    assert (state.part, state.chosen) == (Part(1, 2, 3), True)
    place = page.canvas.places.cards[(0, 4)]
    qtbot.mouseClick(page.canvas, LEFT, pos=(place.bottomRight() - QPoint(4, 2)).toPoint())
    assert show(page, live_worker).part == Part(0, 4, None)


def test_a_number_is_typed_with_comma_or_point(qtbot, page, live_worker):
    qtbot.mouseDClick(page.canvas, LEFT, pos=at(page, Number("w", 1, 0, 0)))
    field = page.canvas.field
    assert field.isVisible()
    assert field.text() == "2"
    field.selectAll()
    field.insert("−1,25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert show(page, live_worker).trace.case.weights[1][0, 0] == -1.25
    qtbot.mouseDClick(page.canvas, LEFT, pos=at(page, Number("w", 1, 0, 0)))
    qtbot.keyClicks(field, "seven")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("role") == "refused"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert show(page, live_worker).trace.case.weights[1][0, 0] == -1.25


def test_the_keyboard_reaches_every_number(qtbot, page, live_worker):
    show(page, live_worker, SetSetting(SIMULATION_ID, "exhibit", "small"))
    page.canvas.clearFocus()
    page.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    reached = [page.canvas._cursor]
    for _ in range(len(page.canvas.places.numbers) - 1):
        qtbot.keyClick(page.canvas, Qt.Key.Key_Tab)
        reached.append(page.canvas._cursor)
    assert set(reached) == set(page.canvas.places.numbers)
    assert reached[0] == Number("x", 0, 0)
    assert reached[-1] == Number("y", 0, 0)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Up)
    assert show(page, live_worker).trace.case.y[0] == 1.1
    qtbot.keyClick(page.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert show(page, live_worker).trace.case.y[0] == 1.09
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    assert page.canvas.field.isVisible()
    qtbot.keyClick(page.canvas.field, Qt.Key.Key_Escape)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Tab)
    assert page.canvas._cursor is None


def test_what_lives_elsewhere_is_shown_and_not_changed(qtbot, page, live_worker):
    snapshot = live_worker.work()
    run = snapshot.simulations[0]
    foreign = replace(run, payload=replace(run.payload, editable=False))
    page.show_snapshot(replace(snapshot, simulations=(foreign,)))
    page.render_text(page.snapshot)
    start = at(page, Number("w", 0, 0, 0))
    qtbot.mousePress(page.canvas, LEFT, pos=start)
    qtbot.mouseMove(page.canvas, start - QPoint(0, 30))
    qtbot.mouseRelease(page.canvas, LEFT, pos=start - QPoint(0, 30))
    qtbot.mouseDClick(page.canvas, LEFT, pos=start)
    assert not page.canvas.field.isVisible()
    assert not page.settings.form.rows["eta"].slider.isEnabled()
    assert live_worker.work().simulation(SIMULATION_ID).payload.trace.case is run.payload.trace.case


@pytest.mark.parametrize("exhibit", EXHIBIT)
def test_every_stop_is_drawn_and_what_travels_comes_to_rest(page, live_worker, exhibit):
    show(
        page,
        live_worker,
        SetSetting(SIMULATION_ID, "exhibit", exhibit),
        SelectPart(SIMULATION_ID, 0, 0, None),
    )
    for _ in range(10):
        show(page, live_worker, Step(SIMULATION_ID, 1))
        page.advance(200.0)
        assert page.canvas._pulse < 1.0
        assert not page.canvas.grab().isNull()
        page.advance(2_000.0)
        assert page.canvas._pulse == 1.0


def test_esc_takes_a_drag_back_and_leaves_nothing_to_undo(qtbot, page, live_worker):
    start = at(page, Number("w", 0, 0, 0))
    before = show(page, live_worker).trace.case.weights[0][0, 0]
    qtbot.mousePress(page.canvas, LEFT, pos=start)
    qtbot.mouseMove(page.canvas, start - QPoint(0, 30))
    assert show(page, live_worker).trace.case.weights[0][0, 0] == before + 0.3
    qtbot.keyClick(page.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(page.canvas, LEFT, pos=start - QPoint(0, 30))
    assert show(page, live_worker).trace.case.weights[0][0, 0] == before
    assert live_worker.work().undo is None
