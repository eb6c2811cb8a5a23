"""Which experiments the table shows, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.appearance.translation import mark, tr
from app.pages.results.titles import TITLES
from app.pages.results.words import STANDING_WORDS, book_words, settings_words, standing_words
from engine.simulations.results.state import OWN, STANDINGS, ResultRow

NAME, SETTINGS, BOOK, OURS, DIFFERENCE, STANDING = range(6)
"""Columns of the table."""

ANY, MINE, APART = "any", "mine", "apart"

FILTERS: Mapping[str, str] = {
    ANY: mark("all"),
    **STANDING_WORDS,
    APART: mark("does not agree"),
    MINE: mark("run on this machine"),
}
"""Which rows the table shows, by the value of the filter."""

KEYS: Mapping[int, Callable[[ResultRow], float | str | None]] = {
    NAME: lambda each: None,
    SETTINGS: settings_words,
    BOOK: lambda each: each.book.value,
    OURS: lambda each: None if each.best is None else each.best.value,
    DIFFERENCE: lambda each: each.difference,
    STANDING: lambda each: STANDINGS.index(each.standing),
}
"""By what each column sorts the rows of a chapter; the first one keeps the book's order."""


def passes(each: ResultRow, kind: str) -> bool:
    """Return whether a row is of the kind that the table shows, a value of FILTERS."""
    if kind == MINE:
        return any(ours.origin == OWN for ours in each.ours)
    if kind == APART:
        return each.agrees is False
    return kind == ANY or kind == each.standing


def matches(each: ResultRow, words: list[str]) -> bool:
    """Return whether a row has all words, lower case, in its name, settings or status."""
    text = " ".join(
        (each.id, tr(TITLES[each.id]), settings_words(each), standing_words(each),
         book_words(each), tr(each.book.what))
    ).casefold()  # fmt: skip
    return all(word in text for word in words)


def sorted_by(
    rows: list[ResultRow], key: Callable[[ResultRow], float | str | None], *, down: bool
) -> list[ResultRow]:
    """Return rows in the order of a key; those without one are last, whatever the direction."""
    known = [(key(each), each) for each in rows]
    if all(value is None for value, _ in known):
        return rows[::-1] if down else rows
    with_value = [(value, each) for value, each in known if value is not None]
    with_value.sort(key=lambda pair: pair[0], reverse=down)
    return [each for _, each in with_value] + [each for value, each in known if value is None]
