"""Stack of the window's pages, created on first use, with one at the front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.page_frame.keys import KeyAction, keep_keys_free
from app.page_frame.page import Page
from app.page_frame.page_info import PageInfo
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.transport import Open
from engine.snapshots import Snapshot

SHOWN_SIMULATION = "looks_at"
"""Name in a document of the id of the simulation that a page shows."""


class PageStack(QStackedWidget):
    """Stacked pages; opens them and passes snapshots to the front one.

    Parameters
    ----------
    seed : int
        Seed of the simulations that the pages open.

    Attributes
    ----------
    first_keys : tuple of KeyAction
        Key bindings that come before those of the page.

    Signals
    -------
    opened : ()
        Another page has come to the front.
    elsewhere : (str, Command)
        As of the pages.
    """

    opened = Signal()
    elsewhere = Signal(str, object)

    def __init__(
        self,
        infos: Sequence[PageInfo],
        send: SendCommand,
        theme: Theme,
        *,
        seed: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._infos = {info.id: info for info in infos}
        self._send = send
        self._theme = theme
        self._seed = seed
        self._pages: dict[str, Page] = {}
        self._waiting: dict[str, dict[str, Value]] = {}
        self._first_values: dict[str, dict[str, Value]] = {}
        self._current = ""
        self.first_keys: tuple[KeyAction, ...] = ()

    @property
    def info(self) -> PageInfo | None:
        """Description of the page at the front."""
        return self._infos.get(self._current)

    @property
    def page(self) -> Page | None:
        """The page at the front."""
        return self._pages.get(self._current)

    def heading(self) -> tuple[str, str, QWidget | None]:
        """Return title and hint, translated, and the switch of the page at the front, if any."""
        info, page = self.info, self.page
        if info is None or page is None:
            return "", "", None
        switch = page.title_widget()
        # in a lecture the stations need the room
        short = self._theme.lecture and switch is not None and info.short
        return tr(info.short if short else info.title), page.hint() or tr(info.hint), switch

    def look(self, page_id: str, simulation_id: str) -> None:
        """Let an opened page show the simulation of another page."""
        info = self._infos[simulation_id]
        self._send(Open(info.id, info.simulation, self._seed))
        self._pages[page_id].look_at(simulation_id)

    @property
    def infos(self) -> tuple[PageInfo, ...]:
        """Descriptions of all pages."""
        return tuple(self._infos.values())

    def open(self, page_id: str) -> bool:
        """Bring a page to the front; return False if unknown or already there."""
        if page_id not in self._infos or page_id == self._current:
            return False
        if self.page is not None:
            self.page.on_hidden()
        self._current = page_id
        page = self._pages.get(page_id) or self._make(self._infos[page_id])
        self.setCurrentWidget(page)
        page.setFocus()
        page.on_shown()
        self.opened.emit()
        return True

    def make_ahead(self, page_id: str) -> bool:
        """Make a page before it is opened; return False if it is made already."""
        if page_id in self._pages or page_id not in self._infos:
            return False
        self._make(self._infos[page_id]).hide()
        return True

    def _make(self, info: PageInfo) -> Page:
        self._send(Open(info.id, info.simulation, self._seed))
        page = info.make_view(self._send, self._theme)
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        page.elsewhere.connect(self.elsewhere)
        page.first_keys = self._first_keys
        keep_keys_free(page)
        self._pages[info.id] = page
        self.addWidget(page)
        title = page.title_widget()
        if title is not None:
            # it lies in the title bar while the page is at the front, and lives as long as the page
            title.setParent(page)
        self._first_values[info.id] = page.view_values()
        values = self._waiting.pop(info.id, {})
        page.show_view(values)
        self._look_again(info.id, page, values.get(SHOWN_SIMULATION))
        return page

    def _first_keys(self) -> tuple[KeyAction, ...]:
        return self.first_keys

    def rebuild(self, view: Mapping[str, object]) -> str:
        """Remove all pages after another document was opened; each is recreated when it is opened.

        Parameters
        ----------
        view : mapping
            Result of `view_values` when that document was saved.

        Returns
        -------
        page_id : str
            The page that was at the front; the caller must open it again.
        """
        current, self._current = self._current, ""
        known, self._pages = self._pages, {}
        for page in known.values():
            self._drop(page)
        self._waiting = {page_id: _values_of(page_id, view) for page_id in self._infos}
        return current

    def bring(self, page_id: str, simulation_id: str, values: Mapping[str, Value]) -> None:
        """Let a page show a simulation that was replaced, with a view of it.

        The page need not be open; it is not brought to the front.
        """
        page = self._pages.get(page_id)
        self.look_anew(simulation_id)
        if page is None:
            self._waiting[page_id] = {**values, SHOWN_SIMULATION: simulation_id}
            return
        page.look_at(page_id)
        page.show_view({**self._first_values[page_id], **values})
        self._look_again(page_id, page, simulation_id)

    def look_anew(self, simulation_id: str) -> None:
        """Let the pages that show a simulation draw all of it again, as it was replaced."""
        for page_id, page in self._pages.items():
            if simulation_id in (page.simulation_id, page_id):
                page.look_anew()

    def _drop(self, page: Page) -> None:
        self.removeWidget(page)
        for old in (page.title_widget(), page):
            if old is not None:
                old.hide()
                old.deleteLater()

    def _own_values(self, page: Page) -> dict[str, Value]:
        return {SHOWN_SIMULATION: page.simulation_id, **page.view_values()}

    def _look_again(self, page_id: str, page: Page, simulation_id: object) -> None:
        """Let a page show the simulation that a document names, if it can."""
        seen = self._infos.get(str(simulation_id))
        if seen is not None and seen.simulation in self._infos[page_id].linked_views:
            self._send(Open(seen.id, seen.simulation, self._seed))
            page.look_at(seen.id)

    def view_values(self) -> dict[str, Value]:
        """Return the views of all pages for a document; of those not opened yet, as they came."""
        own = {page_id: self._own_values(page) for page_id, page in self._pages.items()}
        return {
            f"{page_id}.{name}": value
            for page_id, values in {**self._waiting, **own}.items()
            for name, value in values.items()
        }

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Pass a snapshot to the page at the front, unless it is hidden or minimised."""
        if self.page is not None and self.isVisible() and not self.window().isMinimized():
            self.page.show_snapshot(snapshot)

    def show_text(self, snapshot: Snapshot) -> None:
        """Let the page at the front update its fast-changing texts."""
        if self.page is not None:
            self.page.render_text(snapshot)

    def advance(self, elapsed_ms: float) -> None:
        if self.page is not None and self.isVisible():
            self.page.advance(elapsed_ms)

    def retranslate(self) -> None:
        for page in self._pages.values():
            page.retranslate()


def _values_of(page_id: str, view: Mapping[str, object]) -> dict[str, Value]:
    """Return the values of one page, by name without its id."""
    return {
        name.partition(".")[2]: value
        for name, value in view.items()
        if name.partition(".")[0] == page_id and isinstance(value, Value)
    }
