"""Operate a control as a click or typing does, without mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

SWITCHED: Final = {"on": True, "off": False}
"""Values of a button that stays down."""


def operate(control: QWidget, value: str = "") -> bool:
    """Press a button, choose an entry or a tab, or type a value and Enter.

    Parameters
    ----------
    control : QWidget
        A visible, enabled control.
    value : str
        Of a list the key or the text of the entry, of tabs the number of the tab from 1, of a
        field what is typed, of a button that stays down "on" or "off", else nothing.

    Returns
    -------
    operated : bool
        False if the control has no such value, or is of a kind that is not operated.
    """
    return next((act(control, value) for kind, act in _ACTS if isinstance(control, kind)), False)


def _press(button: QWidget, value: str) -> bool:
    assert isinstance(button, QAbstractButton)
    if value and (value not in SWITCHED or not button.isCheckable()):
        return False
    if not value or SWITCHED[value] != button.isChecked():
        button.click()
    return True


def _choose(box: QWidget, value: str) -> bool:
    assert isinstance(box, QComboBox)
    keys = [str(box.itemData(index)) for index in range(box.count())]
    index = keys.index(value) if value in keys else box.findText(value)
    if index >= 0:
        box.setCurrentIndex(index)
        box.activated.emit(index)
    return index >= 0


def _turn_to(tabs: QWidget, value: str) -> bool:
    assert isinstance(tabs, QTabBar)
    index = int(value) - 1 if value.isdecimal() else -1
    if 0 <= index < tabs.count():
        tabs.setCurrentIndex(index)
    return 0 <= index < tabs.count()


def _type(field: QWidget, value: str) -> bool:
    assert isinstance(field, QLineEdit)
    if not value:
        return False
    field.setText(value)
    field.setModified(True)
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, enter)
    return True


_ACTS: Final[tuple[tuple[type[QWidget], Callable[[QWidget, str], bool]], ...]] = (
    (QAbstractButton, _press),
    (QComboBox, _choose),
    (QTabBar, _turn_to),
    (QLineEdit, _type),
)
