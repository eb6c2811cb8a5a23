"""Rows have the control of their setting's kind, and tell what a person chose."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from app.appearance.translation import set_language
from app.widgets.numbers.setting_row import row_of
from engine.settings import Setting

ETA = Setting("eta", "Learning rate", 0.5, low=0, high=100, above=True, help="Length of a step.")
RULE = Setting("cost", "Cost", "quadratic", "choice", choices=("quadratic", "cross-entropy"),
               help="What is made small.")  # fmt: skip
SHUFFLE = Setting("shuffle", "Shuffle", True, "switch", help="Another order in every epoch.")
WEIGHT = Setting("w", "Weight", 1.0, low=-99, high=99, ends=(0.0, 10.0), step=0.5, unit=" kg")
COUNT = Setting("count", "Count", 2, "int", low=1, high=30, ends=(1, 30))


@pytest.fixture
def make(qtbot):
    """Return (setting) -> its row; what is changed is in `told`."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def new(setting, stem="", names=None):
        row = row_of(setting, parent, stem, names or {})
        row.told = []
        row.changed.connect(lambda *change: row.told.append(change))
        row.retranslate()
        parent.show()
        parent.activateWindow()
        QApplication.processEvents()
        return row

    return new


@pytest.mark.parametrize(
    ("setting", "kind"), [(ETA, QLineEdit), (RULE, QComboBox), (SHUFFLE, QCheckBox)]
)
def test_the_control_is_that_of_the_setting_s_kind(make, setting, kind):
    row = make(setting)
    assert isinstance(row.control, kind)
    assert row.control.objectName() == f"setting_{setting.name}"


def test_a_number_with_ends_has_a_slider_and_a_field_named_by_the_stem(make):
    row = make(WEIGHT, "part")
    assert [each.objectName() for each in row.controls] == ["part_slider", "part_field"]
    assert row.label.objectName() == "part_text"
    row.show_value(50.0)
    assert (row.slider.value(), row.field.text()) == (20, "50")
    assert row.told == []


def test_a_field_beside_a_slider_grows_with_the_letters(make, theme):
    field = make(WEIGHT).field
    narrow = field.sizeHint().width()
    font = field.font()
    font.setPixelSize(2 * field.fontInfo().pixelSize())
    field.setFont(font)
    assert field.sizeHint().width() > 1.4 * narrow


def test_a_slider_in_a_hand_is_unfinished_and_keeps_its_place_until_it_is_let_go(make):
    row = make(WEIGHT)
    row.slider.setSliderDown(True)
    row.slider.setValue(3)
    row.show_value(9.0)
    assert (row.slider.value(), row.field.text()) == (3, "1.5")
    row.slider.setSliderDown(False)
    assert row.told == [(1.5, False), (1.5, True)]


def test_a_cancelled_drag_shows_and_tells_where_it_began(make):
    row, starts = make(WEIGHT), []
    row.cancelled.connect(starts.append)
    row.show_value(2.0)
    row.slider.setSliderDown(True)
    row.slider.setValue(9)
    row.slider.setSliderDown(False)
    row.slider.cancelled.emit()
    assert (starts, row.slider.value(), row.field.text()) == ([2.0], row.notches.notch_of(2.0), "2")


def test_keys_on_slider_and_field_finish_at_once_and_move_both(make, qtbot):
    row = make(COUNT)
    row.show_value(4)
    qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    qtbot.keyClick(row.field, Qt.Key.Key_Up)
    qtbot.keyClick(row.field, Qt.Key.Key_PageDown)
    assert row.told == [(5, True), (6, True), (1, True)]
    assert all(isinstance(value, int) for value, _ in row.told)
    assert (row.slider.value(), row.field.text()) == (0, "1")


def test_keys_stop_before_a_number_that_is_left_out(make, qtbot):
    row = make(Setting("noise", "Noise", 0.1, low=0, above=True))
    row.show_value(0.1)
    qtbot.keyClick(row.field, Qt.Key.Key_Down)
    assert row.told == []


def test_choices_and_switches_tell_what_was_chosen_and_not_what_is_shown(make, qtbot):
    rule, shuffle = make(RULE), make(SHUFFLE)
    rule.show_value("cross-entropy")
    shuffle.show_value(True)
    assert (rule.told, shuffle.told) == ([], [])
    assert rule.box.currentText() == "cross-entropy"
    qtbot.keyClick(rule.box, Qt.Key.Key_Up)
    shuffle.box.click()
    assert (rule.told, shuffle.told) == ([("quadratic", True)], [(False, True)])


def test_a_row_says_label_explanation_range_and_unit(make):
    eta, weight, rule = make(ETA), make(WEIGHT), make(RULE)
    assert eta.control.toolTip() == "Learning rate: Length of a step. (> 0 … 100)"
    assert weight.slider.toolTip() == "Weight: (-99 … 99 kg)"
    rule.retranslate("A remark.")
    assert rule.label.toolTip() == "Cost: What is made small. A remark."


def test_labels_and_choices_are_said_in_the_language_and_keep_their_keys(make, theme):
    rule = make(RULE, names={"quadratic": "weighted sum"})
    assert rule.box.itemText(0) == "weighted sum"
    set_language("es")
    rule.retranslate()
    assert rule.control.accessibleName() == rule.label.text() == "Coste"
    assert rule.box.itemText(0) == "suma ponderada"
    assert [rule.box.itemData(place) for place in (0, 1)] == ["quadratic", "cross-entropy"]
