"""A line takes what its setting takes, marks what is refused, and gives up with Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.appearance.translation import set_language
from app.widgets.numbers.setting_line import SettingLine
from engine.settings import Setting

ETA = Setting("eta", "Learning rate", 0.5, low=0, above=True, scale="log")
SIZE = Setting("size", "Size", 0, "int", low=0)


@pytest.fixture
def make(qtbot):
    """Return (setting) -> a shown line; what it tells is in `told`."""

    def new(setting, names=None):
        line = SettingLine(setting, names or {})
        qtbot.addWidget(line)
        line.told, line.refusals, line.steps = [], [], []
        line.entered.connect(line.told.append)
        line.refused.connect(line.refusals.append)
        line.stepped.connect(line.steps.append)
        line.show()
        line.activateWindow()
        QApplication.processEvents()
        return line

    return new


def type_in(line, qtbot, text):
    """Put a text in at once, as from a clipboard, and press Enter."""
    line.selectAll()
    line.insert(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"), [("2.5", 2.5), ("2,5", 2.5), (" 0.75 ", 0.75), ("1e-3", 0.001)]
)
def test_a_number_may_be_typed_with_a_point_or_a_comma(make, qtbot, text, value):
    line = make(ETA)
    type_in(line, qtbot, text)
    assert line.told == [value]


def test_a_minus_sign_of_print_is_one():
    assert Setting("w", "w", 0.0).check("−0.75") == -0.75


@pytest.mark.parametrize("text", ["0", "much", "nan", "inf", ""])
def test_what_is_refused_is_marked_and_told_as_it_was_typed(make, qtbot, text):
    line = make(ETA)
    line.show_value(0.5)
    type_in(line, qtbot, text)
    assert (line.told, line.refusals) == ([], [text])
    assert line.property("role") == "refused"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (line.property("role"), line.text()) == ("", "0.5")


def test_a_field_grows_with_a_long_number_and_keeps_its_width(make):
    line = make(ETA)
    line.show_value(0.5)
    narrow = line.sizeHint().width()
    line.show_value(1001.09)
    wide = line.sizeHint().width()
    assert wide - narrow == line.fontMetrics().horizontalAdvance("00")
    line.show_value(0.5)
    assert line.sizeHint().width() == wide


def test_what_is_being_typed_is_kept_until_esc_brings_the_value_back(make, qtbot):
    line = make(ETA)
    line.show_value(0.5)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "0.1")
    line.show_value(3.0)
    assert line.text() == "0.1"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    line.clearFocus()
    assert (line.text(), line.told) == ("0.5", [])


def test_a_line_that_nobody_has_typed_in_tells_nothing(make):
    line = make(ETA)
    line.setFocus()
    line.clearFocus()
    assert (line.told, line.refusals) == ([], [])


def test_arrow_keys_step_through_numbers_and_not_through_words(make, qtbot):
    line, word = make(ETA), make(Setting("layers", "Layers", "2-1", "layers"))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        qtbot.keyClick(line, key)
        qtbot.keyClick(word, key)
    assert (line.steps, word.steps) == ([1, -1, 10], [])


def test_single_values_have_names_that_can_be_typed(make, qtbot):
    line = make(SIZE, {"0": "all"})
    line.show_value(0)
    assert line.text() == "all"
    line.show_value(12)
    type_in(line, qtbot, "all")
    assert line.told == [0]


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (0.25, "0.25"), (0.0005, "0.0005"), (1234.5, "1234.5"), (1e-5, "1e-05"), (7, "7")],
)
def test_numbers_are_written_as_they_are_typed(make, value, text):
    line = make(ETA)
    line.show_value(value)
    assert line.text() == text


def test_numbers_have_the_point_of_the_language(make, qtbot, theme):
    line = make(ETA)
    set_language("es")
    line.show_value(0.25)
    assert line.text() == "0,25"
    type_in(line, qtbot, "0,5")
    assert line.told == [0.5]
