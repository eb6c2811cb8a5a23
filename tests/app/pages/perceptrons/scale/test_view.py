"""The scale of the decision: clicked, dragged, worked with keys, at rest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.commands.edits import Undo
from tests.support.pages.shown.perceptrons import LEFT, drag, pixel, show


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
