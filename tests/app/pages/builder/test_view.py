"""The builder in the window: cards, wires, points, and the sentence that says what is seen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from app.pages.builder.view import BuilderPage
from app.pages.builder.words import SIMULATION_ID
from app.widgets.networks.playground_geometry import layout, nearest_wire
from app.widgets.networks.playground_pictures import colour_table, picture_of, point_at
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open, Pause, SetPace, Start
from engine.data.points.point_sets import PAINTED


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page as it stands once its opening is over."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = BuilderPage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
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


def at(point):
    """Return a point for a click."""
    return QPoint(round(point.x()), round(point.y()))


def test_the_first_network_settles_by_itself_and_asks_for_more(qtbot, live_worker, theme):
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = BuilderPage(live_worker.send, theme)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    show(page, live_worker)
    # a test has no time to wait for the pace of the opening
    live_worker.send(SetPace(SIMULATION_ID))
    while show(page, live_worker).goal_epoch is None:
        pass
    show(page, live_worker)
    assert page.sentence.text().endswith("Add a neuron?")
    assert live_worker.latest.simulation(SIMULATION_ID).status == "paused"


def test_a_click_adds_a_neuron_and_the_last_one_takes_its_layer_out(qtbot, page, live_worker):
    head = page.stage.heads[0]
    qtbot.mouseClick(head.more_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).network.sizes == (2, 5, 1)
    for _ in range(5):
        qtbot.mouseClick(page.stage.heads[0].fewer_button, Qt.MouseButton.LeftButton)
        state = show(page, live_worker)
    assert state.network.sizes == (2, 1)
    assert page.stage.heads == []
    qtbot.mouseClick(page.stage.add_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).network.sizes == (2, 4, 1)
    assert len(page.stage.heads) == 1


def test_the_network_is_written_in_words(qtbot, page, live_worker):
    notation = page.stage.notation
    notation.selectAll()
    qtbot.keyClicks(notation, "2-3-2:relu-1")
    qtbot.keyClick(notation, Qt.Key.Key_Return)
    assert show(page, live_worker).network.sizes == (2, 3, 2, 1)
    assert [head.count_field.text() for head in page.stage.heads] == ["3", "2"]
    assert page.stage.heads[1].activation_box.currentData() == "relu"


def test_a_wire_is_clicked_and_its_weight_typed(qtbot, page, live_worker):
    canvas = page.stage.canvas
    x0, y0, x1, y1 = canvas.places.wires(1)[0]
    middle = QPointF(float(x0 + (x1 - x0) * 0.25), float(y0 + (y1 - y0) * 0.25))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(middle))
    editor = page.stage.editor
    assert editor.isVisible()
    assert editor.caption.text() == "w₁,₁"
    editor.field.setValue(-2.5)
    assert show(page, live_worker).network.weights[0][0, 0] == -2.5
    editor.slider.setValue(150)
    assert show(page, live_worker).network.weights[0][0, 0] == 3.0
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(4, canvas.height() - 4))
    assert not editor.isVisible()


def test_a_neuron_is_clicked_for_its_bias_and_pointed_at_for_its_picture(qtbot, page, live_worker):
    canvas = page.stage.canvas
    rect = canvas.places.columns[1][2]
    qtbot.mouseMove(canvas, at(rect.center()))
    assert "neuron 3 of layer 1" in canvas._playground_title(
        page.snapshot.simulation(SIMULATION_ID).payload
    )
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(rect.center()))
    page.stage.editor.field.setValue(1.25)
    assert show(page, live_worker).network.biases[0][2] == 1.25


def test_points_are_painted_with_both_buttons_and_erased(qtbot, page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "data", PAINTED))
    show(page, live_worker)
    assert "Paint points" in page.sentence.text()
    playground = page.stage.canvas.places.playground
    here, there = at(playground.center()), at(playground.center()) + QPoint(60, 0)
    qtbot.mouseClick(page.stage.canvas, Qt.MouseButton.LeftButton, pos=here)
    qtbot.mouseClick(page.stage.canvas, Qt.MouseButton.RightButton, pos=there)
    points = show(page, live_worker).points
    assert list(points.labels) == [1, 0]
    np.testing.assert_allclose(points.x[0], point_at(playground, QPointF(here)), atol=1e-6)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(page.stage.canvas, Qt.MouseButton.LeftButton, control, pos=here)
    assert list(show(page, live_worker).points.labels) == [0]


def test_a_stroke_paints_many_points_and_is_one_edit(qtbot, page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "data", PAINTED))
    show(page, live_worker)
    canvas = page.stage.canvas
    start = at(canvas.places.playground.center())
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 8):
        qtbot.mouseMove(canvas, start + QPoint(10 * step, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start)
    assert len(show(page, live_worker).points.labels) == 8
    live_worker.send(Undo())
    assert len(show(page, live_worker).points.labels) == 0


def test_shapes_and_sliders_choose_the_points(qtbot, page, live_worker):
    qtbot.mouseClick(page.points.buttons["spirals"], Qt.MouseButton.LeftButton)
    state = show(page, live_worker)
    assert (state.points.shape, state.network.sizes) == ("spirals", (2, 16, 16, 1))
    page.points.noise_slider.setValue(20)
    page.points.held_slider.setValue(50)
    state = show(page, live_worker)
    assert (state.points.noise, state.points.share) == (0.1, 0.5)
    assert page.points.buttons["spirals"].isChecked()


def test_the_picture_follows_the_training(page, live_worker):
    before = page.stage.canvas.grab().toImage()
    page.time_bar.set_speed(float("inf"))
    live_worker.send(Start(SIMULATION_ID))
    show(page, live_worker, 50)
    assert page.simulation.step > 0
    assert page.stage.canvas.grab().toImage() != before


def test_pictures_have_the_colours_of_the_theme(theme, page, live_worker):
    state = show(page, live_worker)
    table = colour_table(theme)
    picture = picture_of(state.playground, 0, table)
    level = int(state.playground.levels[0, 5, 9])
    assert picture.pixel(9, 5) == table[level]


# --- where things lie -----------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [(2, 1), (2, 4, 1), (2, 16, 16, 16, 16, 16, 3)])
@pytest.mark.parametrize("size", [(560, 330), (820, 460), (1400, 800)])
def test_nothing_overlaps(sizes, size):
    places = layout(sizes, QRectF(0, 0, *size), 60.0)
    rects = [rect for column in places.columns for rect in column] + [places.playground]
    for number, rect in enumerate(rects):
        assert QRectF(-0.5, -0.5, size[0] + 1, size[1] + 1).contains(rect)
        assert all(not rect.intersects(other) for other in rects[number + 1 :])


def test_the_nearest_wire_is_found():
    ends = np.array([[0, 0, 10, 0], [0, 10, 10, 10]], np.float32)
    assert nearest_wire(ends, QPointF(5, 8), 3) == 1
    assert nearest_wire(ends, QPointF(5, 5), 3) is None
    assert nearest_wire(ends[:0], QPointF(5, 5), 3) is None


# --- runs beside each other ----------------------------------------------------------------------


def test_a_hundred_seeds_are_drawn_as_a_fan_and_sent_home_by_other_points(qtbot, page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "epochs", 2))
    page.learning.runs.ensemble_button.click()
    ensemble = None
    while ensemble is None or not ensemble.finished:
        ensemble = show(page, live_worker).training.ensemble
    assert ensemble.count == 100
    assert page.learning.curves._fan is not None
    live_worker.send(SetSetting(SIMULATION_ID, "data", "circles"))
    assert show(page, live_worker, 3).training.ensemble is None
    assert page.learning.curves._fan is None


def test_three_clicks_lead_to_a_twin_that_learns_along(qtbot, page, live_worker):
    page.learning.lockstep_button.click()
    eta = page.learning.fields["eta"].control
    eta.selectAll()
    qtbot.keyClicks(eta, "0.3")
    qtbot.keyClick(eta, Qt.Key.Key_Return)
    page.time_bar.play_button.click()
    while not (state := show(page, live_worker)).training.step:
        pass
    lockstep_run = next(branch for branch in state.training.branches if branch.together)
    assert lockstep_run.differs["eta"] == 0.3
    assert state.training.settings["eta"] != 0.3
    live_worker.send(Pause(SIMULATION_ID))
    show(page, live_worker, 3)
    page.learning.tabs.setCurrentIndex(2)
    assert page.learning.runs.tree.topLevelItemCount() >= 1


def test_a_guess_stays_below_the_curve(page, live_worker):
    page.learning.guess_button.click()
    for x in (0.0, 100.0, 200.0):
        page.learning.curves.drawn.emit(x, 0.5, x == 0)
    page.learning.guess_button.click()
    assert page.learning.view_values()["guess_cost"] == "0,0.5 100,0.5 200,0.5"
    labels = [curve.label for curve in page.learning.curves._curves]
    assert "guess" in labels
