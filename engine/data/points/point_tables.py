"""Reader of tables of points: two inputs and a class a line, from a file or the clipboard."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

import numpy as np

from engine.data.points.own_points import (
    LARGEST,
    LONGEST_NAME,
    MOST_CLASSES,
    MOST_POINTS,
    OwnPoints,
)
from engine.errors import DataError

SUFFIXES = (".csv", ".tsv", ".txt")
MOST_BYTES = 2 * 2**20
DELIMITERS = "\t;,"
"""In the order in which they are tried on the first line."""
COLUMNS = 3

_NUMBER = re.compile(r"[+-]?(\d{1,400}([.,]\d{0,400})?|[.,]\d{1,400})([eE][+-]?\d{1,4})?", re.ASCII)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)

_LINE_END = re.compile(r"\r\n|\n|\r")

Row = tuple[int, list[str]]
"""Number of a line, and its cells."""


def is_point_table(path: Path) -> bool:
    """Return whether a file's name ends as that of a table of points."""
    return path.suffix.lower() in SUFFIXES


def read_points(path: Path) -> OwnPoints:
    """Return the points of a file; see `parse_table`.

    Raises
    ------
    DataError
        If it is too large, cannot be read, or is no such table.
    """
    name = path.name
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise _too_large(name)
        content = path.read_bytes() if path.is_file() else b"\0"
    except OSError:
        content = b"\0"
    return parse_table(_decoded(content, name), name)


def parse_table(text: str, name: str) -> OwnPoints:
    """Return the points of a table: two inputs and a class a line, behind a heading or not.

    Cells are separated by tabs, semicolons or commas; decimals may have a comma where that does
    not separate the cells. The class is the last column, or the only one that holds words. Empty
    lines and lines that begin with # are passed over.

    Parameters
    ----------
    name : str
        Title of the points; error messages begin with it.

    Raises
    ------
    DataError
        If it is no such table; the sentence gives the line.
    """
    if len(text) > MOST_BYTES:
        raise _too_large(name)
    table = _Table(name, _rows(text))
    return table.points()


