"""A menu of every network of the book."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.appearance.translation import mark, tr
from app.pages.builder.words import SHAPES
from app.widgets.basics.elided import ElidedButton
from engine.networks.book_networks import BOOK_NETWORKS, DIAGRAM, PLAYGROUND, BookNetwork

HEADINGS = {
    0: mark("Points of the plane"),
    1: mark("Chapter 1"),
    5: mark("Chapter 5"),
    6: mark("Chapter 6"),
}
"""Titles of the submenus, by `BookNetwork.chapter`."""


class NetworksButton(ElidedButton):
    """Button with the menu of the book's networks.

    Signals
    -------
    network_chosen : (str)
        `BookNetwork.name`.
    """

    network_chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        words = mark("Networks of the book ▾"), mark("Choose one of the networks of the book.")
        super().__init__(name, *words, role="link", act=self._show_menu, parent=parent)
        self.menu_of_networks = QMenu(self)
        self.menu_of_networks.setObjectName(f"{name}_menu")
        self._parts: list[QMenu] = []

    def _show_menu(self) -> None:
        menu = self.menu_of_networks
        menu.clear()
        for old in self._parts:
            old.deleteLater()
        self._parts = [menu.addMenu(tr(words)) for words in HEADINGS.values()]
        parts = dict(zip(HEADINGS, self._parts, strict=True))
        for network in BOOK_NETWORKS:
            choose = partial(self.network_chosen.emit, network.name)
            parts[network.chapter].addAction(label_of(network), choose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def label_of(network: BookNetwork) -> str:
    """Return the menu entry of a network."""
    layers = network.layers.replace(" ", "  ")
    if network.use == PLAYGROUND:
        return f"{tr(SHAPES[network.shape])}:  {layers}"
    if network.use == DIAGRAM:
        return tr("{layers}, only to be looked at", layers=layers)
    return layers
