"""Cards of the plane's layers: numbers that are typed and dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt

from app.pages.builder.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import SetPace, Start
from engine.snapshots import Status
from tests.support.pages.shown.builder import LEFT, show

# --- cards ----------------------------------------------------------------------------------------


def test_a_size_is_typed(qtbot, page, live_worker):
    field = page.stage.heads[0].number
    field.selectAll()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert show(page, live_worker).network.sizes == (2, 7, 1)
    assert not field.hasFocus()


def test_a_drag_on_the_number_adds_neurons_while_it_moves(qtbot, page, live_worker):
    before = show(page, live_worker).network.weights[0]
    line = page.stage.heads[0].number.lineEdit()
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
    field = page.stage.heads[0].number
    field.selectAll()
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    state = show(page, live_worker)
    assert "up to 16 neurons" in str(live_worker.latest.notice)
    assert state.network.sizes == (2, 4, 1)
    assert field.value() == 4


def test_a_card_says_what_its_neurons_cost(page):
    words = page.stage.heads[0].number.toolTip()
    assert "(2 weights + 1 bias) × 4 neurons = 12" in words


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