class _Table:
    """Rows of cells, and what they mean."""

    def __init__(self, name: str, rows: Iterator[Row]) -> None:
        self._name = name
        self._rows: list[Row] = []
        for line, cells in rows:
            if len(cells) != COLUMNS:
                raise DataError(
                    "{name}: expected three columns, two inputs and a class, got {found} on line "
                    "{line}; change the table",
                    name=name,
                    found=len(cells),
                    line=line,
                )
            self._rows.append((line, cells))
        if not self._rows:
            raise self._no_lines()
        self._class_column = self._find_class()
        self._inputs = [column for column in range(COLUMNS) if column != self._class_column]

    def points(self) -> OwnPoints:
        """Return the points that the rows are."""
        first = self._rows[0][1]
        headed = not any(_like_number(first[column]) for column in self._inputs)
        rows = self._rows[headed:]
        if not rows:
            raise self._no_lines()
        if len(rows) > MOST_POINTS:
            raise DataError(
                "{name}: expected at most {most} points, got more from line {line} on; leave "
                "lines out",
                name=self._name,
                most=MOST_POINTS,
                line=rows[MOST_POINTS][0],
            )
        values = [[self._number(row, column) for column in self._inputs] for row in rows]
        words = [self._class(row) for row in rows]
        classes = self._classes(words)
        places = {word: place for place, word in enumerate(classes)}
        labels = np.array([places[word] for word in words], np.uint8)
        heading = [_tidy(first[column])[:LONGEST_NAME] if headed else "" for column in self._inputs]
        axes = heading[0], heading[1]
        return OwnPoints.of(np.array(values, np.float64), labels, axes, classes, self._name)

    def _find_class(self) -> int:
        """Return the only column of words below the first line; else the last one."""
        body = self._rows[1:] or self._rows
        worded = [
            column
            for column in range(COLUMNS)
            if not any(_like_number(cells[column]) for _, cells in body)
        ]
        return worded[0] if len(worded) == 1 else COLUMNS - 1

    def _number(self, row: Row, column: int) -> float:
        line, cells = row
        cell = _tidy(cells[column]).replace("−", "-")
        place = {"name": self._name, "column": column + 1, "line": line}
        if not cell:
            raise DataError(
                "{name}: expected a number in column {column} of line {line}, got an empty cell; "
                "fill it or leave the line out",
                **place,
            )
        if not _like_number(cell):
            raise DataError(
                "{name}: expected a number in column {column} of line {line}, got {found}; "
                "correct it",
                **place,
                found=cell[:LONGEST_NAME],
            )
        value = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else float("nan")
        if not isfinite(value) or abs(value) > LARGEST:
            raise DataError(
                "{name}: expected a number of at most {most:g} in column {column} of line {line}, "
                "got {found}; correct it or leave the line out",
                **place,
                most=LARGEST,
                found=cell[:LONGEST_NAME],
            )
        return value

    def _class(self, row: Row) -> str:
        line, cells = row
        word = _tidy(cells[self._class_column])
        if not word or len(word) > LONGEST_NAME:
            raise DataError(
                "{name}: expected the name of a class, of 1 to {most} characters, in column "
                "{column} of line {line}, got {found}; correct it",
                name=self._name,
                most=LONGEST_NAME,
                column=self._class_column + 1,
                line=line,
                found=len(word),
            )
        return word

    def _classes(self, words: list[str]) -> tuple[str, ...]:
        """Return the classes: numbers in their order, names as they come."""
        found = list(dict.fromkeys(words))
        if len(found) == 1:
            raise DataError(
                "{name}: expected two classes or more in column {column}, got {found} alone; add "
                "points of another class",
                name=self._name,
                column=self._class_column + 1,
                found=found[0],
            )
        if len(found) > MOST_CLASSES:
            raise DataError(
                "{name}: expected at most {most} classes in column {column}, got {found}; numbers "
                "to be predicted are no classes",
                name=self._name,
                most=MOST_CLASSES,
                column=self._class_column + 1,
                found=len(found),
            )
        if all(map(_NUMBER.fullmatch, found)):
            found.sort(key=lambda word: float(word.replace(",", ".")))
        return tuple(found)

    def _no_lines(self) -> DataError:
        return DataError(
            "{name}: expected lines of two numbers and a class, got none; choose another table",
            name=self._name,
        )


def _rows(text: str) -> Iterator[Row]:
    """Yield the lines that hold something, divided into cells."""
    lines = _LINE_END.split(text)
    first = next((line for line in lines if _holds(line)), "")
    counts = {each: len(_cells(first, each)) for each in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda each: (counts[each] == COLUMNS, counts[each]))
    # a quoted cell ends with its line: a forgotten quote must not swallow the table
    for number, line in enumerate(lines, 1):
        if _holds(line):
            yield number, _cells(line, delimiter)


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line, without empty ones behind the last column."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return []
    while len(cells) > COLUMNS and not cells[-1].strip():
        cells.pop()
    return cells


def _holds(line: str) -> bool:
    return bool(line.strip(" \t;,")) and not line.lstrip().startswith("#")


def _tidy(cell: str) -> str:
    """Return a cell with single spaces, without what cannot be printed."""
    return " ".join("".join(each if each.isprintable() else " " for each in cell).split())


def _like_number(cell: str) -> bool:
    """Return whether a cell is meant as a number, a finite one or not."""
    cell = _tidy(cell).replace("−", "-")
    return bool(_NUMBER.fullmatch(cell) or _NOT_FINITE.fullmatch(cell))


def _decoded(content: bytes, name: str) -> str:
    """Return text in UTF-8, UTF-16 with its mark, or the coding of Western European Windows."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for coding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable(name)


def _unreadable(name: str) -> DataError:
    return DataError(
        "{name}: expected a table of text, got a file that cannot be read; choose another one",
        name=name,
    )


def _too_large(name: str) -> DataError:
    return DataError(
        "{name}: expected a table of at most {most} MB, got a larger one; leave lines out",
        name=name,
        most=MOST_BYTES // 2**20,
    )
