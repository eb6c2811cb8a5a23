"""Controls are operated as a hand does, with the same signals."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTabBar

from app.widgets.window.operating import operate


@pytest.fixture
def told():
    """Return a list that signals are recorded in."""
    return []


def test_a_button_is_clicked_once(qtbot, told):
    button = QPushButton("press")
    qtbot.addWidget(button)
    button.clicked.connect(lambda on: told.append(on))
    assert operate(button)
    assert told == [False]
    assert not operate(button, "on")


def test_a_switch_is_clicked_only_where_it_stands_otherwise(qtbot, told):
    box = QCheckBox("on")
    qtbot.addWidget(box)
    box.clicked.connect(lambda on: told.append(on))
    assert operate(box, "on")
    assert operate(box, "on")
    assert told == [True]
    assert operate(box, "off")
    assert not operate(box, "maybe")
    assert told == [True, False]


@pytest.mark.parametrize("value", ["relu", "ReLU"])
def test_an_entry_is_chosen_by_key_or_text(qtbot, told, value):
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItem("sigmoid", "sigmoid")
    box.addItem("ReLU", "relu")
    box.activated.connect(told.append)
    assert operate(box, value)
    assert not operate(box, "tanh")
    assert told == [1]
    assert box.currentIndex() == 1


def test_a_tab_is_chosen_by_its_number_from_1(qtbot):
    tabs = QTabBar()
    qtbot.addWidget(tabs)
    tabs.addTab("a")
    tabs.addTab("b")
    assert operate(tabs, "2")
    assert tabs.currentIndex() == 1
    assert not operate(tabs, "0")
    assert not operate(tabs, "3")
    assert not operate(tabs, "b")


def test_a_value_is_typed_with_enter(qtbot, told):
    field = QLineEdit("0.1")
    qtbot.addWidget(field)
    field.editingFinished.connect(lambda: told.append((field.text(), field.isModified())))
    assert not operate(field)
    assert operate(field, "0.5")
    assert told == [("0.5", True)]


def test_what_cannot_be_operated_says_so(qtbot):
    label = QLabel("η")
    qtbot.addWidget(label)
    assert not operate(label, "1")
