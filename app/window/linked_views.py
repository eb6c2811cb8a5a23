"""Linked views: several pages that show the same simulation, and the menu to switch."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.page_frame.page_info import PageInfo
from app.window.main_window import MainWindow
from engine.commands.command import Command


class LinkedViews(QObject):
    """Menu of the pages that can show the front page's simulation, and of those it can show.

    The simulation is shared, not copied: training, recording and undo history stay the same.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self.menu.setObjectName("look_menu")
        window.title_bar.look_asked.connect(self.open_menu)
        window.stack.opened.connect(self.refresh)
        window.stack.elsewhere.connect(self.open_with)
        window.add_keys(
            (
                KeyAction(
                    ("V",), mark("Look at this network elsewhere"), self.open_menu, self.offers
                ),
            )
        )
        self.refresh()

    def offers(self) -> bool:
        """Return whether there are linked views."""
        return bool(self.other_pages() or self.here())

    def refresh(self) -> None:
        """Show the button if there are linked views."""
        self._window.title_bar.look_button.setVisible(self.offers())

    def other_pages(self) -> list[PageInfo]:
        """Return the other pages that can show the front page's simulation."""
        info, simulation = self._window.stack.info, self._looked_at()
        if info is None or simulation is None:
            return []
        return [
            other
            for other in self._window.stack.infos
            if other is not info
            and (other is simulation or simulation.simulation in other.linked_views)
        ]

    def here(self) -> list[PageInfo]:
        """Return the pages whose simulations the front page could show instead."""
        info, simulation = self._window.stack.info, self._looked_at()
        if info is None:
            return []
        return [
            other
            for other in self._window.stack.infos
            if other is not simulation and (other is info or other.simulation in info.linked_views)
        ]

    def open_menu(self) -> None:
        """Show the menu of linked views."""
        self.menu.clear()
        simulation = self._looked_at()
        for info in self.other_pages():
            words = tr("This network in {page}", page=tr(info.title))
            action = self.menu.addAction(
                words, partial(self.look, info.id, simulation.id if simulation else "")
            )
            action.setData(info.id)
        if self.other_pages() and self.here():
            self.menu.addSeparator()
        for info in self.here():
            own = info is self._window.stack.info
            words = (
                tr("Here: what is this page's own")
                if own
                else tr("Here: the network of {page}", page=tr(info.title))
            )
            self.menu.addAction(words, partial(self.show_here, info.id)).setData(info.id)
        button = self._window.title_bar.look_button
        if self.menu.actions():
            self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def show_here(self, simulation_id: str) -> None:
        """Show another page's simulation on the front page."""
        info = self._window.stack.info
        if info is not None:
            self.look(info.id, simulation_id)

    def look(self, page_id: str, simulation_id: str) -> None:
        """Bring a page to the front and let it show a simulation."""
        self._window.open_page(page_id)
        self._window.stack.look(page_id, simulation_id)
        self._window.clock.show_again()
        self.refresh()

    def open_with(self, page_id: str, command: Command) -> None:
        """Bring a page to the front, showing what is its own, and send a command."""
        self.look(page_id, page_id)
        self._window.worker.send(command)

    def _looked_at(self) -> PageInfo | None:
        page = self._window.page
        if page is None:
            return None
        return next((i for i in self._window.stack.infos if i.id == page.simulation_id), None)
