"""A field has the control of its setting, checks what is typed, and marks what is refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from app.appearance.translation import set_language
from app.widgets.numbers.setting_field import SettingField
from engine.settings import Setting

ETA = Setting("eta", "Learning rate", 0.5, low=0, above=True, help="Length of a step.")
RULE = Setting("cost", "Cost", "quadratic", "choice", choices=("quadratic", "cross-entropy"),
               help="What is made small.", restarts=True)  # fmt: skip
SHUFFLE = Setting("shuffle", "Shuffle", True, "switch", help="Another order in every epoch.")


@pytest.fixture
def make(qtbot):
    """Return (setting) -> its field; what is changed is in `changes`."""

    def new(setting):
        parent, changes = QWidget(), []
        qtbot.addWidget(parent)
        field = SettingField(setting, parent, lambda *change: changes.append(change))
        field.parent, field.changes = parent, changes
        parent.show()
        parent.activateWindow()
        QApplication.processEvents()
        return field

    return new


def type_in(field, qtbot, text):
    """Replace the text of a field and press Enter."""
    field.control.selectAll()
    qtbot.keyClicks(field.control, text)
    qtbot.keyClick(field.control, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("setting", "kind"), [(ETA, QLineEdit), (RULE, QComboBox), (SHUFFLE, QCheckBox)]
)
def test_the_control_is_that_of_the_setting_s_kind(make, setting, kind):
    field = make(setting)
    assert isinstance(field.control, kind)
    assert field.control.objectName() == f"setting_{setting.name}"


def test_a_typed_number_is_told_as_a_number(make, qtbot):
    field = make(ETA)
    field.show_value(0.5)
    type_in(field, qtbot, "0,25")
    assert field.changes == [("eta", 0.25)]


@pytest.mark.parametrize("text", ["0", "much"])
def test_what_is_refused_is_marked_and_told_as_it_was_typed(make, qtbot, text):
    field = make(ETA)
    type_in(field, qtbot, text)
    assert field.changes == [("eta", text)]
    assert field.control.property("role") == "refused"
    field.control.clearFocus()
    field.show_value(0.5)
    assert field.control.property("role") == ""
    assert field.control.text() == "0.5"


def test_a_field_that_nobody_has_typed_in_tells_nothing(make, qtbot):
    field = make(ETA)
    field.show_value(0.5)
    field.control.setFocus()
    field.control.clearFocus()
    assert field.changes == []


def test_what_is_being_typed_is_not_written_over(make, qtbot):
    field = make(ETA)
    field.control.setFocus()
    qtbot.keyClicks(field.control, "0.1")
    field.show_value(3.0)
    assert field.control.text() == "0.1"


def test_choices_and_switches_tell_what_was_chosen_and_not_what_is_shown(make, qtbot):
    rule, shuffle = make(RULE), make(SHUFFLE)
    rule.show_value("cross-entropy")
    shuffle.show_value(True)
    assert (rule.changes, shuffle.changes) == ([], [])
    assert rule.control.currentText() == "cross-entropy"
    qtbot.keyClick(rule.control, Qt.Key.Key_Up)
    shuffle.control.click()
    assert rule.changes == [("cost", "quadratic")]
    assert shuffle.changes == [("shuffle", False)]


def test_a_setting_that_begins_a_new_run_says_so_in_every_language(make, theme):
    rule, eta = make(RULE), make(ETA)
    for field in (rule, eta):
        field.retranslate()
    assert rule.control.toolTip() == (
        "Cost: What is made small. A change begins a new run; the old one stays as a ghost."
    )
    assert eta.control.toolTip() == "Learning rate: Length of a step."
    set_language("es")
    rule.retranslate()
    assert rule.control.accessibleName() == rule.label.text() == "Coste"
