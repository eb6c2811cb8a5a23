"""Lines of the card: both numbers, what is compared, provenance, settings."""

from __future__ import annotations

from app.appearance.translation import mark, number, tr
from app.pages.results.words import (
    ORIGIN_WORDS,
    book_words,
    choice_words,
    difference_words,
    figure_words,
    joined,
    large_words,
    ours_words,
    setting_name,
    time_words,
    value_words,
    verdict_words,
)
from app.widgets.basics.line_list import Line
from engine.simulations.results.state import Measured, ResultRow

MOST_OTHERS = 4
"""Further numbers of ours that are listed."""

ON = {
    "training": mark("on the training set"),
    "validation": mark("on the validation set"),
    "test": mark("on the test set"),
}


def lines_of(row: ResultRow, *, brief: bool = False) -> list[Line]:
    """Return the lines of a row's card; in brief both numbers and their difference alone."""
    if brief:
        return _brief(row)
    lines = [*_book(row)]
    if row.best is not None:
        lines += _ours(row, row.best)
    lines += [
        Line(f"  {joined(summary(each), how(each))}", figure_words(each.value, each.on), "text-2")
        for each in row.ours[1 : 1 + MOST_OTHERS]
    ]
    if row.multiplications is not None:
        words = tr("multiplications of one training")
        lines.append(Line(words, large_words(row.multiplications), "text-2"))
    if row.settings:
        lines.append(Line())
        lines += [
            Line(setting_name(name), value_words(value), "text-2")
            for name, value in row.settings.items()
            if name != "seed"
        ]
    return lines


def _book(row: ResultRow) -> list[Line]:
    book = row.book
    value = tr("no number") if book.value is None else figure_words(book.value, book.on)
    on = tr(ON[book.on]) if book.on else ""
    return [
        Line(tr("the book"), value, "accent"),
        Line(f"  {tr(book.what)}", on if book.value is not None else "", "text-2"),
    ]


def _brief(row: ResultRow) -> list[Line]:
    return [
        Line(tr("the book"), book_words(row), "accent"),
        Line(tr("ours"), ours_words(row.best), "accuracy"),
        *_difference(row),
    ]


def _ours(row: ResultRow, best: Measured) -> list[Line]:
    return [
        Line(tr("ours"), figure_words(best.value, best.on), "accuracy"),
        Line(f"  {how(best)}", tr(ON[best.on]) if best.on else "", "text-2"),
        Line(f"  {summary(best)}", "", "text-2"),
        *_difference(row),
    ]


def _difference(row: ResultRow) -> list[Line]:
    lines: list[Line] = []
    if row.difference is not None:
        points = tr("{difference} points", difference=difference_words(row))
        token = "text" if row.agrees is None else "accuracy" if row.agrees else "negative"
        lines.append(
            Line(tr("difference"), points if row.book.on else difference_words(row), token)
        )
        if words := verdict_words(row):
            lines.append(Line(f"  {words}", "", token))
    return lines


def how(measured: Measured) -> str:
    """Return the choice of the epoch and the number of epochs."""
    epochs = ""
    if measured.epochs and measured.is_full:
        epochs = tr("{epochs} epochs", epochs=number(measured.epochs))
    elif measured.epochs:
        epochs = tr(
            "shortened: {epochs} epochs instead of {wanted}",
            epochs=number(measured.epochs),
            wanted=number(measured.wanted),
        )
    seed = "" if measured.seed is None else tr("seed {seed}", seed=str(measured.seed))
    return joined(choice_words(measured), epochs, seed)


def summary(measured: Measured) -> str:
    """Return where a number comes from: origin, date, version, time."""
    seconds = "" if measured.seconds is None else time_words(measured.seconds)
    version = tr("version {version}", version=measured.version) if measured.version else ""
    return joined(tr(ORIGIN_WORDS[measured.origin]), measured.date, version, seconds)
