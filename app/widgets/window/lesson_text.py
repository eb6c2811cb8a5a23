"""Text of a lesson: its links are signals, and its answers stay folded until asked for."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QCursor,
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.appearance.theme import Theme
from app.widgets.equations.peek import EquationPeek
from app.widgets.equations.table import PEEK, with_equations

FOLDED = re.compile(r"^::: (\w+)\n(.*?)^:::$\n?", re.DOTALL | re.MULTILINE)
"""A text that is folded at first: a line `::: name`, the text, and a line `:::`."""

UNFOLD: Final = "unfold:"
"""Scheme of links that fold and unfold the text of a name."""

INDENT: Final = 2.1
"""Indentation of lists, in sizes of the type."""

HEADINGS: Final = {1: 1, 2: 0, 3: 0}
"""Steps by which headings are larger than the text, by level; Markdown's own are 3, 2, 1."""


class LessonText(QTextBrowser):
    """A lesson in Markdown.

    Signals
    -------
    followed : (str)
        A link was followed; carries its address. Links that unfold a text or show an equation
        are not told.
    """

    followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lesson = ""
        self._open: set[str] = set()
        self.peek = EquationPeek(theme, self)
        self.setObjectName("lesson_text")
        self.setOpenLinks(False)
        # a click leaves the keys to the page; Tab leads from link to link
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_anchor_clicked)
        theme.changed.connect(self._render)

    def show_lesson(self, lesson: str) -> None:
        """Show a lesson from its beginning, with all answers folded; the same one stays as it is.

        Parameters
        ----------
        lesson : str
            Markdown, with folded texts between `::: name` and `:::`; `$BP2$` stands for an
            equation, `(BP2)` cites it.
        """
        lesson = with_equations(lesson)
        if lesson != self._lesson:
            self._lesson, self._open = lesson, set()
            self._render()
            self.verticalScrollBar().setValue(0)

    def links(self) -> list[str]:
        """Return the addresses of all links, folded ones too, in the order of the text."""
        document = QTextDocument()
        document.setMarkdown(FOLDED.sub(r"\2\n", self._lesson))
        return [QUrl(each.charFormat().anchorHref()).toString() for each in _links(document)]

    def toggle(self, name: str) -> None:
        """Unfold a text, or fold it again."""
        self._open ^= {name}
        self._render()

    def _render(self) -> None:
        place = self.verticalScrollBar().value()
        self.setMarkdown(FOLDED.sub(self._shown, self._lesson))
        document = self.document()
        document.setIndentWidth(INDENT * self._theme.size("base"))
        for number in range(document.blockCount()):
            block = document.findBlockByNumber(number)
            self._set_space(block)
            self._set_type(block)
        _underline_links(document)
        self.verticalScrollBar().setValue(place)

    def _shown(self, folded: re.Match[str]) -> str:
        return f"{folded[2]}\n" if folded[1] in self._open else ""

    def _set_space(self, block: QTextBlock) -> None:
        """Set the space above and below a paragraph, in parts of the type's size."""
        placed, base = block.blockFormat(), self._theme.size("base")
        level = placed.headingLevel()
        first = block.blockNumber() == 0
        above = 0.0 if first else 1.0 if level else 0.2 if block.textList() else 0.6
        placed.setTopMargin(above * base)
        placed.setBottomMargin(0.4 * base if level else 0.2 * base)
        QTextCursor(block).setBlockFormat(placed)

    def _set_type(self, block: QTextBlock) -> None:
        """Set size and weight of a heading; Markdown leaves links in it as thin as in the text."""
        level = block.blockFormat().headingLevel()
        if level not in HEADINGS:
            return
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        written = QTextCharFormat()
        written.setProperty(QTextCharFormat.Property.FontSizeAdjustment, HEADINGS[level])
        written.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(written)

    def _on_anchor_clicked(self, address: QUrl) -> None:
        link = address.toString()
        if link.startswith(UNFOLD):
            self.toggle(link.removeprefix(UNFOLD))
        elif link.startswith(PEEK):
            self._show_equation(link)
        else:
            self.followed.emit(link)

    def _show_equation(self, link: str) -> None:
        """Show an equation at the link that cites it."""
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        if self.anchorAt(pointer) != link:
            pointer = self.cursorRect().topLeft()
        self.peek.show_at(link.removeprefix(PEEK), self.viewport().mapToGlobal(pointer))


def _links(document: QTextDocument) -> list[QTextFragment]:
    """Return the pieces of a document that are links."""
    found = []
    for number in range(document.blockCount()):
        pieces = document.findBlockByNumber(number).begin()
        while not pieces.atEnd():
            if pieces.fragment().charFormat().isAnchor():
                found.append(pieces.fragment())
            pieces += 1
    return found


def _underline_links(document: QTextDocument) -> None:
    """Underline every link, so that it is not told by its colour alone."""
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    cursor = QTextCursor(document)
    places = [(link.position(), link.length()) for link in _links(document)]
    for place, length in places:
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(underlined)
