"""Entry of the table of pages, with what makes the page at its first use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from app.appearance.theme import Theme
from app.page_frame.page import Page
from engine.commands.command import SendCommand


@dataclass(frozen=True, slots=True)
class HistoryYear:
    """A year of the time line that leads to a page; texts are English, shown through `tr`.

    Attributes
    ----------
    words : str
        What happened in that year, one or two sentences.
    station, title : str
        Name and title of the page's station that shows the idea; "" for the page as it is.
    """

    year: int
    words: str
    station: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Description of a page, an entry of `app.pages.PAGES`.

    Attributes
    ----------
    id : str
        Also the name of the icon and of the lesson text, and the id of the page's simulation.
    title, hint : str
        English; shown through `tr`.
    first_hint : (str, str)
        Object name of the control that the page points at on its first visit, and the sentence;
        English, shown through `tr`.
    short : str
        Title in the rail, if the full title is too long for it.
    chapter : int
        Of the book.
    simulation : str
        A key of `engine.simulations.SIMULATIONS`.
    make_view : callable
        Constructs the page; see `view_of`, with which starting stays fast.
    linked_views : tuple of str
        Keys of SIMULATIONS of the other pages' simulations that this page can show.
    history : tuple of HistoryYear
        Years of the time line that lead here.
    """

    id: str
    title: str
    chapter: int
    simulation: str
    hint: str
    make_view: Callable[[SendCommand, Theme], Page]
    linked_views: tuple[str, ...] = ()
    short: str = ""
    history: tuple[HistoryYear, ...] = ()
    first_hint: tuple[str, str] = ("", "")


def view_of(package: str, name: str) -> Callable[[SendCommand, Theme], Page]:
    """Return what makes a page: a class of the package's module `view`, imported by the first use.

    Parameters
    ----------
    package, name : str
        The page's package and its class.
    """

    def make(send: SendCommand, theme: Theme) -> Page:
        page: Page = getattr(import_module(f"{package}.view"), name)(send, theme)
        return page

    return make
