"""The station of two inputs: figures, the relief, a lecture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from engine.simulations.universality.two_inputs.settings import FIGURES
from tests.support.pages.shown.two_inputs import KEY, LEFT


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
    shown = {name for name, row in bench.station.knobs.form.rows.items() if row.control.isVisible()}
    assert shown == set(view.knobs)
    for name in ("dark", "light"):
        bench.page.theme.set_name(name)
        assert not bench.page.grab().isNull()
    assert bench.station.bars.isVisible() == (figure == "many inputs")


def test_the_relief_is_turned(bench):
    before = bench.show()
    bench.qtbot.mousePress(bench.station.relief, LEFT, pos=QPoint(100, 100))
    bench.qtbot.mouseMove(bench.station.relief, QPoint(140, 100))
    bench.qtbot.mouseRelease(bench.station.relief, LEFT, pos=QPoint(140, 100))
    view = bench.show()
    assert view.turn != before.turn
    assert view.map is before.map


def test_a_lecture_folds_the_numbers_where_there_is_no_room(bench):
    bench.page.theme.set_lecture(True)
    assert not bench.station.knobs.isVisible()
    assert bench.station.figure_box.isVisible()
    bench.page.resize(1800, 900)
    assert bench.station.knobs.isVisible()
    bench.page.theme.set_lecture(False)
