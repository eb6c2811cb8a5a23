"""The builder in the window: its opening, painted points, and pictures that follow the training."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from app.pages.builder.view import BuilderPage
from app.pages.builder.words import SIMULATION_ID
from app.widgets.networks.playground_geometry import layout, nearest_wire
from app.widgets.networks.playground_pictures import colour_table, picture_of, point_at
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open, SetPace, Start
from engine.data.points.point_sets import PAINTED
from tests.support.pages.shown.builder import at, show


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
