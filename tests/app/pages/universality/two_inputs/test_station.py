"""The plane of the Universality page in the window: numbers, painting, turning, formulas."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.universality.two_inputs.words import FIGURE_NAMES, SURFACE_NAMES
from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import RUN
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open
from engine.simulations.universality.two_inputs.settings import FIGURES, TARGETS

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Desk:
    """The page at its last station, and its engine."""

    def __init__(self, page, worker, qtbot) -> None:
        self.page, self.worker, self.qtbot, self.station = page, worker, qtbot, page.plane

    def show(self, *commands):
        """Do what is asked and hand the page the newest snapshot; return the plane."""
        for command in commands:
            self.worker.send(command)
        self.snapshot = self.worker.work()
        self.page.show_snapshot(self.snapshot)
        return self.snapshot.run(RUN).payload.plane

    def set(self, name, value):
        """Change a setting."""
        return self.show(SetSetting(RUN, name, value))

    def figure(self, name):
        """Look at another figure."""
        return self.set("plane_figure", name)

    def pixel(self, x, y):
        """Return where a point of the map lies."""
        area = self.station.map.area
        return QPoint(
            round(area.left() + x * area.width()), round(area.bottom() - y * area.height())
        )

    def drag(self, widget, *points):
        """Drag over points of a widget."""
        self.qtbot.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            self.qtbot.mouseMove(widget, point)
            self.show()
        self.qtbot.mouseRelease(widget, LEFT, pos=points[-1])
        return self.show()

    def label(self, setting, place=0):
        """Return where a number stands on the network."""
        labels = [each for each in self.station.network.places.labels if each.setting == setting]
        return labels[place].room.center().toPoint()


@pytest.fixture
def desk(qtbot, live_worker, theme, no_leaks):
    """Return the page with the tower of the book."""
    live_worker.send(Open(RUN, RUN))
    page = UniversalityPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    desk = Desk(page, live_worker, qtbot)
    desk.show()
    qtbot.keyClick(page, KEY.Key_6)
    desk.show()
    yield desk
    page.close()
    page.switch.deleteLater()
    page.deleteLater()


def test_the_plane_is_reached_by_its_key(desk):
    assert desk.page.stack.currentWidget() is desk.station
    assert desk.page.switch.buttons["plane"].isChecked()
    assert "0.5250" in desk.station.readings.text()
    assert "−0.45" in desk.page.sentence.text()
    desk.qtbot.keyClick(desk.page, KEY.Key_5)
    assert desk.show() is None
    assert desk.page.stack.currentWidget() is desk.page.workshop


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_chosen_painted_and_said(desk, figure):
    box = desk.station.figure_box
    box.setCurrentIndex(box.findData(figure))
    box.activated.emit(box.currentIndex())
    view = desk.show()
    assert view.figure == figure
    assert desk.page.sentence.text()
    shown = {name for name, row in desk.station.knobs.rows.items() if row.isVisible()}
    assert shown == set(view.knobs) - {"plane_target"}
    for name in ("dark", "light"):
        desk.page.theme.set_name(name)
        assert not desk.page.grab().isNull()
    assert desk.station.bars.isVisible() == (figure == "many inputs")


def test_there_are_words_for_everything():
    assert tuple(FIGURE_NAMES) == FIGURES
    assert tuple(SURFACE_NAMES) == TARGETS


def test_numbers_are_typed_and_the_tower_stands(desk):
    rows = desk.station.knobs.rows
    rows["plane_height"].field.setValue(10.0)
    desk.show()
    rows["plane_bias"].field.setValue(-15.0)
    view = desk.show()
    np.testing.assert_allclose(list(view.readings.values()), [0.9933, 0.0067, 0.0], atol=5e-5)
    assert "A tower" in desk.page.sentence.text()


def test_weights_are_dragged_on_the_network(desk):
    start = desk.label("plane_height")
    view = desk.drag(desk.station.network, start, start + QPoint(30, 0), start + QPoint(60, 0))
    assert view.knobs["plane_height"] == pytest.approx(1.5)
    # the opposite weight goes the other way
    start = desk.label("plane_height", 1)
    view = desk.drag(desk.station.network, start, start + QPoint(25, 0), start + QPoint(50, 0))
    assert view.knobs["plane_height"] == pytest.approx(0.5)
    assert desk.show(Undo()).knobs["plane_height"] == pytest.approx(1.5)


def test_a_number_of_the_network_is_typed(desk):
    desk.qtbot.mouseDClick(desk.station.network, LEFT, pos=desk.label("plane_bias"))
    field = desk.station.network.field
    assert field.isVisible()
    field.setText("-7,5")
    desk.qtbot.keyClick(field, KEY.Key_Return)
    assert desk.show().knobs["plane_bias"] == -7.5


def test_the_step_is_dragged_on_its_neuron(desk):
    desk.figure("step")
    start = desk.label("plane_place")
    view = desk.drag(desk.station.network, start, start + QPoint(10, 0), start + QPoint(20, 0))
    assert view.knobs["plane_place"] == pytest.approx(0.6)


def test_towers_are_painted_with_the_mouse_and_with_keys(desk):
    desk.figure("many towers")
    desk.set("plane_brush", 0.5)
    places = [desk.pixel(0.1, 0.1), desk.pixel(0.3, 0.1), desk.pixel(0.5, 0.1)]
    view = desk.drag(desk.station.map, *places)
    np.testing.assert_array_equal(view.cells[0, :3], 0.5)
    assert desk.station.knobs.target_box.currentData() == "painted"
    desk.station.map.setFocus()
    for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Right, KEY.Key_Return):
        desk.qtbot.keyClick(desk.station.map, key)
    assert desk.show().cells[2, 1] == 0.5


def test_other_figures_are_not_painted(desk):
    before = desk.figure("tower").cells
    view = desk.drag(desk.station.map, desk.pixel(0.1, 0.1), desk.pixel(0.3, 0.1))
    assert view.cells is before


def test_the_pointer_reads_the_output(desk):
    desk.qtbot.mouseMove(desk.station.map, desk.pixel(0.5, 0.5))
    assert "0.525" in desk.station.pointer.text()
    desk.qtbot.mouseMove(desk.station.map, desk.pixel(0.1, 0.1))
    assert "0.378" in desk.station.pointer.text()


def test_the_relief_is_turned(desk):
    before = desk.show()
    desk.qtbot.mousePress(desk.station.relief, LEFT, pos=QPoint(100, 100))
    desk.qtbot.mouseMove(desk.station.relief, QPoint(140, 100))
    desk.qtbot.mouseRelease(desk.station.relief, LEFT, pos=QPoint(140, 100))
    view = desk.show()
    assert view.turn != before.turn
    assert view.map is before.map


def test_a_surface_is_typed(desk):
    desk.figure("many towers")
    field = desk.station.knobs.formula
    desk.qtbot.keyClicks(field.field, "x + ")
    desk.qtbot.keyClick(field.field, KEY.Key_Return)
    assert field.error.isVisible()
    assert desk.show().knobs["plane_target"] == "bowl"
    field.field.setText("")
    desk.qtbot.keyClicks(field.field, "x y")
    desk.qtbot.keyClick(field.field, KEY.Key_Return)
    view = desk.show()
    assert not field.error.isVisible()
    assert view.knobs["plane_target"] == "formula"
    assert view.deviation < 0.1


def test_many_inputs_in_words_and_numbers(desk):
    desk.figure("many inputs")
    view = desk.set("plane_inputs", 5)
    assert "−45" in desk.page.sentence.text()
    assert len(view.outputs) == 6
    assert desk.station.bars.accessibleDescription().endswith("0.993")


def test_a_lecture_folds_the_numbers_where_there_is_no_room(desk):
    desk.page.theme.set_lecture(True)
    desk.page.set_lecture(True)
    assert not desk.station.knobs.isVisible()
    assert desk.station.figure_box.isVisible()
    desk.page.resize(1800, 900)
    assert desk.station.knobs.isVisible()
    desk.page.theme.set_lecture(False)
    desk.page.set_lecture(False)
