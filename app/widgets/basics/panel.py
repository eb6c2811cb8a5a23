"""A panel taken away: its picture, its drawing and its numbers, to a file or the clipboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QMimeData, QPoint
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QMessageBox, QTreeWidget, QTreeWidgetItem, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.card import Card
from app.widgets.basics.menu import Entry
from app.widgets.basics.questions import ask, ask_file
from app.widgets.basics.saving import comma_separated, picture, png, svg, write

ROWS = "table_rows"
"""Method of widgets that show numbers: () -> list of rows of text, the first one their names."""

LONGEST_NAME = 60
"""Longest proposed name of a file, in characters."""


class Panel:
    """A widget with everything in it, as a user takes it away.

    Parameters
    ----------
    widget : QWidget
        Shown; everything is made in the look and the size that it has now.
    """

    def __init__(self, widget: QWidget, theme: Theme) -> None:
        self.widget = widget
        self._theme = theme

    @property
    def title(self) -> str:
        """Title on the screen, else the object name."""
        title = self.widget.title.text() if isinstance(self.widget, Card) else ""
        return title or self.widget.accessibleName() or self.widget.objectName().replace("_", " ")

    def proposed(self, kind: str) -> str:
        """Return a name for a file of one kind."""
        words = re.sub(r"[^\w]+", "-", self.title, flags=re.UNICODE).strip("-_").lower()
        return f"{words[:LONGEST_NAME] or 'panel'}.{kind}"

    def entries(self) -> list[Entry | None]:
        """Return the entries of the panel's context menu."""
        save = partial(partial, self.ask_for_file)
        has_numbers = bool(self.tables())
        return [
            Entry("panel_copy", tr("Copy picture"), self.copy_picture),
            Entry("panel_copy_values", tr("Copy values"), self.copy_values, has_numbers),
            None,
            Entry("panel_png", tr("Save picture (PNG) …"), save("png")),
            Entry("panel_svg", tr("Save drawing (SVG) …"), save("svg")),
            Entry("panel_csv", tr("Save values (CSV) …"), save("csv"), has_numbers),
        ]

    def copy_picture(self) -> None:
        """Put the panel into the clipboard, as a picture and as a drawing."""
        data, image = QMimeData(), self.picture()
        data.setImageData(image)
        data.setData("image/svg+xml", QByteArray(self.data("svg")))
        QGuiApplication.clipboard().setMimeData(data)

    def copy_values(self) -> None:
        """Put the panel's numbers into the clipboard, separated by tabs as spreadsheets read."""
        rows = [row for table in self.tables() for row in table]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def ask_for_file(self, kind: str) -> None:
        """Ask where the panel is to be saved as "png", "svg" or "csv"."""
        ask_where_to_save(self.widget, self.proposed(kind), partial(self.data, kind))

    def data(self, kind: str) -> bytes:
        """Return the panel as the bytes of a file of one kind."""
        if kind == "csv":
            # an empty line between two tables
            texts = [comma_separated(table) for table in self.tables()]
            return "\n".join(texts).encode()
        if kind == "png":
            return png(self.picture())
        size, ground = self.widget.size(), self._theme.color("window")
        return svg(self._render, size, ground, self.title, self.widget.logicalDpiX())

    def picture(self) -> QImage:
        """Return the panel as a picture, at twice its size."""
        return picture(self._render, self.widget.size(), self._theme.color("window"))

    def tables(self) -> list[list[list[str]]]:
        """Return the tables of numbers that the panel shows, each a list of rows."""
        shown = [self.widget, *self.widget.findChildren(QWidget)]
        found = [
            _rows_of(each) for each in shown if each is self.widget or each.isVisibleTo(self.widget)
        ]
        return [table for table in found if len(table) > 1]

    def _render(self, painter: QPainter) -> None:
        flags = QWidget.RenderFlag.DrawChildren
        self.widget.render(painter, QPoint(), renderFlags=flags)


def ask_where_to_save(widget: QWidget, proposed: str, data: Callable[[], bytes]) -> None:
    """Ask for the name of a file and write it; say so where that fails.

    Parameters
    ----------
    proposed : str
        Name of the file; its suffix says its kind.
    data : callable
        Returns its content, once a name is chosen.
    """
    kind, window = proposed.rpartition(".")[2], widget.window()

    def chosen(path: str) -> None:
        save(window, path, data())

    title, kinds = tr("Save the panel"), f"{kind.upper()} (*.{kind})"
    ask_file(window, title, kinds, chosen, suffix=kind, saving=proposed)


def save(window: QWidget, path: str, content: bytes) -> None:
    """Write a file; say so where that fails."""
    reason = write(path, content)
    if reason:
        sentence = tr("{path} was not written.", path=path)
        ask(window, sentence, reason, [(tr("Close"), QMessageBox.ButtonRole.RejectRole, _nothing)])


def _rows_of(widget: QWidget) -> list[list[str]]:
    rows = getattr(widget, ROWS, None)
    if rows is not None:
        return [list(row) for row in rows()]
    return _tree_rows(widget) if isinstance(widget, QTreeWidget) else []


def _tree_rows(tree: QTreeWidget) -> list[list[str]]:
    """Return the head and all lines of a tree."""
    columns = range(tree.columnCount())
    head = tree.headerItem()
    rows = [[head.text(column) for column in columns]]

    def add(item: QTreeWidgetItem | None) -> None:
        if item is not None:
            rows.append([item.text(column) for column in columns])
            for place in range(item.childCount()):
                add(item.child(place))

    for place in range(tree.topLevelItemCount()):
        add(tree.topLevelItem(place))
    return rows


def _nothing() -> None:
    """Close a question without an answer."""
