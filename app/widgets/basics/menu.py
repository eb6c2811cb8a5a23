"""Context menus made from a table of entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; `checked` is None where there is nothing to check."""

    name: str
    text: str
    act: Callable[[], object]
    enabled: bool = True
    checked: bool | None = None


def make_menu(parent: QWidget, name: str, entries: Iterable[Entry | None]) -> QMenu:
    """Return a menu that deletes itself when it closes; None stands for a line between entries."""
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        action = menu.addAction(entry.text)
        action.setObjectName(entry.name)
        action.setEnabled(entry.enabled)
        action.setCheckable(entry.checked is not None)
        action.setChecked(bool(entry.checked))
        action.triggered.connect(partial(_act, entry.act))
    return menu


def _act(act: Callable[[], object], checked: bool = False) -> None:
    act()
