"""Motion follows the system until something else is chosen, by keys too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.appearance.settings import REDUCED_MOTION, Settings
from app.window.motion_choice import ALL, FOLLOW, LESS, MotionChoice


def choice_of(window):
    """Return the motion choice of a window."""
    return window.findChild(MotionChoice)


def test_the_system_decides_until_something_is_chosen(opened):
    window = opened()
    choice = choice_of(window)
    assert choice.chosen == FOLLOW
    choice._on_answer(True)
    assert window.theme.reduced_motion
    choice.choose(ALL)
    assert not window.theme.reduced_motion
    choice._on_answer(True)
    assert not window.theme.reduced_motion


def test_the_menu_of_the_button_is_used_by_keys(opened, qtbot):
    window = opened()
    window.title_bar.motion_button.setFocus()
    qtbot.keyClick(window.title_bar.motion_button, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert [each.isChecked() for each in menu.actions()] == [True, False, False]
    assert not window.title_bar.motion_button.isChecked()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    assert window.theme.reduced_motion
    assert window.title_bar.motion_button.isChecked()
    assert Settings().text(REDUCED_MOTION) == LESS


def test_a_choice_is_remembered_and_closing_stores_none(opened):
    window = opened()
    choice_of(window)._on_answer(True)
    window.close()
    assert Settings().text(REDUCED_MOTION) == FOLLOW
    choice_of(opened()).choose(LESS)
    assert opened().theme.reduced_motion
