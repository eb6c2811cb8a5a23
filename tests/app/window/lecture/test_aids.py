"""Aids of a lecture: their keys, their menu, and that they are remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.appearance.settings import Settings
from app.window.lecture.aids import ECHO, HALO, LectureAids

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def aids(window):
    """Return the aids of a window in a lecture, its page at the front."""
    aids = LectureAids(window, Settings())
    window.open_page("second")
    window.open_page("first")
    window.theme.set_lecture(True)
    return aids


def test_keys_are_echoed_once_that_is_wished_and_in_a_lecture_only(aids, window, qtbot):
    qtbot.keyClick(window.page, Qt.Key.Key_Right)
    assert aids.echo.words == ("", "")
    qtbot.keyClick(window.page, Qt.Key.Key_K, CTRL)
    assert aids.on[ECHO]
    qtbot.keyClick(window.page, Qt.Key.Key_Right)
    assert aids.echo.words == ("Right", "One step forward")
    aids.advance(5_000.0)
    qtbot.keyClick(window.page, Qt.Key.Key_Q)
    assert aids.echo.words == ("", "")
    window.theme.set_lecture(False)
    qtbot.keyClick(window.page, Qt.Key.Key_Right)
    assert aids.echo.words == ("", "")


def test_an_echo_says_what_the_key_does_in_the_language_of_the_window(aids, window, qtbot):
    aids.switch(ECHO)
    window.use_language("es")
    qtbot.keyClick(window.page, Qt.Key.Key_Right)
    assert aids.echo.words == ("Right", "Un paso adelante")


def test_the_halo_is_there_in_a_lecture_unless_it_is_switched_off(aids, window, qtbot):
    aids.halo._pointer = lambda: window.mapToGlobal(window.rect().center())
    qtbot.waitActive(window)
    aids.advance(16.0)
    assert aids.halo.isVisible()
    qtbot.keyClick(window.page, Qt.Key.Key_J, CTRL)
    aids.advance(16.0)
    assert aids.halo.isHidden()
    aids.switch(HALO)
    window.theme.set_lecture(False)
    aids.advance(16.0)
    assert aids.halo.isHidden()


def test_both_switches_are_remembered(aids, window):
    aids.switch(ECHO)
    aids.switch(HALO)
    assert LectureAids(window, Settings()).on == {HALO: False, ECHO: True}


def test_a_clicker_blackens_the_screen_and_its_next_button_brings_the_page_back(
    aids, window, worker, qtbot
):
    qtbot.keyClick(window.page, Qt.Key.Key_Period)
    assert aids.blank.isVisible()
    sent = len(worker.commands)
    qtbot.keyClick(aids.blank, Qt.Key.Key_PageDown)
    assert aids.blank.isHidden()
    assert len(worker.commands) == sent
    qtbot.keyClick(window.page, Qt.Key.Key_PageDown)
    assert len(worker.commands) == sent + 1
    qtbot.keyClick(window.page, Qt.Key.Key_Comma)
    assert aids.blank.isVisible()


def test_the_menu_holds_all_of_them(aids, window):
    menu = QMenu(window)
    aids.fill_menu(menu)
    entries = menu.findChild(QMenu, "projector_menu").actions()
    assert [entry.isChecked() for entry in entries if entry.isCheckable()] == [True, False]
    assert entries[-1].text().startswith("White screen")
