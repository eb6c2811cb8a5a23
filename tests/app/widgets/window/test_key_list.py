"""The help lists the keys of the page in front, and its lesson where there is one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget, QTextBrowser, QWidget

from app.widgets.window.key_list import WIDTH, KeyList

KEYS = [("Space", "Play or pause"), ("Shift+Right", "Ten steps forward")]


@pytest.fixture
def keys(qtbot, theme):
    """Return the help in a window of 1000 × 700 pixels."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    keys = KeyList(theme, window)
    keys.frame = window
    window.show()
    return keys


def listed(keys):
    """Return the visible words of the list, row by row."""
    QApplication.processEvents()
    return [label.text() for label in keys.findChildren(QLabel) if label.isVisible()]


def test_keys_stand_beside_their_meanings(keys):
    keys.show_help(KEYS, "")
    assert listed(keys) == ["Space", "Play or pause", "Shift+Right", "Ten steps forward"]


def test_another_page_s_keys_take_the_place_of_the_last(keys):
    keys.show_help(KEYS, "")
    keys.show_help([("R", "The same start again")], "")
    assert listed(keys) == ["R", "The same start again"]


def test_a_page_without_a_lesson_has_no_second_tab(keys):
    tabs = keys.findChild(QTabWidget)
    keys.show_help(KEYS, "# Learning\n\nA *network* learns.")
    assert [tabs.tabText(tab) for tab in range(2) if tabs.isTabVisible(tab)] == [
        "Keys",
        "About this page",
    ]
    assert keys.findChild(QTextBrowser).toPlainText() == "Learning\nA network learns."
    keys.show_help(KEYS, "")
    assert not tabs.isTabVisible(1)


def test_it_stands_at_the_right_and_grows_in_a_lecture(keys, theme):
    keys.show_help(KEYS, "")
    gap = theme.size("gap")
    assert keys.geometry().right() == 1000 - gap - 1
    assert (keys.width(), keys.height()) == (WIDTH * theme.size("base") // 13, 700 - 2 * gap)
    narrow = keys.width()
    theme.set_lecture(True)
    keys.fit()
    assert narrow < keys.width() <= 1000 - 40


def test_it_is_closed_by_its_button(keys, qtbot):
    keys.show_help(KEYS, "")
    button = keys.findChild(QPushButton, "close_help_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not keys.isVisible()
