"""Controller of links: copies the state of the front page as a text, and opens such a text."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.window.document_controller import DocumentController
from app.window.main_window import MainWindow
from engine.commands.documents import MakeLink
from engine.documents.links import PAGE, is_link


class LinkController(QObject):
    """Controller of a window's links; what would be lost by opening one is asked about first."""

    def __init__(self, window: MainWindow, document_controller: DocumentController) -> None:
        super().__init__(window)
        self._window = window
        self._document_controller = document_controller
        self._links = self._edition = 0
        window.add_keys(self.key_actions())
        window.add_first_keys((KeyAction(("Ctrl+V",), OPEN, self.paste, when=is_copied),))
        window.clock.ticked.connect(self.advance)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (KeyAction(("Ctrl+Shift+C",), mark("Copy a link to this page"), self.copy),)

    def fill_menu(self, menu: QMenu) -> None:
        """Add what is done with links to the document menu."""
        menu.addSeparator()
        for action in self.key_actions():
            menu.addAction(f"{tr(action.label)}\t{action.keys[0]}", action.action)
        entry = menu.addAction(f"{tr(OPEN)}\tCtrl+V", self.paste)
        entry.setEnabled(is_copied())
        if not entry.isEnabled():
            entry.setToolTip(tr("The clipboard holds no text that begins with nabla:"))

    def copy(self) -> None:
        """Ask the engine for the link of the front page; it is copied once it is there."""
        page, info = self._window.page, self._window.stack.info
        if page is None or info is None:
            return
        of_page = f"{info.id}."
        view = {
            name: value
            for name, value in self._window.stack.view_values().items()
            if name.startswith(of_page)
        }
        views = tuple({**view, PAGE: info.id}.items())
        self._window.worker.send(MakeLink(page.simulation_id, views))

    def paste(self) -> None:
        """Open the link in the clipboard."""
        self._document_controller.open_path(QGuiApplication.clipboard().text().strip())

    def advance(self, elapsed_ms: float = 0.0) -> None:
        snapshot = self._window.worker.latest
        if snapshot is None:
            return
        document = snapshot.document
        if document.links != self._links:
            self._links = document.links
            QGuiApplication.clipboard().setText(document.link)
            said = tr("Copied: a link of {count} characters.", count=len(document.link))
            self._window.overlays.notice_bar.show_sentence(said)
        if document.edition != self._edition:
            self._edition = document.edition
            page = document.view.get(PAGE)
            if isinstance(page, str):
                self._window.open_page(page)


OPEN = mark("Open the copied link")


def is_copied() -> bool:
    """Return whether the clipboard holds a link."""
    return is_link(QGuiApplication.clipboard().text())
