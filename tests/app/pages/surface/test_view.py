"""The Cost surface in the window: drop, drag, turn, race, and the sentence that goes with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.surface.controls_card import NOTCHES, eta_of, notch_of
from app.pages.surface.linked_view_card import ZOOMS, notch_of_zoom, zoom_of
from app.pages.surface.view import SurfacePage
from app.pages.surface.words import OUTCOMES, RULE_NAMES, SIMULATION_ID, SURFACE_NAMES
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open, Step
from engine.surfaces.descent import RULES, Outcome
from engine.surfaces.surfaces import SURFACE


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page with the valley open."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    live_worker.send(SetSetting(SIMULATION_ID, "surface", "valley"))
    page = SurfacePage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    page.on_shown()
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


def show(page, worker):
    """Hand the page the newest snapshot."""
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(SIMULATION_ID).payload


def pixel(page, x, y):
    """Return where a place of the surface lies on the map."""
    place = page.map._pixel(page.map._state, page.map.area, x, y)
    return QPoint(round(place.x()), round(place.y()))


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


def test_sliders_and_boxes_say_how_the_ball_rolls(qtbot, page, live_worker):
    page.controls.eta_slider.setValue(notch_of(0.1))
    page.controls.rule_box.setCurrentIndex(2)
    page.controls.rule_box.activated.emit(2)
    page.controls.momentum_slider.setValue(80)
    settings = show(page, live_worker).settings
    assert settings["eta"] == pytest.approx(0.1, rel=0.03)
    assert (settings["rule"], settings["momentum"]) == ("nesterov", 0.8)
    page.controls.surface_box.setCurrentIndex(1)
    page.controls.surface_box.activated.emit(1)
    page.controls.batch_slider.setValue(3)
    state = show(page, live_worker)
    assert (state.name, state.settings["batch"]) == ("neuron-cross-entropy", 3)
    assert page.controls.batch_label.text() == "mini-batch 3"


@pytest.mark.parametrize(
    ("eta", "steps", "words"),
    [
        (0.05, 40, "arrived after 32 steps"),
        (0.1, 100, "to and fro for ever"),
        (0.3, 100, "flies away"),
        (0.05, 3, "Step 3"),
    ],
)
def test_the_sentence_says_what_becomes_of_the_ball(page, live_worker, eta, steps, words):
    live_worker.send(SetSetting(SIMULATION_ID, "eta", eta))
    for command in (Step(SIMULATION_ID, steps),):
        live_worker.send(command)
    show(page, live_worker)
    assert words in page.sentence.text()
    assert "promised" in page.step_card.lines.text()


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


def test_curves_show_the_race_and_the_poll(page, live_worker):
    live_worker.send(Step(SIMULATION_ID, 5))
    show(page, live_worker)
    assert page.curves.curves.summary().startswith("η 0.05")
    page.curves.tabs.setCurrentIndex(1)
    assert "choose the neuron" in page.curves.curves.accessibleDescription()
    live_worker.send(SetSetting(SIMULATION_ID, "surface", "neuron-quadratic"))
    show(page, live_worker)
    assert "angle" in page.curves.curves.summary()


def test_everything_has_a_name():
    assert set(SURFACE_NAMES) == set(SURFACE)
    assert set(RULE_NAMES) == set(RULES)
    assert set(OUTCOMES) == set(Outcome)


def test_notches_are_learning_rates():
    assert [notch_of(eta_of(notch)) for notch in range(0, NOTCHES + 1, 20)] == list(
        range(0, NOTCHES + 1, 20)
    )
    assert (notch_of(1e-9), notch_of(1e9)) == (0, NOTCHES)


def test_places_beyond_the_picture_are_drawn_without_harm(page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "eta", 90.0))
    live_worker.send(Step(SIMULATION_ID, 30))
    state = show(page, live_worker)
    assert state.balls[0].outcome is Outcome.DIVERGED
    assert not page.map.grab().isNull()
    assert page.map._point(state, QPointF(-500, 9_000)) == (-1.0, -1.0)


# --- the network of another page ------------------------------------------------------------------


@pytest.fixture
def network_page(qtbot, live_worker, theme, no_leaks):
    """Return the page while it looks at the builder's network, which has learned a little."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    live_worker.send(Open("builder", "builder"))
    live_worker.send(Step("builder", 60))
    page = SurfacePage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    page.on_shown()
    page.look_at("builder")
    settle(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


def settle(page, worker):
    """Let the engine finish what it does, and show it; return the payload."""
    worker.work()
    while worker._session.advance(0.05):
        worker.work()
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(page.simulation_id).payload


def test_the_builder_s_network_is_a_ball_on_its_cost(network_page, live_worker):
    state = settle(network_page, live_worker).surface
    assert network_page.looks_at_network
    assert "the plane travels with the network" in network_page.sentence.text()
    assert network_page.stage.title.text().startswith("C of 2-4")
    assert state.map is not None
    assert network_page.time_bar.isVisibleTo(network_page)


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


def test_plane_zoom_and_rate_are_chosen_in_the_card(network_page, live_worker):
    linked_view = network_page.network_side.linked_view
    linked_view.slice_box.setCurrentIndex(linked_view.slice_box.findData("weights"))
    linked_view.slice_box.activated.emit(linked_view.slice_box.currentIndex())
    linked_view.fixed_box.click()
    linked_view.zoom_slider.setValue(ZOOMS)
    linked_view.eta_slider.setValue(0)
    state = settle(network_page, live_worker)
    assert state.surface.linked_view.kind == "weights"
    assert state.surface.linked_view.fixed
    assert state.surface.reach[1] == pytest.approx(0.6)
    assert state.training.settings["eta"] == eta_of(0)
    assert linked_view.weight_boxes["first"].count() == 18
    assert not linked_view.other_button.isVisibleTo(linked_view)


def test_the_network_stands_beside_its_surface(network_page, live_worker):
    network_page.stage.beside_button.click()
    state = settle(network_page, live_worker)
    assert state.playground is not None
    assert network_page.stage.canvas.isVisibleTo(network_page)
    network_page.stage.beside_button.click()
    assert settle(network_page, live_worker).playground is None


def test_the_page_returns_to_its_own_balls(network_page, live_worker):
    network_page.look_at(SIMULATION_ID)
    state = settle(network_page, live_worker)
    assert not network_page.looks_at_network
    assert state.linked_view is None
    assert network_page.bar.isVisibleTo(network_page)
    assert "Click to drop a ball" in network_page.sentence.text()


def test_arrow_keys_move_the_ball(qtbot, page, live_worker):
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    assert len(show(page, live_worker).balls) == 1
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    show(page, live_worker)
    qtbot.keyClick(page.map, Qt.Key.Key_Up)
    ball = show(page, live_worker).balls[0]
    assert (ball.x, ball.y) == pytest.approx((0.04, 0.04))


def test_notches_of_the_zoom_are_where_they_say():
    for notch in range(ZOOMS + 1):
        assert notch_of_zoom(zoom_of(notch)) == notch
