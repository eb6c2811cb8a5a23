"""About and What is new: by key and menu, a report that can be sent on, news once an update."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton

from app.appearance.settings import LANGUAGE, SEEN_VERSION, Settings
from app.appearance.translation import tr
from app.window.about.panels import COPY, About
from app.window.application import attach_document
from app.window.main_window import MainWindow
from engine import __version__
from tests.support.sample_page import PAGES

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def about(window):
    """Return the panels of a window with recording pages."""
    return About(window, Settings())


def panel_of(about, name):
    return about._panels[name]


def press(qtbot, panel, name):
    qtbot.mouseClick(panel.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


# --- about -------------------------------------------------------------------------------------


def test_a_key_opens_and_closes_the_panel(about, window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1, SHIFT)
    assert panel_of(about, "about_panel").isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1, SHIFT)
    assert not panel_of(about, "about_panel").isVisible()


def test_escape_closes_the_panel_on_top_first(about, window, qtbot):
    about.open_about()
    about.open_news()
    for name in ("news_panel", "about_panel"):
        assert panel_of(about, name).isVisible()
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert not panel_of(about, name).isVisible()


def test_the_panel_says_versions_licence_and_sources(about):
    about.open_about()
    text = panel_of(about, "about_panel").text.toPlainText()
    for part in (__version__, "numba", "Python 3", "MIT licence", "MNIST", "Nielsen"):
        assert part in text


def test_the_copied_report_is_shown_on_the_panel(about, window, qtbot):
    window.theme.set_name("dark")
    about.open_about()
    press(qtbot, panel_of(about, "about_panel"), COPY)
    report = QGuiApplication.clipboard().text()
    shown = panel_of(about, "about_panel").text.toPlainText().splitlines()
    assert set(report.splitlines()) <= set(shown)
    assert "language en, theme dark, scale 100 %" in report
    assert str(Path.home()) not in report


def test_an_open_panel_follows_language_and_size(about, window):
    about.open_about()
    window.use_language("es")
    panel = panel_of(about, "about_panel")
    assert panel.accessibleName() == tr("About Nabla Lab") != "About Nabla Lab"
    window.resize(1500, 900)
    ground = window.stack.rect().center()
    assert (panel.geometry().center() - ground).manhattanLength() <= 2
    window.use_language("en")


# --- news --------------------------------------------------------------------------------------


def test_the_news_are_the_changelog(about, window):
    about.open_news()
    text = panel_of(about, "news_panel").text.toPlainText()
    assert text.startswith("0.1")
    window.use_language("es")
    text = panel_of(about, "news_panel").text.toPlainText()
    assert text.startswith(tr("This list is written in English."))
    window.use_language("en")


def test_the_news_are_reached_from_the_panel_about_the_lab(about, qtbot):
    about.open_about()
    press(qtbot, panel_of(about, "about_panel"), "whats_new_button")
    assert panel_of(about, "news_panel").isVisible()


def test_a_first_start_offers_no_news(about, window):
    about.offer_news()
    assert not window.overlays.notice_bar.isVisible()
    assert Settings().text(SEEN_VERSION) == __version__


@pytest.mark.parametrize("trace", [(SEEN_VERSION, "0.0.9"), (LANGUAGE, "en")])
def test_an_update_offers_the_news_once(about, window, qtbot, trace):
    Settings().set_text(*trace)
    about.offer_news()
    bar = window.overlays.notice_bar
    assert bar.isVisible()
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert panel_of(about, "news_panel").isVisible()
    assert not bar.isVisible()
    about.offer_news()
    assert not bar.isVisible()


def test_a_lecture_is_not_interrupted_and_the_news_come_with_the_next_start(about, window):
    Settings().set_text(SEEN_VERSION, "0.0.9")
    window.theme.set_lecture(True)
    about.offer_news()
    assert not window.overlays.notice_bar.isVisible()
    assert Settings().text(SEEN_VERSION) == "0.0.9"


def test_the_real_window_offers_them_when_it_was_painted(opened, qtbot):
    Settings().set_text(SEEN_VERSION, "0.0.9")
    window = opened("--page", "surface", "--lang", "en")
    qtbot.waitUntil(window.overlays.notice_bar.action_button.isVisible)
    assert __version__ in window.overlays.notice_bar.sentence.text()


def test_the_document_menu_ends_with_both_panels(qtbot, worker, theme, no_leaks):
    window = MainWindow(PAGES, worker, theme, Settings())
    qtbot.addWidget(window)
    about = About(window, Settings())
    window.open_page("first")
    attach_document(window, "")
    window.title_bar.document_asked.emit()
    menu = next(each for each in window.findChildren(QMenu) if each.isVisible())
    news, entry = [each for each in menu.actions() if not each.isSeparator()][-2:]
    assert (news.text(), entry.text()) == ("What is new", "About Nabla Lab\tShift+F1")
    menu.close()
    entry.trigger()
    assert panel_of(about, "about_panel") is not None
