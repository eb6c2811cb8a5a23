"""The help lists the keys of the page in front, and its lesson where there is one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget, QTextBrowser

from app.appearance.translation import set_language
from app.widgets.window.key_list import KeyList

KEYS = [("Space", "Play or pause"), ("Shift+Right", "Ten steps forward")]


@pytest.fixture
def keys(qtbot, theme):
    """Return the help, shown."""
    keys = KeyList(theme)
    qtbot.addWidget(keys)
    keys.resize(360, 640)
    keys.show()
    return keys


def listed(keys):
    """Return the visible words of the list, row by row."""
    keys.turn_to(0)
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
        "Lesson",
    ]
    assert keys.findChild(QTextBrowser).toPlainText() == "Learning\nA network learns."
    keys.show_help(KEYS, "")
    assert not tabs.isTabVisible(1)


def test_names_of_tabs_have_room_in_every_language(keys):
    tabs = keys.findChild(QTabWidget)
    for code in ("en", "es"):
        set_language(code)
        keys.show_help(KEYS, "# A lesson")
        QApplication.processEvents()
        bar = tabs.tabBar()
        for tab in range(2):
            room = bar.tabRect(tab).width()
            assert room >= bar.fontMetrics().horizontalAdvance(tabs.tabText(tab))


def test_it_is_closed_by_its_button(keys, qtbot):
    keys.show_help(KEYS, "")
    button = keys.findChild(QPushButton, "close_help_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not keys.isVisible()
