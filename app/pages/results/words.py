"""Texts of the page Results: numbers, sets, provenance, settings."""

from __future__ import annotations

from app.appearance.translation import mark, number, percent, significant, tr
from engine.experiments.experiment import Band, BookFigure, Exact, Rule, Within
from engine.settings import SYMBOLS, Value
from engine.simulations.results.scene import WHOLE
from engine.simulations.results.state import (
    FULL,
    NOTED,
    OWN,
    SHIPPED,
    SHORTENED,
    UNBUILT,
    UNRUN,
    Measured,
    ResultRow,
)
from engine.training.settings import SETTINGS

SIMULATION_ID = "results"
"""Id of the page's simulation."""

NAMES = {
    "length": {
        WHOLE: mark("as in the book"),
        "1": mark("1 epoch"),
        "3": mark("3 epochs"),
        "10": mark("10 epochs"),
    }
}
"""Names of choices by setting."""

CHAPTERS = (
    mark("Chapter 1: recognising digits"),
    mark("Chapter 2: backpropagation"),
    mark("Chapter 3: learning better"),
    mark("Chapter 4: any function"),
    mark("Chapter 5: deep networks are hard to train"),
    mark("Chapter 6: deep learning"),
)

STANDING_WORDS = {
    FULL: mark("in full"),
    SHORTENED: mark("shortened"),
    UNRUN: mark("not run yet"),
    UNBUILT: mark("not built"),
}

SETS = {"training": mark("training"), "validation": mark("validation"), "test": mark("test")}

CHOICES = {
    "best on test": mark("best"),
    "last": mark("last"),
    "best on validation": mark("by validation"),
}
"""How the epoch was chosen, for numbers of ours."""

ORIGIN_WORDS = {
    SHIPPED: mark("stored with the program"),
    NOTED: mark("the number alone was noted"),
    OWN: mark("run on this machine"),
}

SETTING_NAMES = {
    **{setting.name: setting.label for setting in SETTINGS},
    "data": mark("Data"),
    "expansion": mark("Expansion"),
    "networks": mark("Networks"),
    "validation_size": mark("Validation pictures"),
    "train_size": mark("Training pictures"),
    "inputs": mark("Inputs"),
    "bumps": mark("Bumps"),
}
"""Names of the settings of experiments; a letter of the book stands for itself."""

DATA_NAMES = {"mnist": "MNIST", "shifts": mark("four shifted copies")}


def figure_words(value: float, on: str) -> str:
    """Return a number: a percentage where a set was measured."""
    if on:
        return percent(value, 2)
    if value == round(value) and abs(value) < 1e9:
        return number(value).replace("-", "−")
    return significant(value, 4)


def joined(*words: str) -> str:
    """Return the words that are not empty, with commas."""
    return ", ".join(word for word in words if word)


def book_choice(book: BookFigure) -> str:
    """Return how the book chose the epoch, in a word or two; "" if that has no sense."""
    if "does not say" in book.what:
        return tr("best or last?")
    if book.what.startswith("the epoch with the best validation"):
        return tr("by validation")
    first = book.what.split(" ")[0].strip(",")
    return {"best": tr("best"), "last": tr("last")}.get(first, "")


def book_words(row: ResultRow, *, brief: bool = False) -> str:
    """Return the book's number and, unless in brief, which it is: best or last, its set."""
    book = row.book
    if book.value is None:
        return "–" if brief else tr("no number")
    if brief:
        return figure_words(book.value, book.on)
    on = tr(SETS[book.on]) if book.on else ""
    return joined(figure_words(book.value, book.on), book_choice(book), on)


def ours_words(measured: Measured | None, *, brief: bool = False) -> str:
    """Return a number of ours and, unless in brief, which it is."""
    if measured is None:
        return "–"
    if brief:
        return figure_words(measured.value, measured.on)
    on = tr(SETS[measured.on]) if measured.on else ""
    return joined(figure_words(measured.value, measured.on), choice_words(measured), on)


def choice_words(measured: Measured) -> str:
    """Return how the epoch was chosen; "" where there was no choice, or it was not noted."""
    words = CHOICES.get(measured.which, "")
    return tr(words) if words else ""


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{number(abs(value), decimals)}"


def difference_words(row: ResultRow) -> str:
    """Return our number less the book's: in points of a percentage for accuracies."""
    difference = row.difference
    if difference is None:
        return ""
    if row.book.on:
        return signed(round(100 * difference, 2), 2)
    if not difference:
        return "±0"
    return ("+" if difference > 0 else "−") + significant(abs(difference), 3)


def comparison_words(row: ResultRow) -> str:
    """Return the difference, or that ours lies in the range where the book gives a rough number."""
    if row.agrees and isinstance(row.rule, Band):
        return tr("in its range")
    return difference_words(row)


def standing_words(row: ResultRow) -> str:
    """Return how far an experiment was run."""
    best = row.best
    if row.standing == SHORTENED and best is not None:
        return tr("{epochs} of {wanted} epochs", epochs=best.epochs, wanted=best.wanted)
    return tr(STANDING_WORDS[row.standing])


def rule_words(rule: Rule | None, on: str) -> str:
    """Return by which rule two numbers agree."""
    match rule:
        case Exact():
            return tr("exactly")
        case Within(distance):
            if on:
                return tr("within {distance} points", distance=significant(100 * distance))
            return tr("within {distance}", distance=significant(distance))
        case Band(low, high):
            ends = figure_words(low, on), figure_words(high, on)
            return tr("within {low} to {high}, the spread over seeds", low=ends[0], high=ends[1])
    return ""


def verdict_words(row: ResultRow) -> str:
    """Return whether our number agrees with the book's, and by which rule."""
    if row.agrees is None:
        return ""
    by = rule_words(row.rule, row.book.on)
    return tr("agrees {by}", by=by) if row.agrees else tr("does not agree {by}", by=by)


def setting_name(name: str) -> str:
    """Return the name of a setting of an experiment."""
    return tr(SETTING_NAMES.get(name, name))


def value_words(value: Value) -> str:
    """Return the value of a setting."""
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, float):
        return significant(value, 4)
    return tr(DATA_NAMES.get(value, value))


def settings_words(row: ResultRow) -> str:
    """Return all settings of an experiment in one line, the network first."""
    names = sorted(row.settings, key=lambda name: name != "layers")
    return ", ".join(
        value_words(row.settings[name])
        if name in ("layers", "data")
        else f"{SYMBOLS.get(name, setting_name(name))} {value_words(row.settings[name])}"
        for name in names
        if name != "seed"
    )


def large_words(value: float) -> str:
    """Return a large number as a power of ten: "7.2 · 10¹⁰"."""
    exponent = 0
    while value >= 10:
        value, exponent = value / 10, exponent + 1
    raised = str(exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{number(value, 1)} · 10{raised}"


def time_words(seconds: float) -> str:
    """Return a time: seconds, minutes or hours."""
    if seconds < 1:
        return tr("under 1 s")
    if seconds < 120:
        return tr("{seconds} s", seconds=number(seconds))
    if seconds < 7200:
        return tr("{minutes} min", minutes=number(seconds / 60))
    return tr("{hours} h", hours=number(seconds / 3600, 1))
