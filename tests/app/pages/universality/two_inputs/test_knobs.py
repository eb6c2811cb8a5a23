"""Numbers of the figures over two inputs, typed; a surface as a formula."""

from __future__ import annotations

import numpy as np

from tests.support.pages.shown.two_inputs import KEY


def test_numbers_are_typed_and_the_tower_stands(bench):
    rows = bench.station.knobs.form.rows
    rows["plane_height"].field.entered.emit(10.0)
    bench.show()
    rows["plane_bias"].field.entered.emit(-15.0)
    view = bench.show()
    np.testing.assert_allclose(list(view.readings.values()), [0.9933, 0.0067, 0.0], atol=5e-5)
    assert "A tower" in bench.page.sentence.text()


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
