"""Rows and columns of widgets."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Box = TypeVar("Box", bound=QBoxLayout)

Item: TypeAlias = QWidget | QLayout
Placed: TypeAlias = Item | tuple[Item, int]
"""A widget or layout, with its stretch if it has one."""


def row(*items: Placed, gap: int | None = None, inside: QWidget | None = None) -> QHBoxLayout:
    """Return items side by side.

    Parameters
    ----------
    gap : int, optional
        Distance of the items in pixels; None for that of the style.
    inside : QWidget, optional
        Widget that the row fills to its edges.
    """
    return fill(QHBoxLayout(), items, gap, inside)


def column(*items: Placed, gap: int | None = None, inside: QWidget | None = None) -> QVBoxLayout:
    """Return items one below the other; see `row`."""
    return fill(QVBoxLayout(), items, gap, inside)


def fill(
    box: Box, items: tuple[Placed, ...], gap: int | None = None, inside: QWidget | None = None
) -> Box:
    """Put items into a layout; see `row`."""
    if inside is not None:
        inside.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)
    if gap is not None:
        box.setSpacing(gap)
    for each in items:
        item, stretch = each if isinstance(each, tuple) else (each, 0)
        if isinstance(item, QWidget):
            box.addWidget(item, stretch)
        else:
            box.addLayout(item, stretch)
    return box
