"""Items of a widget that paints itself: name, value and rectangle of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, overload, runtime_checkable

from PySide6.QtCore import QPointF, QRectF


def _no_parts() -> Sequence[Item]:
    return ()


@dataclass(frozen=True, slots=True)
class Item:
    """A drawn item, as a screen reader lists it.

    Attributes
    ----------
    name, value : str
        Already translated; "" for an item without a value.
    box : QRectF
        Rectangle in pixels of the widget.
    parts : callable
        () -> items that belong to this one, such as the weights into a neuron; `Lazily` where
        they are many.
    """

    name: str
    value: str = ""
    box: QRectF = field(default_factory=QRectF)
    parts: Callable[[], Sequence[Item]] = _no_parts

    @property
    def words(self) -> str:
        """Name and value in one line."""
        return f"{self.name}: {self.value}" if self.value else self.name


class Lazily(Sequence[Item]):
    """Sequence whose items are made when they are asked for.

    Parameters
    ----------
    count : int
        Number of items.
    make : callable
        (place) -> the item there.
    """

    def __init__(self, count: int, make: Callable[[int], Item]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        places = range(self._count)[place]
        return self._make(places) if isinstance(places, int) else [self._make(p) for p in places]


@runtime_checkable
class Itemised(Protocol):
    """A widget that declares what it draws."""

    def accessible_items(self) -> Sequence[Item]:
        """Return the items drawn now, in reading order."""


def item_at(items: Sequence[Item], path: Sequence[int]) -> Item | None:
    """Return an item by its place, then its place among the parts, and so on; None for none.

    Examples
    --------
    >>> items = (Item("neuron", parts=lambda: (Item("weight", "0.5"),)),)
    >>> item_at(items, (0, 0)).words
    'weight: 0.5'
    >>> item_at(items, (1,)) is None
    True
    """
    found = None
    for place in path:
        if not 0 <= place < len(items):
            return None
        found = items[place]
        items = found.parts()
    return found


def around(middle: QPointF, radius: float) -> QRectF:
    """Return the square around a point."""
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def between(start: QPointF, end: QPointF) -> QRectF:
    """Return the rectangle of a wire, at least two pixels wide and high."""
    return QRectF(start, end).normalized().adjusted(-1, -1, 1, 1)
