"""The plane of the Universality page in the window: numbers, painting, turning, formulas."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.universality.two_inputs.words import FIGURE_NAMES, SURFACE_NAMES
from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open
from engine.simulations.universality.two_inputs.settings import FIGURES, TARGETS

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Bench:
    """The page at its last station, and its engine."""

    def __init__(self, page, worker, qtbot) -> None:
        self.page, self.worker, self.qtbot, self.station = page, worker, qtbot, page.two_inputs

    def show(self, *commands):
        """Do what is asked and hand the page the newest snapshot; return the plane."""
        for command in commands:
            self.worker.send(command)
        self.snapshot = self.worker.work()
        self.page.show_snapshot(self.snapshot)
        return self.snapshot.simulation(SIMULATION_ID).payload.two_inputs

    def set(self, name, value):
        """Change a setting."""
        return self.show(SetSetting(SIMULATION_ID, name, value))

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
def bench(qtbot, live_worker, theme, no_leaks):
    """Return the page with the tower of the book."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = UniversalityPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    bench = Bench(page, live_worker, qtbot)
    bench.show()
    qtbot.keyClick(page, KEY.Key_6)
    bench.show()
    yield bench
    page.close()
    page.switch.deleteLater()
    page.deleteLater()


def test_the_plane_is_reached_by_its_key(bench):
    assert bench.page.stack.currentWidget() is bench.station
    assert bench.page.switch.buttons["plane"].isChecked()
    assert "0.5250" in bench.station.readings.text()
    assert "−0.45" in bench.page.sentence.text()
    bench.qtbot.keyClick(bench.page, KEY.Key_5)
    assert bench.show() is None
    assert bench.page.stack.currentWidget() is bench.page.workshop


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_chosen_painted_and_said(bench, figure):
    box = bench.station.figure_box
    box.setCurrentIndex(box.findData(figure))
    box.activated.emit(box.currentIndex())
    view = bench.show()
    assert view.figure == figure
    assert bench.page.sentence.text()
    shown = {name for name, row in bench.station.knobs.rows.items() if row.isVisible()}
    assert shown == set(view.knobs) - {"plane_target"}
    for name in ("dark", "light"):
        bench.page.theme.set_name(name)
        assert not bench.page.grab().isNull()
    assert bench.station.bars.isVisible() == (figure == "many inputs")


def test_there_are_words_for_everything():
    assert tuple(FIGURE_NAMES) == FIGURES
    assert tuple(SURFACE_NAMES) == TARGETS


def test_numbers_are_typed_and_the_tower_stands(bench):
    rows = bench.station.knobs.rows
    rows["plane_height"].field.setValue(10.0)
    bench.show()
    rows["plane_bias"].field.setValue(-15.0)
    view = bench.show()
    np.testing.assert_allclose(list(view.readings.values()), [0.9933, 0.0067, 0.0], atol=5e-5)
    assert "A tower" in bench.page.sentence.text()


def test_weights_are_dragged_on_the_network(bench):
    start = bench.label("plane_height")
    view = bench.drag(bench.station.network, start, start + QPoint(30, 0), start + QPoint(60, 0))
    assert view.knobs["plane_height"] == pytest.approx(1.5)
    # the opposite weight goes the other way
    start = bench.label("plane_height", 1)
    view = bench.drag(bench.station.network, start, start + QPoint(25, 0), start + QPoint(50, 0))
    assert view.knobs["plane_height"] == pytest.approx(0.5)
    assert bench.show(Undo()).knobs["plane_height"] == pytest.approx(1.5)


def test_a_number_of_the_network_is_typed(bench):
    bench.qtbot.mouseDClick(bench.station.network, LEFT, pos=bench.label("plane_bias"))
    field = bench.station.network.field
    assert field.isVisible()
    field.setText("-7,5")
    bench.qtbot.keyClick(field, KEY.Key_Return)
    assert bench.show().knobs["plane_bias"] == -7.5


def test_the_step_is_dragged_on_its_neuron(bench):
    bench.figure("step")
    start = bench.label("plane_place")
    view = bench.drag(bench.station.network, start, start + QPoint(10, 0), start + QPoint(20, 0))
    assert view.knobs["plane_place"] == pytest.approx(0.6)


def test_towers_are_painted_with_the_mouse_and_with_keys(bench):
    bench.figure("many towers")
    bench.set("plane_brush", 0.5)
    places = [bench.pixel(0.1, 0.1), bench.pixel(0.3, 0.1), bench.pixel(0.5, 0.1)]
    view = bench.drag(bench.station.map, *places)
    np.testing.assert_array_equal(view.cells[0, :3], 0.5)
    assert bench.station.knobs.target_box.currentData() == "painted"
    bench.station.map.setFocus()
    for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Right, KEY.Key_Return):
        bench.qtbot.keyClick(bench.station.map, key)
    assert bench.show().cells[2, 1] == 0.5


def test_other_figures_are_not_painted(bench):
    before = bench.figure("tower").cells
    view = bench.drag(bench.station.map, bench.pixel(0.1, 0.1), bench.pixel(0.3, 0.1))
    assert view.cells is before


def test_the_pointer_reads_the_output(bench):
    bench.qtbot.mouseMove(bench.station.map, bench.pixel(0.5, 0.5))
    assert "0.525" in bench.station.pointer.text()
    bench.qtbot.mouseMove(bench.station.map, bench.pixel(0.1, 0.1))
    assert "0.378" in bench.station.pointer.text()


def test_the_relief_is_turned(bench):
    before = bench.show()
    bench.qtbot.mousePress(bench.station.relief, LEFT, pos=QPoint(100, 100))
    bench.qtbot.mouseMove(bench.station.relief, QPoint(140, 100))
    bench.qtbot.mouseRelease(bench.station.relief, LEFT, pos=QPoint(140, 100))
    view = bench.show()
    assert view.turn != before.turn
    assert view.map is before.map


def test_a_surface_is_typed(bench):
    bench.figure("many towers")
    field = bench.station.knobs.formula
    bench.qtbot.keyClicks(field.field, "x + ")
    bench.qtbot.keyClick(field.field, KEY.Key_Return)
    assert field.error.isVisible()
    assert bench.show().knobs["plane_target"] == "bowl"
    field.field.setText("")
    bench.qtbot.keyClicks(field.field, "x y")
    bench.qtbot.keyClick(field.field, KEY.Key_Return)
    view = bench.show()
    assert not field.error.isVisible()
    assert view.knobs["plane_target"] == "formula"
    assert view.deviation < 0.1


def test_many_inputs_in_words_and_numbers(bench):
    bench.figure("many inputs")
    view = bench.set("plane_inputs", 5)
    assert "−45" in bench.page.sentence.text()
    assert len(view.outputs) == 6
    assert bench.station.bars.accessibleDescription().endswith("0.993")


def test_a_lecture_folds_the_numbers_where_there_is_no_room(bench):
    bench.page.theme.set_lecture(True)
    bench.page.set_lecture(True)
    assert not bench.station.knobs.isVisible()
    assert bench.station.figure_box.isVisible()
    bench.page.resize(1800, 900)
    assert bench.station.knobs.isVisible()
    bench.page.theme.set_lecture(False)
    bench.page.set_lecture(False)
