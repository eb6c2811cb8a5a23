"""The map: balls that are dropped, dragged and moved with keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from app.pages.surface.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Step
from engine.surfaces.descent import Outcome
from tests.support.pages.shown.surface import pixel, settle, show


def test_a_click_drops_a_ball_and_another_one_a_rival(qtbot, page, live_worker):
    assert "Click to drop a ball" in page.sentence.text()
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=pixel(page, -0.5, 0.5))
    state = show(page, live_worker)
    assert (state.balls[0].x, state.balls[0].y) == pytest.approx((-0.5, 0.5), abs=0.01)
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=pixel(page, 0.5, 0.5))
    state = show(page, live_worker)
    assert [ball.eta for ball in state.balls] == [0.05, 0.1]
    assert "A race" in page.sentence.text()


def test_the_newest_ball_is_dragged_and_that_is_one_edit(qtbot, page, live_worker):
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=pixel(page, -0.5, 0.5))
    show(page, live_worker)
    qtbot.mousePress(page.map, Qt.MouseButton.LeftButton, pos=pixel(page, -0.5, 0.5))
    for x in (-0.2, 0.1, 0.4):
        qtbot.mouseMove(page.map, pixel(page, x, 0.2))
    qtbot.mouseRelease(page.map, Qt.MouseButton.LeftButton, pos=pixel(page, 0.4, 0.2))
    state = show(page, live_worker)
    assert len(state.balls) == 1
    assert (state.balls[0].x, state.balls[0].y) == pytest.approx((0.4, 0.2), abs=0.01)


def test_places_beyond_the_picture_are_drawn_without_harm(page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "eta", 90.0))
    live_worker.send(Step(SIMULATION_ID, 30))
    state = show(page, live_worker)
    assert state.balls[0].outcome is Outcome.DIVERGED
    assert not page.map.grab().isNull()
    assert page.map._point(state, QPointF(-500, 9_000)) == (-1.0, -1.0)


def test_dragging_the_ball_moves_the_weights_and_is_one_edit(qtbot, network_page, live_worker):
    before = settle(network_page, live_worker)
    middle = pixel(network_page, 0.0, 0.0)
    qtbot.mousePress(network_page.map, Qt.MouseButton.LeftButton, pos=middle)
    for x in (0.2, 0.4):
        qtbot.mouseMove(network_page.map, pixel(network_page, x, 0.1))
        moved = settle(network_page, live_worker)
        assert moved.surface.linked_view.fixed
        assert moved.surface.balls[0].x == pytest.approx(x, abs=0.02)
    qtbot.mouseRelease(
        network_page.map, Qt.MouseButton.LeftButton, pos=pixel(network_page, 0.4, 0.1)
    )
    after = settle(network_page, live_worker)
    assert after.surface.linked_view.cost != before.surface.linked_view.cost
    live_worker.send(Undo())
    assert (
        settle(network_page, live_worker).surface.linked_view.cost
        == before.surface.linked_view.cost
    )
    assert live_worker.latest.undo is None


def test_arrow_keys_move_the_ball(qtbot, page, live_worker):
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    assert len(show(page, live_worker).balls) == 1
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    show(page, live_worker)
    qtbot.keyClick(page.map, Qt.Key.Key_Up)
    ball = show(page, live_worker).balls[0]
    assert (ball.x, ball.y) == pytest.approx((0.04, 0.04))
