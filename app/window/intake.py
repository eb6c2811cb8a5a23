"""Hands what is dropped on the window or pasted into it to the front page."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.window.main_window import MainWindow


class Intake(QObject):
    """Hands pictures and data to the front page, which says by a command what it takes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        words = mark("Paste a picture or data")
        window.add_keys((KeyAction(("Ctrl+V",), words, self.paste),))

    def takes(self, data: QMimeData) -> bool:
        """Return whether the front page has a use for data."""
        page = self._window.page
        return page is not None and page.takes(data)

    def take(self, data: QMimeData) -> bool:
        """Give data to the front page; return whether it takes them."""
        page = self._window.page
        command = None if page is None else page.take(data)
        if command is not None:
            self._window.worker.send(command)
        return command is not None

    def paste(self) -> None:
        """Give the clipboard's content to the front page, or say that it has no use for it."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            notice = self._window.overlays.notice_bar
            notice.show_sentence(tr("This page has no use for the clipboard."))
