"""The Cost surface in the window: the relief, the bar, and the network of another page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.surface.words import OUTCOMES, RULE_NAMES, SIMULATION_ID, SURFACE_NAMES
from engine.surfaces.descent import RULES, Outcome
from engine.surfaces.surfaces import SURFACE
from tests.support.pages.shown.surface import settle, show


def test_the_mouse_and_the_arrow_keys_turn_the_relief(qtbot, page, live_worker):
    before = show(page, live_worker)
    qtbot.mousePress(page.relief, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(page.relief, QPoint(140, 110))
    qtbot.mouseRelease(page.relief, Qt.MouseButton.LeftButton, pos=QPoint(140, 110))
    after = show(page, live_worker)
    assert after.turn == pytest.approx((before.turn - 20) % 360)
    assert after.tilt == before.tilt + 5
    page.relief.setFocus()
    qtbot.keyClick(page.relief, Qt.Key.Key_Left)
    assert show(page, live_worker).turn == pytest.approx((after.turn + 6) % 360)


def test_the_bar_drives_the_ball(qtbot, page, live_worker):
    qtbot.mouseClick(page.bar.step_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).step == 1
    qtbot.mouseClick(page.bar.back_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).step == 0
    qtbot.mouseClick(page.bar.play_button, Qt.MouseButton.LeftButton)
    show(page, live_worker)
    assert page.bar.play_button.text() == "Pause"
    qtbot.mouseClick(page.bar.reset_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).balls[0].steps == 0


def test_everything_has_a_name():
    assert set(SURFACE_NAMES) == set(SURFACE)
    assert set(RULE_NAMES) == set(RULES)
    assert set(OUTCOMES) == set(Outcome)


# --- the network of another page ------------------------------------------------------------------


def test_the_builder_s_network_is_a_ball_on_its_cost(network_page, live_worker):
    state = settle(network_page, live_worker).surface
    assert network_page.looks_at_network()
    assert "the plane travels with the network" in network_page.sentence.text()
    assert network_page.stage.title.text().startswith("C of 2-4")
    assert state.map is not None
    assert network_page.time_bar.isVisibleTo(network_page)


def test_the_page_returns_to_its_own_balls(network_page, live_worker):
    network_page.look_at(SIMULATION_ID)
    state = settle(network_page, live_worker)
    assert not network_page.looks_at_network()
    assert state.linked_view is None
    assert network_page.bar.isVisibleTo(network_page)
    assert "Click to drop a ball" in network_page.sentence.text()
