"""Assistive technology finds the items that a widget draws."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import Shiboken

from app.widgets.access.interfaces import install
from app.widgets.access.items import Item

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value


class Two(QWidget):
    """Two neurons, the second one with two weights."""

    bias = "0.5"

    def accessible_items(self):
        weights = (Item("weight 1", "−1"), Item("weight 2", "2"))
        return (
            Item("neuron 1", self.bias, QRectF(0, 0, 10, 10)),
            Item("neuron 2", "", QRectF(20, 0, 10, 10), lambda: weights),
        )


@pytest.fixture
def two(qtbot):
    install()
    widget = Two()
    qtbot.addWidget(widget)
    widget.setAccessibleName("diagram")
    widget.show()
    return widget


@pytest.fixture
def found(two):
    return QAccessible.queryAccessibleInterface(two)


def test_items_are_children_with_name_and_value(found):
    assert found.text(NAME) == "diagram"
    assert found.childCount() == 2
    assert [found.child(place).text(NAME) for place in range(2)] == ["neuron 1: 0.5", "neuron 2"]
    assert found.child(0).text(VALUE) == "0.5"
    assert found.child(0).role() == QAccessible.Role.ListItem


def test_parts_of_an_item_are_its_children(found):
    neuron = found.child(1)
    assert [neuron.child(place).text(NAME) for place in range(neuron.childCount())] == [
        "weight 1: −1",
        "weight 2: 2",
    ]
    weight = neuron.child(1)
    assert weight.parent() is neuron
    assert neuron.parent() is found
    assert (neuron.indexOfChild(weight), found.indexOfChild(neuron)) == (1, 1)
    assert weight.childCount() == 0


def test_a_value_is_read_anew(found, two):
    first = found.child(0)
    two.bias = "0.75"
    assert first.text(VALUE) == "0.75"


def test_an_item_lies_where_it_is_drawn(found, two):
    corner = two.mapToGlobal(QPoint(20, 0))
    assert found.child(1).rect() == QRect(corner, QRect(0, 0, 10, 10).size())
    assert found.childAt(corner.x() + 5, corner.y() + 5) is found.child(1)


def test_an_item_that_is_gone_says_nothing(found, two):
    weight = found.child(1).child(1)
    two.accessible_items = lambda: ()
    assert not weight.isValid()
    assert weight.text(NAME) == ""
    assert weight.rect() == QRect()
    assert found.childCount() == 0


def test_child_widgets_follow_the_items(two):
    button = QPushButton("Train", two)
    button.show()
    whole = QAccessible.queryAccessibleInterface(two)
    assert whole.childCount() == 3
    inner = whole.child(2)
    assert inner.text(NAME) == "Train"
    assert whole.indexOfChild(inner) == 2


def test_interfaces_end_with_their_widget(qtbot):
    install()
    widget = Two()
    whole = QAccessible.queryAccessibleInterface(widget)
    neuron = whole.child(0)
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not Shiboken.isValid(whole)
    assert not Shiboken.isValid(neuron)


def test_widgets_without_items_are_left_to_qt(qtbot):
    install()
    button = QPushButton("Step")
    qtbot.addWidget(button)
    assert QAccessible.queryAccessibleInterface(button).role() == QAccessible.Role.Button
