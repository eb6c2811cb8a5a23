"""One network, many lenses: which page can look at which run, and the way from one to the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.appearance.translation import mark, tr
from app.page_frame.page import KeyAction, PageInfo
from app.window.main_window import MainWindow


class Lenses(QObject):
    """Offers the other pages that can look at what the page at the front looks at.

    The run stays one run: it goes on learning, its recording and what can be undone go along.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self.menu.setObjectName("look_menu")
        window.title_bar.look_asked.connect(self.open_menu)
        window.stack.opened.connect(self.refresh)
        window.add_keys(
            (KeyAction(("V",), mark("Look at this network elsewhere"), self.open_menu),)
        )
        self.refresh()

    def refresh(self) -> None:
        """Show the button where there is somewhere to go."""
        self._window.title_bar.look_button.setVisible(bool(self.elsewhere() or self.here()))

    def elsewhere(self) -> list[PageInfo]:
        """Return the other pages that can look at the run."""
        info, run = self._window.stack.info, self._run()
        if info is None or run is None:
            return []
        return [
            other
            for other in self._window.stack.infos
            if other is not info and (other is run or run.simulation in other.lenses)
        ]

    def here(self) -> list[PageInfo]:
        """Return the pages whose runs the page at the front could look at instead."""
        info, run = self._window.stack.info, self._run()
        if info is None:
            return []
        return [
            other
            for other in self._window.stack.infos
            if other is not run and (other is info or other.simulation in info.lenses)
        ]

    def open_menu(self) -> None:
        """Show where the network can be seen."""
        self.menu.clear()
        run = self._run()
        for info in self.elsewhere():
            words = tr("This network in {page}", page=tr(info.title))
            action = self.menu.addAction(words, partial(self.look, info.id, run.id if run else ""))
            action.setData(info.id)
        if self.elsewhere() and self.here():
            self.menu.addSeparator()
        for info in self.here():
            own = info is self._window.stack.info
            words = (
                tr("Here: what is this page's own")
                if own
                else tr("Here: the network of {page}", page=tr(info.title))
            )
            self.menu.addAction(words, partial(self.look_here, info.id)).setData(info.id)
        button = self._window.title_bar.look_button
        if self.menu.actions():
            self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def look_here(self, run: str) -> None:
        """Let the page at the front look at the run of another page."""
        info = self._window.stack.info
        if info is not None:
            self.look(info.id, run)

    def look(self, page_id: str, run: str) -> None:
        """Bring a page to the front, and let it look at a run."""
        self._window.open_page(page_id)
        self._window.stack.look(page_id, run)
        self._window.clock.show_again()
        self.refresh()

    def _run(self) -> PageInfo | None:
        page = self._window.page
        if page is None:
            return None
        return next((i for i in self._window.stack.infos if i.id == page.run_id), None)
