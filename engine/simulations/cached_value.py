"""Cache of a single value, rebuilt when its key changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class CachedValue(Generic[T]):
    """One built value, kept until its key changes."""

    def __init__(self) -> None:
        self._kept: tuple[object, T] | None = None

    def get(self, key: object, build: Callable[[], T]) -> T:
        """Return the kept value if it was built for that key, else build it."""
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, build())
        return self._kept[1]
