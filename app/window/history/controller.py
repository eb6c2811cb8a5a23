"""Shows the time line over the page, and opens the page of a year."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from app.appearance.translation import language, mark, tr
from app.page_frame.keys import KeyAction
from app.page_frame.page_info import HistoryYear, PageInfo
from app.page_frame.station_page import StationPage
from app.widgets.window.time_line import Line, TimeLine
from app.window.main_window import MainWindow

KEY = "Ctrl+H"
WORDS = mark("The history, from 1943 to 2012")
"""Label of the key and of the link below every lesson."""


Entry = tuple[PageInfo, HistoryYear]
"""A page and one of its years."""


def years_of(infos: Iterable[PageInfo]) -> list[Entry]:
    """Return the years of all pages in the order of time."""
    entries = [(info, each) for info in infos for each in info.history]
    return sorted(entries, key=lambda entry: entry[1].year)


class History(QObject):
    """Owner of the time line; opened by its button in the rail, by a key and from lessons."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel: TimeLine | None = None
        self._language = ""
        self._years = years_of(window.stack.infos)
        window.rail.history_asked.connect(self.toggle)
        window.add_keys((KeyAction((KEY,), WORDS, self.toggle),))
        window.help.endings.append(lambda: f"[{tr(WORDS)}](do:{KEY})")

    @property
    def panel(self) -> TimeLine:
        """The time line, made when it is needed first."""
        if self._panel is None:
            self._panel = TimeLine(self._window.theme, self.retranslate, self._window.stack)
            self._panel.chosen.connect(self._follow)
            self._panel.closed.connect(self._on_closed)
            self._window.overlays.add(self._panel)
            self.retranslate()
        return self._panel

    def toggle(self) -> None:
        """Show the time line with the focus on a year of the page in front, or hide it."""
        if self.panel.isVisible():
            self.panel.hide()
            return
        pages = [info for info, _ in self._years]
        front = self._window.stack.info
        self.panel.open_at(pages.index(front) if front in pages else 0)

    def retranslate(self) -> None:
        """Write the lines in the language of the window, once for each."""
        if self._panel is not None and self._language != language():
            self._language = language()
            lines = [
                Line(year.year, tr(year.words), _link(info, year)) for info, year in self._years
            ]
            self._panel.show_lines(tr("From 1943 to 2012"), lines)

    # --- handlers -------------------------------------------------------------------------------

    def _follow(self, number: int) -> None:
        (info, year), window = self._years[number], self._window
        self.panel.hide()
        window.open_page(info.id)
        page = window.page
        if year.station and isinstance(page, StationPage):
            page.show_station(year.station)

    def _on_closed(self) -> None:
        page = self._window.page
        if page is not None:
            page.setFocus()


def _link(info: PageInfo, year: HistoryYear) -> str:
    """Return page and station that a year leads to."""
    page = tr(info.short or info.title)
    return f"{page} · {tr(year.title)}" if year.title else page
