"""The plane's network: cards that are typed and dragged, wires and neurons by keyboard."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.appearance.translation import set_language
from app.pages.builder.view import BuilderPage
from app.pages.builder.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open, Pause, SetPace, Start
from engine.snapshots import Status

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page as it stands once its opening is over."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = BuilderPage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    qtbot.waitExposed(page)
    page.on_shown()
    show(page, live_worker)
    live_worker.send(Pause(SIMULATION_ID))
    page._introducing = False
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


def show(page, worker, pieces=1):
    """Hand the page the newest snapshot."""
    snapshot = worker.work(pieces)
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(SIMULATION_ID).payload


# --- cards ----------------------------------------------------------------------------------------


def test_a_size_is_typed(qtbot, page, live_worker):
    field = page.stage.heads[0].count_field
    field.selectAll()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert show(page, live_worker).network.sizes == (2, 7, 1)
    assert not field.hasFocus()


def test_a_drag_on_the_number_adds_neurons_while_it_moves(qtbot, page, live_worker):
    before = show(page, live_worker).network.weights[0]
    line = page.stage.heads[0].count_field.lineEdit()
    middle = line.rect().center()
    qtbot.mousePress(line, LEFT, pos=middle)
    qtbot.mouseMove(line, middle + QPoint(19, 0))
    assert show(page, live_worker).network.sizes == (2, 7, 1)
    qtbot.mouseMove(line, middle - QPoint(200, 0))
    assert show(page, live_worker).network.sizes == (2, 1, 1)
    qtbot.mouseRelease(line, LEFT, pos=middle)
    assert show(page, live_worker).network.sizes == (2, 1, 1)
    # the whole drag is one edit
    live_worker.send(Undo())
    state = show(page, live_worker)
    assert state.network.sizes == (2, 4, 1)
    np.testing.assert_array_equal(state.network.weights[0], before)


def test_too_many_neurons_are_refused_and_the_number_goes_back(qtbot, page, live_worker):
    field = page.stage.heads[0].count_field
    field.selectAll()
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    state = show(page, live_worker)
    assert "up to 16 neurons" in str(live_worker.latest.notice)
    assert state.network.sizes == (2, 4, 1)
    assert field.value() == 4


def test_layers_are_put_in_anywhere_and_taken_out_by_their_cross(qtbot, page, live_worker):
    qtbot.mouseClick(page.stage.inserts[0], LEFT)
    page.stage.heads[0].count_field.setValue(3)
    assert show(page, live_worker).network.sizes == (2, 3, 4, 1)
    assert len(page.stage.inserts) == 2
    qtbot.mouseClick(page.stage.heads[0].remove_button, LEFT)
    assert show(page, live_worker).network.sizes == (2, 4, 1)
    live_worker.send(Undo())
    assert show(page, live_worker).network.sizes == (2, 3, 4, 1)


def test_a_card_says_what_its_neurons_cost(page):
    words = page.stage.heads[0].count_field.toolTip()
    assert "(2 weights + 1 bias) × 4 neurons = 12" in words


def test_five_layers_of_sixteen_leave_room_for_every_card(page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "layers", "2-16-16-16-16-16-1"))
    show(page, live_worker)
    cards = [head.geometry() for head in page.stage.heads]
    assert all(not a.intersects(b) for a, b in pairwise(cards))
    for head in page.stage.heads:
        assert head.count_field.width() >= head.count_field.fontMetrics().horizontalAdvance("16")


def test_a_run_that_diverges_says_at_which_step_it_began(page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "cost", "quadratic"))
    live_worker.send(SetSetting(SIMULATION_ID, "layers", "2-6:relu-6:relu-1:linear"))
    live_worker.send(SetSetting(SIMULATION_ID, "eta", 1000.0))
    live_worker.send(SetPace(SIMULATION_ID))
    live_worker.send(Start(SIMULATION_ID))
    while live_worker.latest.simulation(SIMULATION_ID).status is not Status.FAILED:
        show(page, live_worker)
    show(page, live_worker)
    step = live_worker.latest.simulation(SIMULATION_ID).failure.fields["step"]
    assert str(step) in page.sentence.text()
    assert page.learning.doctor.isVisible()
    assert "step" in page.learning.doctor.sentence.text()


# --- the keyboard -------------------------------------------------------------------------------


def test_every_wire_and_neuron_is_reached_by_arrows(qtbot, page):
    canvas, keys = page.stage.canvas, page.stage.keys
    canvas.setFocus()
    seen = set()
    for layer in (1, 2):
        keys._select((layer, 0, None))
        for _ in range(4):
            seen.add(keys.place)
            qtbot.keyClick(canvas, Qt.Key.Key_Down)
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
        for _ in range(8):
            seen.add(keys.place)
            qtbot.keyClick(canvas, Qt.Key.Key_Down)
    wires = {(1, n, s) for n in range(4) for s in range(2)} | {(2, 0, s) for s in range(4)}
    assert seen == wires | {(1, n, None) for n in range(4)} | {(2, 0, None)}
    assert canvas.accessibleName().startswith("weight from")


def test_enter_opens_the_editor_and_a_typed_weight_arrives(qtbot, page, live_worker):
    canvas = page.stage.canvas
    canvas.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(canvas, key)
    editor = page.stage.editor
    assert editor.isVisible()
    assert editor.caption.text() == "w₂,₂"
    qtbot.keyClicks(editor.field, "-1.5")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert show(page, live_worker).network.weights[0][1, 1] == -1.5
    qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert page.stage.keys.place == (1, 1, 1)


def test_after_a_click_esc_gives_the_keyboard_back_to_the_page(qtbot, page, live_worker):
    page.stage._open(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    page.stage.editor.field.setFocus()
    qtbot.keyClick(page.stage.editor.field, Qt.Key.Key_Escape)
    assert not page.stage.editor.isVisible()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    for _ in range(50):
        show(page, live_worker)
    assert live_worker.latest.simulation(SIMULATION_ID).step == 1


@pytest.mark.parametrize(("typed", "meant"), [("-4,5", -4.5), ("0.25", 0.25), ("1,", 1.0)])
def test_a_weight_is_typed_with_a_comma_or_a_point(qtbot, page, live_worker, typed, meant):
    page.stage._on_opened_by_key(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    qtbot.keyClicks(page.stage.editor.field, typed)
    qtbot.keyClick(page.stage.editor.field, Qt.Key.Key_Return)
    assert page.stage.editor.field.value() == meant
    assert show(page, live_worker).network.weights[0][0, 0] == meant


def test_a_weight_is_written_with_the_mark_of_the_language(page):
    set_language("es")
    page.retranslate()
    page.stage._open(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    field = page.stage.editor.field
    assert "," in field.text()
    assert field.value() == round(field.valueFromText(field.text()), 3) != 0


def test_arrows_still_drive_the_run_while_the_canvas_has_not_the_keyboard(qtbot, page, live_worker):
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Right)
    for _ in range(50):
        show(page, live_worker)
    assert live_worker.latest.simulation(SIMULATION_ID).step == 1


def test_the_editor_stays_open_and_follows_the_weight_while_it_learns(qtbot, page, live_worker):
    page.stage._open(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    before = page.stage.editor.field.value()
    live_worker.send(SetPace(SIMULATION_ID))
    live_worker.send(SetSetting(SIMULATION_ID, "eta", 1.0))
    live_worker.send(Start(SIMULATION_ID))
    state = show(page, live_worker)
    while live_worker.latest.simulation(SIMULATION_ID).status is Status.RUNNING:
        state = show(page, live_worker)
    editor = page.stage.editor
    assert editor.isVisible()
    assert editor.field.value() == pytest.approx(float(state.network.weights[0][0, 0]), abs=1e-3)
    assert editor.field.value() != before
