"""The map of two inputs: painted with mouse and keys, read by the pointer."""

from __future__ import annotations

import numpy as np

from tests.support.pages.shown.two_inputs import KEY


def test_towers_are_painted_with_the_mouse_and_with_keys(bench):
    bench.figure("many towers")
    bench.set("plane_brush", 0.5)
    places = [bench.pixel(0.1, 0.1), bench.pixel(0.3, 0.1), bench.pixel(0.5, 0.1)]
    view = bench.drag(bench.station.map, *places)
    np.testing.assert_array_equal(view.cells[0, :3], 0.5)
    assert bench.station.knobs.form.rows["plane_target"].box.currentData() == "painted"
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
