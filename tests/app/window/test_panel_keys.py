"""Ctrl+C copies the panel with the focus, and its menu opens by mouse and key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from app.page_frame.group import Group, panel_of
from app.widgets.basics.card import Card

CONTROL = Qt.KeyboardModifier.ControlModifier
MOUSE = QContextMenuEvent.Reason.Mouse


@pytest.fixture
def window(opened, qtbot):
    window = opened("--page", "builder", "--lang", "en")
    qtbot.waitUntil(lambda: window.worker.latest is not None and window.page.state is not None)
    return window


def card_of(window, name):
    return window.page.findChild(Card, name)


def test_the_panel_with_the_focus_is_copied(window, qtbot):
    card = card_of(window, "learning_card")
    control = next(
        each
        for each in card.findChildren(object)
        if getattr(each, "focusPolicy", None) and each.focusPolicy() and each.isVisible()
    )
    control.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().image().size() == card.size() * 2
    sentence = window.overlays.notice_bar.sentence.text()
    assert sentence == "Copied as a picture: Learning."


def test_the_menu_of_a_panel_opens_by_the_mouse(window):
    card = card_of(window, "learning_card")
    at = card.title.rect().center()
    event = QContextMenuEvent(MOUSE, at, card.title.mapToGlobal(at))
    QApplication.sendEvent(card.title, event)
    menu = card.findChild(QMenu, "panel_menu")
    names = [action.objectName() for action in menu.actions()]
    assert {"panel_copy", "panel_png", "panel_svg", "panel_csv"} <= set(names)
    menu.close()


def test_the_menu_of_a_panel_opens_by_a_key(window, qtbot):
    window.page.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    menu = window.findChild(QMenu, "panel_menu")
    assert menu.isVisible()
    menu.close()


def test_every_visible_part_of_a_page_is_a_panel(window):
    lost = [
        each.objectName()
        for group in window.page.findChildren(Group)
        for part in group._parts
        if not isinstance(each := part.widget, Group) and panel_of(each) is None
    ]
    assert not lost


def test_the_right_button_paints_points_and_opens_no_menu(window):
    canvas = window.page.findChild(object, "builder_canvas")
    room = canvas.places.playground
    inside = room.center().toPoint()
    for at, taken in ((inside, True), (QPoint(1, 1), False)):
        event = QContextMenuEvent(MOUSE, at, canvas.mapToGlobal(at))
        canvas.contextMenuEvent(event)
        assert event.isAccepted() is taken
