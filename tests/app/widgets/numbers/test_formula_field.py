"""A formula is sent only if it is valid; the error of another stands below the field."""

from __future__ import annotations

from functools import partial

from PySide6.QtTest import QTest

from app.widgets.numbers.formula_field import FormulaField
from engine.universality.typed_functions import read_formula


def test_only_a_valid_formula_is_sent_and_an_error_is_told_until_then(qtbot):
    part = FormulaField("target_formula", partial(read_formula, "target"))
    qtbot.addWidget(part)
    part.show()
    sent = []
    part.entered.connect(sent.append)
    for text in ("x +", "x"):
        part.field.clear()
        QTest.keyClicks(part.field, text)
        part.field.editingFinished.emit()
        wrong = text != "x"
        assert part.error.isVisible() == wrong
        assert (part.field.accessibleDescription() != "") == wrong
    assert sent == ["x"]


def test_a_field_left_unchanged_sends_nothing(qtbot):
    part = FormulaField("target_formula", partial(read_formula, "target"))
    qtbot.addWidget(part)
    part.show_formula("x^2")
    with qtbot.assertNotEmitted(part.entered):
        part.field.editingFinished.emit()
    assert part.field.text() == "x^2"
