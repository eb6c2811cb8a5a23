"""The Perceptrons page in the window: weigh, wire, smooth, and write in four bits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.perceptrons.view import PerceptronsPage
from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    LoadBench,
    SetBitWeight,
    ShowRow,
    ShowStation,
)
from engine.commands.transport import Open, Start
from engine.perceptrons.four_bits import BITS, DIGITS
from engine.simulations.perceptrons.scene import STATIONS
from engine.snapshots import Status

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page as it opens."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = PerceptronsPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    show(page, live_worker)
    yield page
    for old in (page.title_widget(), page):
        old.close()
        old.deleteLater()


def show(page, worker):
    """Hand the page the newest snapshot, with all animations at their end."""
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    page.advance(5_000.0)
    return snapshot.simulation(SIMULATION_ID).payload


def go(page, worker, station, *commands):
    """Look at a station after some commands."""
    for command in (ShowStation(SIMULATION_ID, station), *commands):
        worker.send(command)
    show(page, worker)
    return page.stations[station]


def drag(qtbot, widget, start, *places):
    """Press, move and let go."""
    qtbot.mousePress(widget, LEFT, pos=start)
    for place in places:
        qtbot.mouseMove(widget, place)
    qtbot.mouseRelease(widget, LEFT, pos=places[-1])


def pixel(place):
    """Return a point as the mouse has it."""
    return QPointF(place).toPoint()


# --- the decision ------------------------------------------------------------------------------


def test_the_page_opens_undecided_and_the_first_click_lays_a_weight_on_the_scale(
    qtbot, page, live_worker
):
    scale = page.stations["decision"].scale
    assert "Undecided" in page.sentence.text()
    assert scale.target == 0.0
    qtbot.mouseClick(scale, LEFT, pos=pixel(scale.places.tiles[0].center()))
    state = show(page, live_worker)
    assert state.decision.shown.inputs == (1, 0, 0)
    assert page.sentence.text() == "6 is more than 5: go. Weather alone decides."
    assert scale._tilt == pytest.approx(scale.target) != 0.0
    assert "6 on the scale against 5: output 1" in scale.accessibleDescription()


def test_the_empty_scale_sways_once_and_comes_to_rest(page, live_worker):
    scale = page.decision.scale
    page.on_shown()
    seen = []
    for _ in range(250):
        page.advance(16.0)
        seen.append(scale._tilt)
    assert max(seen) > 0.2 > 0.0 > -0.1 > min(seen)
    assert seen[-1] == 0.0
    page.on_shown()
    page.advance(16.0)
    assert scale._tilt == 0.0
    assert show(page, live_worker).row is None


def test_dragging_the_threshold_to_three_adds_company_with_a_train(qtbot, page, live_worker):
    scale = page.stations["decision"].scale
    middle = pixel(scale.places.tiles[3].center())
    drag(qtbot, scale, middle, middle + QPoint(0, 14), middle + QPoint(0, 28))
    state = show(page, live_worker)
    assert state.decision.threshold == 3.0
    assert [verdict.output for verdict in state.decision.table] == [0, 0, 0, 1, 1, 1, 1, 1]
    live_worker.send(Undo())
    assert show(page, live_worker).decision.threshold == 5.0


def test_the_scale_is_worked_with_the_keys(qtbot, page, live_worker):
    scale = page.stations["decision"].scale
    qtbot.keyClick(scale, Qt.Key.Key_Right)
    qtbot.keyClick(scale, Qt.Key.Key_Return)
    assert show(page, live_worker).decision.shown.inputs == (0, 1, 0)
    qtbot.keyClick(scale, Qt.Key.Key_Up)
    assert show(page, live_worker).decision.weights == (6.0, 2.5, 2.0)
    assert scale.accessibleDescription().startswith("Company = 2.5. ")


def test_sliders_fields_and_the_table_drive_the_decision(qtbot, page, live_worker):
    station = page.stations["decision"]
    station.rows[1].slider.setValue(station.rows[1].notch_of(-4.0))
    station.rows[3].field.setValue(1.25)
    state = show(page, live_worker)
    assert (state.decision.weights[1], state.decision.threshold) == (-4.0, 1.25)
    assert station.rows[3].field.text() == "1.25"
    qtbot.keyClick(station.table, Qt.Key.Key_Down)
    assert show(page, live_worker).row == 0
    qtbot.mouseClick(station.table, LEFT, pos=QPoint(20, station.table.height() // 3))
    state = show(page, live_worker)
    assert state.row > 0
    assert station.table.row_words(state.row).startswith("x₁ ")
    qtbot.mouseClick(station.restore_button, LEFT)
    assert show(page, live_worker).decision.weights == (6.0, 2.0, 2.0)


def test_a_slider_that_is_held_makes_one_edit(page, live_worker):
    slider = page.stations["decision"].rows[0].slider
    slider.setSliderDown(True)
    for notch in (10, 20, 30):
        slider.setValue(notch)
        show(page, live_worker)
    assert live_worker.work().undo is None
    slider.setSliderDown(False)
    assert show(page, live_worker).decision.weights[0] == 5.0
    assert "weather" in str(live_worker.work().undo.fields)
    live_worker.send(Undo())
    assert show(page, live_worker).decision.weights[0] == 6.0


def test_play_walks_through_the_rows(qtbot, page, live_worker):
    live_worker.send(Start(SIMULATION_ID))
    assert live_worker.work().simulation(SIMULATION_ID).status is Status.RUNNING
    show(page, live_worker)
    assert page.bar.play_button.text() == "Pause"
    qtbot.mouseClick(page.bar.step_button, LEFT)
    show(page, live_worker)
    assert page.bar.place_label.text() == "row 1 of 8"


# --- the bench ---------------------------------------------------------------------------------


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
    page.stations["bench"].number.field.setValue(3.0)
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


def test_both_adders_are_named_and_the_box_follows_what_stands_there(page, live_worker):
    station = go(page, live_worker, "bench")
    for name in ("adder", "short-adder"):
        station.bench_box.setCurrentIndex(station.bench_box.findData(name))
        station.bench_box.activated.emit(station.bench_box.currentIndex())
        show(page, live_worker)
        assert "4 of 4 rows" in page.sentence.text()
    live_worker.send(AddInput(SIMULATION_ID))
    show(page, live_worker)
    assert station.bench_box.currentText() == "a circuit of your own"


def test_five_inputs_and_many_outputs_fit_into_the_table(qtbot, page, live_worker):
    adds = (AddInput(SIMULATION_ID),) * 3 + (AddPerceptron(SIMULATION_ID),) * 12
    station = go(page, live_worker, "bench", *adds, ShowRow(SIMULATION_ID, 31))
    table = station.table
    assert (table.rows, len(table._columns)) == (32, 5 + 6 + 1)
    assert table._columns[-1].head == "…"
    assert table._first + table._visible() == 32
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (show(page, live_worker).row, table._first) == (0, 0)


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


# --- sigmoid -----------------------------------------------------------------------------------


def test_nand_times_ten_shows_its_outputs_to_the_last_digit(page, live_worker):
    station = go(page, live_worker, "sigmoid", SetSetting(SIMULATION_ID, "scale", 10.0))
    assert [station.table._columns[-1].cells[row] for row in range(4)] == [
        "1.00000",
        "0.99995",
        "0.99995",
        "0.00005",
    ]
    assert "at most 0.00005" in page.sentence.text()


def test_a_tie_is_said_to_stay_at_one_half(page, live_worker):
    go(page, live_worker, "sigmoid", SetSetting(SIMULATION_ID, "bias", 2.0))
    assert "stays σ(c · 0) = ½, whatever c is" in page.sentence.text()


def test_plots_are_dragged(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid")
    plot = station.changes
    area = plot.area
    start = QPoint(round(area.center().x()), round(area.center().y()))
    end = QPoint(round(area.left() + 0.75 * area.width()), start.y())
    drag(qtbot, plot, start, end)
    assert show(page, live_worker).settings["change"] == pytest.approx(1.0, abs=0.02)
    assert "promised" in station.words.text()
    area = station.outputs.area
    place = QPoint(round(area.left() + 0.4 * area.width()), start.y())
    qtbot.mouseClick(station.outputs, LEFT, pos=place)
    assert show(page, live_worker).row == 3
    qtbot.keyClick(station.outputs, Qt.Key.Key_Up)
    assert show(page, live_worker).settings["scale"] == 1.26
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert show(page, live_worker).settings["change"] == pytest.approx(0.95, abs=0.02)


def test_the_bench_is_compared_as_a_whole(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid", LoadBench(SIMULATION_ID, "adder"))
    live_worker.send(ShowStation(SIMULATION_ID, "sigmoid"))
    station.network_box.setCurrentIndex(1)
    station.network_box.activated.emit(1)
    show(page, live_worker)
    assert station.gaps.isVisible()
    assert "the bench of sigmoid neurons" in page.sentence.text()
    area = station.gaps.area
    place = QPoint(round(area.left() + 0.75 * area.width()), round(area.center().y()))
    qtbot.mouseClick(station.gaps, LEFT, pos=place)
    assert show(page, live_worker).settings["scale"] == pytest.approx(100, rel=0.05)
    assert "at most 0.00000" in page.sentence.text()


def test_more_numbers_unfold(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid")
    assert not station.w1_row.isVisible()
    qtbot.mouseClick(station.more_button, LEFT)
    station.w1_row.field.setValue(4.0)
    station.changed_box.setCurrentIndex(0)
    station.changed_box.activated.emit(0)
    settings = show(page, live_worker).settings
    assert (settings["w1"], settings["changed"]) == (4.0, "w1")


# --- four bits ---------------------------------------------------------------------------------


def test_a_solution_is_filled_in_spoilt_and_told(qtbot, page, live_worker):
    station = go(page, live_worker, "bits")
    qtbot.mouseClick(station.fill_button, LEFT)
    assert show(page, live_worker).bits.right == 10
    assert page.sentence.text() == "All ten digits are right, whatever the activations are."
    live_worker.send(SetBitWeight(SIMULATION_ID, 0, 8, 0.2))
    show(page, live_worker)
    assert page.sentence.text() == "Digit 8 fails: a₈ = 0.99, a₀ … a₇ → 0.01 give bit 8 z = −0.6."
    qtbot.mouseClick(station.clear_button, LEFT)
    assert show(page, live_worker).bits.right == 1
    assert "All are 0 now" in page.sentence.text()


def test_weights_are_dragged_typed_and_reached_with_the_keys(qtbot, page, live_worker):
    station = go(page, live_worker, "bits")
    grid = station.grid
    middle = pixel(grid.room_of((1, 4)).center())
    drag(qtbot, grid, middle, middle - QPoint(0, 30), middle - QPoint(0, 60))
    assert show(page, live_worker).bits.layer.weights[1][4] == 10.0
    assert station.number.label.text() == "4 → bit 4"
    station.number.field.setValue(-2.5)
    assert show(page, live_worker).bits.layer.weights[1][4] == -2.5
    for _ in range(6):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClicks(grid, "+")
    assert show(page, live_worker).bits.layer.biases[1] == 1.0
    qtbot.mouseClick(grid, LEFT, pos=pixel(grid._head(7).center()))
    assert show(page, live_worker).row == 7
    assert page.bar.place_label.text() == "digit 7"


@pytest.mark.parametrize("bit", range(BITS))
def test_every_field_has_a_place(page, live_worker, bit):
    grid = go(page, live_worker, "bits").grid
    for digit in (*range(DIGITS), None):
        assert grid._cell_at(grid.room_of((bit, digit)).center()) == (bit, digit)


# --- all stations ------------------------------------------------------------------------------


def test_the_switch_and_the_number_keys_change_the_station(qtbot, page, live_worker):
    for number, station in enumerate(STATIONS, 1):
        qtbot.mouseClick(page.switch.buttons[station], LEFT)
        assert show(page, live_worker).station == station
        assert page.stack.currentWidget() is page.stations[station]
        page.show_station(STATIONS[number % 4])
        keys = {key for action in page.key_actions() for key in action.keys}
        assert str(number) in keys
    qtbot.keyClick(page, Qt.Key.Key_3)
    assert show(page, live_worker).station == "sigmoid"
