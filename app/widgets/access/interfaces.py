"""Interfaces through which assistive technology reads the items of widgets.

Qt asks for an interface only while a screen reader or the like is there; without one nothing
here runs but `install`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from app.widgets.access.items import Item, Itemised, item_at

_LIVE: list[DrawnInterface] = []
"""Interfaces of widgets that live: Qt keeps only their addresses."""


def install() -> None:
    """Let Qt ask `interface_of` for the interface of every object; once is enough."""
    if not _INSTALLED:
        _INSTALLED.append(True)
        QAccessible.installFactory(interface_of)


_INSTALLED: list[bool] = []


def interface_of(class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    """Return the interface of a widget with items; None leaves an object to Qt."""
    if not isinstance(thing, QWidget) or not isinstance(thing, Itemised):
        return None
    # Qt deletes an interface with its widget
    _LIVE[:] = [each for each in _LIVE if Shiboken.isValid(each)]
    made = DrawnInterface(thing, thing)
    _LIVE.append(made)
    thing.destroyed.connect(made.forget)
    return made


class DrawnInterface(QAccessibleWidget):
    """Interface of a widget whose children are its items, then its child widgets."""

    def __init__(self, widget: QWidget, itemised: Itemised) -> None:
        super().__init__(widget, QAccessible.Role.List)
        self._shown = widget
        self._itemised = itemised
        self._known: dict[tuple[int, ...], ItemInterface] = {}

    def items(self) -> Sequence[Item]:
        """Return the items drawn now."""
        return self._itemised.accessible_items() if Shiboken.isValid(self._shown) else ()

    def at(self, path: tuple[int, ...]) -> ItemInterface:
        """Return the interface of an item; the same one as long as the widget lives."""
        if path not in self._known:
            made = self._known[path] = ItemInterface(self, path)
            made.id = QAccessible.registerAccessibleInterface(made)
        return self._known[path]

    def on_screen(self, item: Item) -> QRect:
        """Return the rectangle of an item on the screen."""
        box = item.box.toAlignedRect()
        return QRect(self._shown.mapToGlobal(box.topLeft()), box.size())

    def place_at(self, x: int, y: int) -> int:
        """Return the place of the item at a point of the screen, −1 for none."""
        at = self._shown.mapFromGlobal(QPoint(x, y)).toPointF()
        found = (place for place, item in enumerate(self.items()) if item.box.contains(at))
        return next(found, -1)

    def forget(self) -> None:
        """Give up the interfaces of the items; the widget is gone."""
        for each in self._known.values():
            QAccessible.deleteAccessibleInterface(each.id)
        self._known.clear()

    def childCount(self) -> int:
        return len(self.items()) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface:
        """Return the interface of an item, behind the last one those of child widgets."""
        count = len(self.items())
        return self.at((index,)) if 0 <= index < count else super().child(index - count)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, ItemInterface):
            return child.path[-1]
        place = super().indexOfChild(child)
        return place if place < 0 else place + len(self.items())

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        place = self.place_at(x, y)
        return super().childAt(x, y) if place < 0 else self.at((place,))


class ItemInterface(QAccessibleInterface):
    """Interface of one item, known by its place; what it says is read anew each time.

    Attributes
    ----------
    path : tuple of int
        Place of the item, then among its parts, and so on.
    id : int
        By which Qt knows the interface.
    """

    def __init__(self, owner: DrawnInterface, path: tuple[int, ...]) -> None:
        super().__init__()
        self.path = path
        self.id = 0
        self._owner = owner

    @property
    def item(self) -> Item | None:
        """The item now; None if there is none at this place any more."""
        return item_at(self._owner.items(), self.path)

    def isValid(self) -> bool:
        return self.item is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        """Return None: an item is no object of Qt's."""
        return None

    def window(self) -> QWindow:
        """Return the window of the widget."""
        return self._owner.window()

    def parent(self) -> QAccessibleInterface:
        """Return the item that this one belongs to, else the widget."""
        return self._owner if len(self.path) == 1 else self._owner.at(self.path[:-1])

    def childCount(self) -> int:
        return 0 if self.item is None else len(self.item.parts())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Return a part of the item."""
        return self._owner.at((*self.path, index)) if 0 <= index < self.childCount() else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.path[-1] if isinstance(child, ItemInterface) else -1

    def role(self) -> QAccessible.Role:
        """Return the role of a line in a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Return a state without marks: nothing is selected or focused by itself."""
        return QAccessible.State()

    def rect(self) -> QRect:
        """Return the rectangle on the screen."""
        item = self.item
        return QRect() if item is None else self._owner.on_screen(item)

    def text(self, kind: QAccessible.Text) -> str:
        """Return name or value."""
        item = self.item
        if item is None:
            return ""
        # many screen readers ask for the name alone
        said = {QAccessible.Text.Name: item.words, QAccessible.Text.Value: item.value}
        return said.get(kind, "")

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Ignore other words: an item says what is drawn."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> None:  # type: ignore[override]
        """Return None: there is nothing to type or to press."""
        return

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()
