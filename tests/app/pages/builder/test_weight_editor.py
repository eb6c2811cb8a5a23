"""One weight or bias of the plane's network, typed and slid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.appearance.translation import set_language
from app.pages.builder.words import SIMULATION_ID
from app.widgets.networks.playground_units import title_of
from engine.commands.edits import SetSetting
from engine.commands.transport import SetPace, Start
from engine.snapshots import Status
from tests.support.pages.shown.builder import at, show


def test_a_wire_is_clicked_and_its_weight_typed(qtbot, page, live_worker):
    canvas = page.stage.canvas
    x0, y0, x1, y1 = canvas.places.wires(1)[0]
    middle = QPointF(float(x0 + (x1 - x0) * 0.25), float(y0 + (y1 - y0) * 0.25))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(middle))
    editor = page.stage.editor
    assert editor.isVisible()
    assert editor.caption.text() == "w₁,₁"
    editor.row.field.entered.emit(-2.5)
    assert show(page, live_worker).network.weights[0][0, 0] == -2.5
    editor.row.slider.setValue(650)
    assert show(page, live_worker).network.weights[0][0, 0] == 3.0
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(4, canvas.height() - 4))
    assert not editor.isVisible()


def test_a_neuron_is_clicked_for_its_bias_and_pointed_at_for_its_picture(qtbot, page, live_worker):
    canvas = page.stage.canvas
    rect = canvas.places.columns[1][2]
    qtbot.mouseMove(canvas, at(rect.center()))
    assert "neuron 3 of layer 1" in title_of(page.state, canvas._hover, None)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(rect.center()))
    page.stage.editor.row.field.entered.emit(1.25)
    assert show(page, live_worker).network.biases[0][2] == 1.25


def test_enter_opens_the_editor_and_a_typed_weight_arrives(qtbot, page, live_worker):
    canvas = page.stage.canvas
    canvas.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(canvas, key)
    editor = page.stage.editor
    assert editor.isVisible()
    assert editor.caption.text() == "w₂,₂"
    qtbot.keyClicks(editor.row.field, "-1.5")
    qtbot.keyClick(editor.row.field, Qt.Key.Key_Return)
    assert show(page, live_worker).network.weights[0][1, 1] == -1.5
    qtbot.keyClick(editor.row.field, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert page.stage.keys.place == (1, 1, 1)


def test_after_a_click_esc_gives_the_keyboard_back_to_the_page(qtbot, page, live_worker):
    page.stage._open(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    page.stage.editor.row.field.setFocus()
    qtbot.keyClick(page.stage.editor.row.field, Qt.Key.Key_Escape)
    assert not page.stage.editor.isVisible()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    for _ in range(50):
        show(page, live_worker)
    assert live_worker.latest.simulation(SIMULATION_ID).step == 1


@pytest.mark.parametrize(("typed", "meant"), [("-4,5", -4.5), ("0.25", 0.25), ("1,", 1.0)])
def test_a_weight_is_typed_with_a_comma_or_a_point(qtbot, page, live_worker, typed, meant):
    page.stage._on_opened_by_key(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    qtbot.keyClicks(page.stage.editor.row.field, typed)
    qtbot.keyClick(page.stage.editor.row.field, Qt.Key.Key_Return)
    assert page.stage.editor.row.field.value == meant
    assert show(page, live_worker).network.weights[0][0, 0] == meant


def test_a_weight_is_written_with_the_mark_of_the_language(page):
    set_language("es")
    page.retranslate()
    page.stage._open(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    field = page.stage.editor.row.field
    assert "," in field.text()
    assert field.value == pytest.approx(float(field.text().replace(",", ".")), rel=1e-5) != 0


def test_the_editor_stays_open_and_follows_the_weight_while_it_learns(qtbot, page, live_worker):
    page.stage._open(0, 0, 0, page.stage.canvas.places.columns[1][0].center())
    before = page.stage.editor.row.field.value
    live_worker.send(SetPace(SIMULATION_ID))
    live_worker.send(SetSetting(SIMULATION_ID, "eta", 1.0))
    live_worker.send(Start(SIMULATION_ID))
    state = show(page, live_worker)
    while live_worker.latest.simulation(SIMULATION_ID).status is Status.RUNNING:
        state = show(page, live_worker)
    editor = page.stage.editor
    assert editor.isVisible()
    assert editor.row.field.value == pytest.approx(float(state.network.weights[0][0, 0]), abs=1e-3)
    assert editor.row.field.value != before
