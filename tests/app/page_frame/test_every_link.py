"""Every link of every lesson does something, in one undo step where it changes what was set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from app.appearance.settings import Settings
from app.pages import PAGES
from app.widgets.equations.table import PEEK
from app.window.lessons.lesson_links import DO, SHOW
from app.window.linked_views import LinkedViews
from app.window.main_window import MainWindow
from engine.commands.edits import Redo, Undo
from engine.commands.transport import Pause
from engine.simulations import SIMULATIONS
from tests.support.documents import small_digits
from tests.support.window.controls import digest

PIECES = 3
"""Slices of work after a link: an effect must be seen in them."""

pages = pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)


@pytest.fixture
def open_lesson(qtbot, theme, live_worker, monkeypatch, no_leaks):
    """Return (info, language) -> a window with that page and its lesson beside it."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    windows = []

    def make(info, code):
        window = MainWindow(PAGES, live_worker, theme, Settings())
        windows.append(window)
        window.clock.stop()
        LinkedViews(window)
        window.open_page(info.id)
        window.use_language(code)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        frames(window, PIECES)
        window.help.toggle_lesson()
        frames(window, 1)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def frames(window, pieces):
    """Let engine and window go on."""
    snapshot = window.worker.work(pieces)
    window.show_snapshot(snapshot)
    window.show_text(snapshot)
    window.advance(10_000.0)
    QApplication.processEvents()
    return snapshot


def looks(window):
    """Return what can be told of the page's widgets without painting them, and the clipboard."""
    title = window.page.title_widget()
    grounds = [window.page] if title is None else [window.page, title]
    widgets = [each for ground in grounds for each in ground.findChildren(QWidget)]
    seen = [_look(each) for each in widgets if each.isVisible()]
    popup = QApplication.activePopupWidget()
    return seen, QApplication.clipboard().text(), popup is not None, window.stack.info.id


def _look(widget):
    said = [widget.objectName(), widget.isEnabled()]
    if isinstance(widget, QAbstractButton):
        said += [widget.text(), widget.isChecked()]
    if isinstance(widget, QLabel | QLineEdit):
        said.append(widget.text())
    if isinstance(widget, QComboBox | QTabBar):
        said.append(widget.currentIndex())
    return tuple(said)


def engine(snapshot):
    """Return what the engine shows."""
    return digest([(each.status, each.step, each.payload) for each in snapshot.simulations])


def settings(window, page_id):
    """Return what was set on a page, without what only changes the view of it."""
    payload = window.worker.latest.simulation(page_id).payload
    training = getattr(payload, "training", None) or payload
    views = getattr(window.worker.simulation(page_id), "view_settings", frozenset())
    return {name: value for name, value in training.settings.items() if name not in views}


def step_aside(window, link):
    """Leave the station or tab that a link leads to, if it is at the front already."""
    name, _, value = link.removeprefix(f"{DO}#").partition("=")
    title = window.page.title_widget()
    if name.startswith("station_") and title is not None:
        buttons = [each for each in title.findChildren(QAbstractButton) if each.isVisible()]
        if any(each.objectName() == name and each.isChecked() for each in buttons):
            next(each for each in buttons if each.objectName() != name).click()
    tabs = window.page.findChild(QTabBar, name)
    if tabs is not None and tabs.currentIndex() == int(value) - 1:
        tabs.setCurrentIndex(int(value) % tabs.count())
    frames(window, 1)


def follow(window, link):
    """Click a link; return what is wrong with what came of it, "" for nothing."""
    worker, page_id = window.worker, window.stack.info.id
    worker.send(Pause(page_id))
    step_aside(window, link)
    before, looked = engine(worker.latest), looks(window)
    was_set, edits = settings(window, page_id), worker.edits
    window.overlays.notice_bar.dismiss()
    window.help.ring.dismiss()
    window.help.panel.lesson.anchorClicked.emit(QUrl(link))
    if window.overlays.notice_bar.isVisible():
        return window.overlays.notice_bar.sentence.text()
    if window.help.ring.target is None:
        return "points at nothing"
    if link.startswith(SHOW):
        return ""
    after = frames(window, PIECES)
    popup = QApplication.activePopupWidget()
    has_effect = popup is not None or looks(window) != looked or engine(after) != before
    if popup is not None:
        popup.close()
    if after.notice is not None or not has_effect:
        return str(after.notice or "has no effect")
    return undone(window, page_id, worker.edits - edits, was_set)


def peeks(window, link):
    """Click the number of an equation; return whether the equation is shown until a click."""
    lesson = window.help.panel.lesson
    lesson.anchorClicked.emit(QUrl(link))
    is_shown = lesson.peek.isVisible() and lesson.peek.number.text() == f"({link[len(PEEK) :]})"
    QTest.mouseClick(lesson.peek, Qt.MouseButton.LeftButton)
    return is_shown and not lesson.peek.isVisible()


def undone(window, page_id, edits, was_set):
    """Take a change back and do it again; return what is wrong with it."""
    worker = window.worker
    if edits == 0:
        same = settings(window, page_id) == was_set
        return "" if same else "changes settings and cannot be undone"
    worker.send(Undo())
    frames(window, 1)
    if edits != 1 or settings(window, page_id) != was_set:
        return f"takes {edits} steps to undo, or undo does not restore what was set"
    worker.send(Redo())
    frames(window, PIECES)
    return ""


@pytest.mark.parametrize("code", ["en", "es"])
@pages
def test_every_link_does_something_and_is_one_step_to_undo(info, code, open_lesson):
    window = open_lesson(info, code)
    wrong = []
    for link in window.help.panel.lesson.links():
        if link.startswith(PEEK):
            wrong += [] if peeks(window, link) else [f"{link}: shows no equation"]
        elif link.startswith((DO, SHOW)):
            remark = follow(window, link)
            wrong += [f"{link}: {remark}"] if remark else []
    assert not wrong, "\n".join(wrong)


@pages
def test_links_and_folded_answers_are_the_same_in_both_languages(info, open_lesson):
    window = open_lesson(info, "en")
    english = sorted(window.help.panel.lesson.links())
    window.use_language("es")
    assert sorted(window.help.panel.lesson.links()) == english
