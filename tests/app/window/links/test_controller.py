"""The window copies the link of its page, and opens one without losing anything unasked."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from app.appearance.settings import Settings
from app.pages import PAGES
from app.window.document_controller import DocumentController
from app.window.links.controller import LinkController
from app.window.main_window import MainWindow
from engine.commands.edits import SetSetting
from engine.documents.links import is_link


@pytest.fixture
def window(qtbot, live_worker, theme, tmp_path, no_leaks):
    """Return a window with its document and links, on a page without weights."""
    settings = Settings(tmp_path / "settings")
    window = MainWindow(PAGES, live_worker, theme, settings)
    window.open_page("backprop")
    window.show()
    qtbot.waitExposed(window)
    window.document_controller = DocumentController(window, settings, tmp_path / "recovery")
    window.links = LinkController(window, window.document_controller)
    QApplication.clipboard().clear()
    yield window
    window.document_controller._leaving = True
    window.close()
    window.deleteLater()


def work(window, until, longest_s=60):
    begun = time.monotonic()
    while time.monotonic() - begun < longest_s:
        window.worker.work()
        window.clock.tick()
        QApplication.processEvents()
        if until():
            return
    raise AssertionError(window.worker.latest.document)


def said(window):
    return window.overlays.notice_bar.sentence.text()


def copied(qtbot, window):
    """Copy a link by its key; return it."""
    qtbot.keyClick(
        window,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    work(window, lambda: is_link(QApplication.clipboard().text()))
    return QApplication.clipboard().text()


def test_a_link_is_copied_by_its_key(qtbot, window):
    link = copied(qtbot, window)
    assert len(link) < 1_000
    assert said(window) == f"Copied: a link of {len(link)} characters."


def test_a_pasted_link_brings_its_page_to_the_front(qtbot, window):
    copied(qtbot, window)
    window.open_page("surface")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    work(window, lambda: window.worker.latest.document.edition == 1)
    assert window.stack.info.id == "backprop"


def test_changes_are_asked_about_before_a_link_is_opened(qtbot, window):
    copied(qtbot, window)
    window.worker.send(SetSetting("backprop", "eta", 0.25))
    work(window, lambda: window.worker.latest.document.changed)
    window.links.paste()
    (box,) = window.findChildren(QMessageBox)
    assert "will be lost" in box.informativeText()
    box.reject()
    work(window, lambda: not window.worker.latest.document.busy)
    assert window.worker.latest.document.edition == 0


def test_a_damaged_link_is_refused_in_a_sentence(qtbot, window):
    QApplication.clipboard().setText(copied(qtbot, window)[:-5])
    window.links.paste()
    work(window, lambda: "damaged or shortened" in said(window))
    assert window.worker.latest.document.edition == 0


def test_the_menu_offers_opening_only_with_a_link(qtbot, window):
    for text, offered in (("words", False), ("nabla:AQ", True)):
        QApplication.clipboard().setText(text)
        menu = QMenu(window)
        window.links.fill_menu(menu)
        assert menu.actions()[-1].isEnabled() is offered
