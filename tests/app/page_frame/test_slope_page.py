"""A whole page in 150 lines: it needs its own files and a line in each of the two tables."""

from __future__ import annotations

import inspect
import json

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app import pages
from app.appearance import translation
from app.appearance.settings import Settings
from app.appearance.translation import set_language
from app.window.main_window import MainWindow
from engine.commands.documents import OpenDocument, SaveDocument
from engine.commands.edits import Undo
from engine.simulations import SIMULATIONS
from engine.snapshots import Status
from tests.app.page_frame import slope_page
from tests.engine.simulations.scene_page import slope

LINES = 150
SPANISH = {
    "Slope": "Pendiente",
    "Descent": "Descenso",
    "cost": "coste",
    "Learning rate η": "Tasa de aprendizaje η",
    "After {step} steps the cost is {cost}.": "Tras {step} pasos el coste es {cost}.",
    "the ball's path": "camino de la bola",
}


class Lab:
    """The window with the page beside the product's own, over the real engine."""

    def __init__(self, window, worker) -> None:
        self.window, self.worker = window, worker

    @property
    def page(self):
        """The page that is shown."""
        return self.window.page

    @property
    def shown(self):
        """The page's simulation in the last snapshot."""
        return self.worker.latest.simulation("slope")

    def see(self):
        """Show what the engine has now; return the page's state."""
        snapshot = self.worker.work()
        self.window.show_snapshot(snapshot)
        self.window.show_text(snapshot)
        return self.shown.payload

    def send(self, command):
        """Send a command; return the page's state."""
        self.worker.send(command)
        return self.see()

    def at(self, x):
        """Return the pixel of an x in the plot."""
        place = self.page.plot.mapping
        return QPointF(float(place.across(np.array([x]))[0]), place.area.center().y()).toPoint()

    def drag(self, *places):
        """Drag the ball over some x."""
        plot, left = self.page.plot, Qt.MouseButton.LeftButton
        QTest.mousePress(plot, left, pos=self.at(places[0]))
        for x in places[1:]:
            QTest.mouseMove(plot, self.at(x))
        QTest.mouseRelease(plot, left, pos=self.at(places[-1]))
        return self.see()


@pytest.fixture
def lab(qtbot, live_worker, theme, no_leaks, tmp_path, monkeypatch):
    """Return the lab with the page open; Spanish is a catalogue of the test."""
    catalogue = {"name": "Español", "decimal": ",", "thousands": ".", "texts": SPANISH}
    (tmp_path / "es.json").write_text(json.dumps(catalogue), encoding="utf-8")
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    monkeypatch.setitem(SIMULATIONS, "slope", slope.Slope)
    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, slope_page.PAGE))
    window = MainWindow(pages.PAGES, live_worker, theme, Settings())
    window.clock.stop()
    window.resize(1280, 720)
    window.open_page("slope")
    window.show()
    qtbot.waitExposed(window)
    made = Lab(window, live_worker)
    made.see()
    window.grab()
    yield made
    window.close()
    window.deleteLater()
    set_language("en")


def test_the_page_is_short():
    sources = [inspect.getsource(module).splitlines() for module in (slope, slope_page)]
    assert sum(map(len, sources)) <= LINES


def test_the_number_is_dragged_on_the_plot_and_one_undo_takes_the_drag_back(lab):
    assert lab.see().places[-1] == 1.0
    assert lab.drag(1.0, 0.4, -0.7, -1.5).places[-1] == pytest.approx(-1.5, abs=0.02)
    assert lab.worker.latest.undo.template == "move the start"
    assert lab.send(Undo()).places[-1] == 1.0
    assert lab.worker.latest.undo is None


def test_a_drag_there_and_back_is_no_edit(lab):
    lab.drag(1.0, 1.5)
    start = lab.see().places[-1]
    lab.send(Undo())
    lab.drag(1.5, 0.2, 1.5)
    lab.drag(1.5, 0.2, 1.5)
    assert lab.see().places[-1] == start
    lab.send(Undo())
    assert lab.worker.latest.undo is None


def test_keys_play_step_and_go_home(lab, qtbot):
    qtbot.keyClick(lab.page, Qt.Key.Key_Right)
    assert lab.see().step == 1
    qtbot.keyClick(lab.page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert lab.see().step == 11
    assert lab.page.sentence.text() == "After 11 steps the cost is 0.00738."
    qtbot.keyClick(lab.page, Qt.Key.Key_Space)
    lab.see()
    assert lab.shown.status is Status.RUNNING
    qtbot.keyClick(lab.page, Qt.Key.Key_Home)
    assert lab.see().step == 0


def test_a_setting_of_the_form_reaches_the_engine_and_its_plot(lab, qtbot):
    field = lab.page.form.rows["eta"].field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "0.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(lab.page, Qt.Key.Key_Right)
    state = lab.see()
    assert state.settings["eta"] == 0.5
    assert list(state.places) == [1.0, 0.0]
    path = lab.page.plot.figure.lines[1]
    assert list(path.x) == [1.0, 0.0]


def test_a_document_brings_everything_back(lab, qtbot, tmp_path):
    lab.drag(1.0, -1.5)
    qtbot.keyClick(lab.page, Qt.Key.Key_Right)
    before, path = lab.see(), str(tmp_path / "slope.nabla")
    lab.send(SaveDocument(path))
    lab.drag(-1.5, 0.5)
    lab.send(OpenDocument(path))
    qtbot.waitUntil(lambda: lab.see().places[0] == before.places[0])
    after = lab.see()
    assert (after.step, list(after.places)) == (before.step, list(before.places))


def test_a_lecture_leaves_plot_and_bar_alone_on_the_stage(lab, qtbot):
    lab.window.theme.set_lecture(True)
    lab.window.grab()
    assert not lab.page.card.isVisible()
    assert lab.page.plot.isVisible()
    qtbot.waitUntil(lambda: lab.page.plot.width() > 0.95 * lab.page.width())


def test_it_speaks_spanish_with_a_decimal_comma(lab, qtbot):
    qtbot.keyClick(lab.page, Qt.Key.Key_Right)
    lab.window.use_language("es")
    lab.see()
    assert lab.window.title_bar.title.text() == "Pendiente"
    assert lab.page.card.title.text() == "Descenso"
    assert lab.page.sentence.text() == "Tras 1 pasos el coste es 0,64."
    assert "coste" in lab.page.plot.data("csv").decode().splitlines()[0]
