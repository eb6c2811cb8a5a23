"""Columnar storage: records with the same fields and shapes are stacked, one array a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.documents.container import Arrays, damaged

Row: TypeAlias = Mapping[str, NDArray[Any]]
Place: TypeAlias = tuple[int, int]
"""Index of a sheet, and of a row on it."""

Item = TypeVar("Item")


class SheetWriter(Generic[Item]):
    """Writer that stores each item once, however many runs share it.

    Parameters
    ----------
    kind : str
        First part of the names of all columns.
    row : callable
        (item) -> its fields; they must not change before `arrays` is called.
    """

    def __init__(self, kind: str, row: Callable[[Item], Row]) -> None:
        self._kind, self._row = kind, row
        self._sheets: dict[tuple[object, ...], list[Row]] = {}
        self._known: dict[int, tuple[Item, Place]] = {}

    def put(self, item: Item) -> Place:
        """Add an item unless it is known; return its place."""
        known = self._known.get(id(item))
        if known is None:
            row = self._row(item)
            key = tuple((name, cell.dtype.str, cell.shape) for name, cell in row.items())
            rows = self._sheets.setdefault(key, [])
            rows.append(row)
            place = (list(self._sheets).index(key), len(rows) - 1)
            # keep the item alive: its id must not be reused
            known = self._known[id(item)] = (item, place)
        return known[1]

    def put_all(self, items: list[Item] | tuple[Item, ...]) -> NDArray[np.int64]:
        """Add several items; return their places, shape (n, 2)."""
        return np.array([self.put(item) for item in items], np.int64).reshape(-1, 2)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all columns by name."""
        return {
            f"{self._kind}/{number}/{name}": np.stack([row[name] for row in rows])
            for number, rows in enumerate(self._sheets.values())
            for name in rows[0]
        }


class SheetReader(Generic[Item]):
    """Reader that returns one object for each stored item.

    Parameters
    ----------
    item : callable
        (row) -> item; raises DocumentError if the row is malformed.
    """

    def __init__(self, kind: str, arrays: Arrays, item: Callable[[Row], Item]) -> None:
        self._columns: dict[int, dict[str, NDArray[Any]]] = {}
        self._item = item
        self._known: dict[Place, Item] = {}
        for name, array in arrays.items():
            first, _, rest = name.partition("/")
            number, _, column = rest.partition("/")
            if first == kind and number.isdecimal() and len(number) < 9 and array.ndim:
                self._columns.setdefault(int(number), {})[column] = array

    def get(self, place: Place) -> Item:
        """Return the item at a place.

        Raises
        ------
        DocumentError
            If there is none, or it is malformed.
        """
        if place not in self._known:
            sheet, row = place
            columns = self._columns.get(sheet, {})
            if not columns or not all(0 <= row < len(column) for column in columns.values()):
                raise damaged("it points to a place that is not there")
            self._known[place] = self._item({name: c[row] for name, c in columns.items()})
        return self._known[place]

    def get_all(self, places: NDArray[Any]) -> list[Item]:
        """Return several items.

        Parameters
        ----------
        places : array of int, shape (n, 2)

        Raises
        ------
        DocumentError
            If one is missing or malformed.
        """
        if places.dtype.kind != "i" or places.ndim != 2 or places.shape[1] != 2:
            raise damaged("a list of places has another form")
        return [self.get((int(sheet), int(row))) for sheet, row in places]
