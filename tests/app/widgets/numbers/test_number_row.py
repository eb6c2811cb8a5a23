"""Slider and field of a row are one number, on a linear or a logarithmic scale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.widgets.numbers.number_row import NOTCHES, NumberRow


@pytest.fixture
def make(qtbot):
    """Return (ends, options) -> a shown row; what it says is in `told`."""

    def new(ends, **options):
        row = NumberRow("eta", ends, **options)
        qtbot.addWidget(row)
        row.resize(300, 30)
        row.show()
        row.told = []
        row.changed.connect(lambda value, finished: row.told.append((value, finished)))
        return row

    return new


def type_in(row, qtbot, text):
    """Put a number in at once, as from a clipboard, and press Enter."""
    row.field.selectAll()
    row.field.lineEdit().insert(text)
    qtbot.keyClick(row.field, Qt.Key.Key_Return)


@pytest.mark.parametrize("options", [{"notch": 0.25}, {"logarithmic": True}])
def test_every_notch_is_the_nearest_of_its_own_number(make, options):
    row = make((0.5, 50.0), **options)
    notches = range(row.slider.maximum() + 1)
    assert [row.notch_of(row.value_of(notch)) for notch in notches] == list(notches)
    assert (row.value_of(0), row.value_of(notches[-1])) == (0.5, 50.0)


def test_notches_of_a_logarithmic_row_multiply(make):
    row = make((0.001, 10.0), logarithmic=True)
    assert row.slider.maximum() == NOTCHES
    assert [row.value_of(notch) for notch in (0, 50, 100, 150, 200)] == [0.001, 0.01, 0.1, 1, 10]


def test_numbers_beyond_the_slider_stand_at_its_ends(make):
    row = make((-1.0, 1.0), most=99.0)
    for value, notch in ((-50.0, 0), (50.0, 20)):
        row.show_value(value)
        assert (row.slider.value(), row.field.value()) == (notch, value)
    assert row.told == []


def test_a_slider_in_a_hand_is_unfinished_until_it_is_let_go(make):
    row = make((0.0, 10.0), notch=0.5)
    row.slider.setSliderDown(True)
    row.slider.setValue(3)
    row.show_value(9.0)
    assert (row.slider.value(), row.field.value()) == (3, 1.5)
    row.slider.setSliderDown(False)
    assert row.told == [(1.5, False), (1.5, True)]


@pytest.mark.parametrize(
    ("text", "value"), [("2.5", 2.5), ("2,5", 2.5), ("−0.75", -0.75), ("-3", -3.0)]
)
def test_a_number_may_be_typed_with_a_point_or_a_comma(make, qtbot, text, value):
    row = make((0.0, 10.0), most=20.0)
    type_in(row, qtbot, text)
    assert row.told == [(value, True)]


def test_a_field_that_is_being_typed_in_keeps_its_text(make, qtbot):
    row = make((0.0, 10.0))
    row.activateWindow()
    QApplication.processEvents()
    row.field.setFocus()
    row.field.selectAll()
    qtbot.keyClicks(row.field, "4")
    row.show_value(7.0)
    assert row.field.text() == "4"
    assert row.slider.value() == 70


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (0.25, "0.25"), (0.12345, "0.123"), (100.0, "100"), (0.0, "0")]
)
def test_numbers_are_written_without_zeros_at_their_end(make, value, text):
    row = make((0.0, 100.0))
    row.show_value(value)
    assert row.field.text() == text
