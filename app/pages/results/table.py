"""The table of the experiments: grouped by chapter, filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.results.selection import (
    BOOK,
    DIFFERENCE,
    FILTERS,
    KEYS,
    NAME,
    SETTINGS,
    STANDING,
    matches,
    passes,
    sorted_by,
)
from app.pages.results.titles import TITLES
from app.pages.results.tree import ResultsTree
from app.pages.results.words import (
    CHAPTERS,
    book_words,
    comparison_words,
    ours_words,
    settings_words,
    standing_words,
    verdict_words,
)
from app.widgets.basics.boxes import column, row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedComboBox
from engine.commands.edits import Value
from engine.simulations.results.state import OWN, ResultRow, ResultsState

ID = Qt.ItemDataRole.UserRole

WIDE = 900
"""Width in pixels from which the settings have a column of their own."""

SHARES: Mapping[str, tuple[int, ...]] = {
    "wide": (26, 24, 16, 16, 8, 10),
    "narrow": (31, 0, 23, 23, 10, 13),
    "lecture": (56, 0, 22, 22, 0, 0),
}
"""Shares of the width of each column; 0 hides it."""


class ResultsTable(Card):
    """Card with a line of filters and the table.

    Signals
    -------
    chosen : (str)
        ID of the row that the user chose.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Experiments of the book"), parent, name="results_table")
        self._rows: tuple[ResultRow, ...] = ()
        self._chosen = ""
        self._order = NAME, False
        self.field = QLineEdit(self)
        self.field.setObjectName("results_filter")
        self.field.setClearButtonEnabled(True)
        for button in self.field.findChildren(QAbstractButton):
            button.setObjectName("results_filter_clear_button")
        self.field.textChanged.connect(self._fill)
        self.filter = ElidedComboBox(
            "results_standing", FILTERS, mark("Which experiments the table shows."), parent=self
        )
        self.filter.currentIndexChanged.connect(self._fill)
        self.tree = self._tree()
        self.hold(column(row((self.field, 3), (self.filter, 2)), (self.tree, 1)))
        ResultsTable.retranslate(self)

    def _tree(self) -> ResultsTree:
        tree = ResultsTree(self)
        tree.setObjectName("results_tree")
        tree.setColumnCount(6)
        tree.setIndentation(10)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._on_header_clicked)
        tree.resized.connect(self._share_width)
        tree.currentItemChanged.connect(self._on_current_changed)
        return tree

    # --- what is shown ----------------------------------------------------------------------

    @property
    def shown(self) -> list[ResultRow]:
        """The rows that pass the filters, in the order of the table."""
        words, kind = self.field.text().casefold().split(), str(self.filter.currentData())
        found = [each for each in self._rows if passes(each, kind) and matches(each, words)]
        column_, down = self._order
        if column_ == NAME and not down:
            return found
        return sorted_by(found, KEYS[column_], down=down)

    def render_state(self, state: ResultsState) -> None:
        """Show the rows, and which one is chosen."""
        self._chosen = state.chosen.id
        if state.rows is not self._rows:
            self._rows = state.rows
            self._fill()
        else:
            self._select()

    def go(self, count: int) -> None:
        """Choose a row further down in the table, or up."""
        rows = [each.id for each in self.shown]
        if not rows:
            return
        place = rows.index(self._chosen) + count if self._chosen in rows else 0
        self.chosen.emit(rows[max(0, min(place, len(rows) - 1))])

    def set_lecture(self, lecture: bool) -> None:
        """Leave columns and words out in a lecture: they stand in the card."""
        self.tree.setWordWrap(lecture)
        self.tree.setUniformRowHeights(not lecture)
        self._invite()
        self._share_width()
        self._fill()

    def _invite(self) -> None:
        """Say in the empty search what can be searched for; in a lecture briefly."""
        whole, brief = tr("Search: name, number, setting (Ctrl+F)"), tr("Search (Ctrl+F)")
        self.field.setPlaceholderText(brief if self._theme.lecture else whole)

    def retranslate(self) -> None:
        super().retranslate()
        self.filter.retranslate()
        self._invite()
        self.field.setAccessibleName(tr("Search in the experiments"))
        self.tree.setAccessibleName(tr("Experiments of the book"))
        labels = (tr("experiment"), tr("settings"), tr("the book"), tr("ours"),
                  tr("difference"), tr("status"))  # fmt: skip
        self.tree.setHeaderLabels(labels)
        tip = tr("Sort by this column; the first one gives the order of the book.")
        for each in range(6):
            self.tree.headerItem().setToolTip(each, tip)
        self._fill()

    def items(self) -> Iterator[QTreeWidgetItem]:
        """Yield the items of the rows that are shown."""
        below = QTreeWidgetItemIterator(self.tree)
        while below.value() is not None:
            if below.value().data(NAME, ID) is not None:
                yield below.value()
            below += 1

    # --- view in a document --------------------------------------------------------------------

    def view_values(self) -> dict[str, Value]:
        """Return the filters and the order of the rows."""
        column_, down = self._order
        return {
            "filter": self.field.text(),
            "standing": str(self.filter.currentData()),
            "sorted_by": column_,
            "downwards": down,
        }

    def show_view(self, values: Mapping[str, object]) -> None:
        """Restore filters and order; invalid values are ignored."""
        text, standing = values.get("filter"), values.get("standing")
        if isinstance(text, str):
            self.field.setText(text[:200])
        if standing in FILTERS:
            self.filter.show_choice(standing)
        column_, down = values.get("sorted_by"), values.get("downwards")
        if isinstance(column_, int) and column_ in KEYS and isinstance(down, bool):
            self._sort(column_, down)

    # --- private -------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.tree.blockSignals(True)
        place = self.tree.verticalScrollBar().value()
        self.tree.clear()
        groups: dict[int, QTreeWidgetItem] = {}
        for each in self.shown:
            if each.chapter not in groups:
                groups[each.chapter] = self._group(each.chapter)
            groups[each.chapter].addChild(self._item(each))
        for chapter in sorted(groups):
            self.tree.addTopLevelItem(groups[chapter])
            groups[chapter].setFirstColumnSpanned(True)
        self.tree.expandAll()
        self._fit_names()
        self.tree.verticalScrollBar().setValue(place)
        self.tree.blockSignals(False)
        count = sum(group.childCount() for group in groups.values())
        self.set_note(
            tr("{count} of {all}", count=count, all=len(self._rows)) if groups
            else tr("Nothing found: clear the search.")
        )  # fmt: skip
        self._select()

    def _group(self, chapter: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([tr(CHAPTERS[chapter - 1])])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self._theme.font("small")
        font.setBold(True)
        item.setFont(NAME, font)
        item.setForeground(NAME, QBrush(self._theme.color("text-2")))
        return item

    def _item(self, each: ResultRow) -> QTreeWidgetItem:
        own = each.best is not None and each.best.origin == OWN
        ours = ours_words(each.best, brief=self._theme.lecture)
        texts = [
            f"{each.id}  {tr(TITLES[each.id])}",
            settings_words(each),
            book_words(each, brief=self._theme.lecture),
            ours,
            comparison_words(each),
            tr("{status}, mine", status=standing_words(each)) if own else standing_words(each),
        ]
        item = QTreeWidgetItem(texts)
        item.setData(NAME, ID, each.id)
        tips = dict(enumerate(texts)) | {
            BOOK: f"{book_words(each)}: {tr(each.book.what)}",
            DIFFERENCE: verdict_words(each) or texts[DIFFERENCE],
        }
        for place, words in tips.items():
            item.setToolTip(place, words)
        if each.agrees is not None:
            token = "accuracy" if each.agrees else "negative"
            item.setForeground(DIFFERENCE, QBrush(self._theme.color(token)))
        for place in (SETTINGS, STANDING):
            item.setForeground(place, QBrush(self._theme.color("text-2")))
        return item

    def _share_width(self) -> None:
        room = self.tree.viewport().width()
        kind = "lecture" if self._theme.lecture else "wide" if room >= WIDE else "narrow"
        for place, share in enumerate(SHARES[kind]):
            self.tree.setColumnHidden(place, not share)
            if share:
                self.tree.setColumnWidth(place, room * share // 100)
        self._fit_names()

    def _fit_names(self) -> None:
        """Give names the lines they need in a lecture, where nothing is elided."""
        metrics = self.tree.fontMetrics()
        # the indentation of a row within its chapter, and the style's padding on both sides
        room = self.tree.columnWidth(NAME) - 3 * self.tree.indentation() - metrics.height()
        for item in self.items():
            size = QSize()
            if self._theme.lecture and room > 0:
                wrap = Qt.TextFlag.TextWordWrap
                lines = metrics.boundingRect(QRect(0, 0, room, 9999), wrap, item.text(NAME))
                size = QSize(room, lines.height() + metrics.height() // 2)
            item.setSizeHint(NAME, size)

    def _select(self) -> None:
        current = self.tree.currentItem()
        if current is not None and current.data(NAME, ID) == self._chosen:
            return
        self.tree.blockSignals(True)
        found = self._item_of(self._chosen)
        if found is None:
            self.tree.setCurrentIndex(QModelIndex())
        else:
            self.tree.setCurrentItem(found)
            self.tree.scrollToItem(found)
        self.tree.blockSignals(False)

    def _item_of(self, id_: str) -> QTreeWidgetItem | None:
        return next((each for each in self.items() if each.data(NAME, ID) == id_), None)

    def _sort(self, column_: int, down: bool) -> None:
        self._order = column_, down
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.tree.header().setSortIndicator(column_, order)
        self._fill()

    def _on_header_clicked(self, column_: int) -> None:
        before, down = self._order
        self._sort(column_, not down if column_ == before else False)

    def _on_current_changed(self, item: QTreeWidgetItem | None) -> None:
        id_ = None if item is None else item.data(NAME, ID)
        if id_ is not None and id_ != self._chosen:
            self.chosen.emit(str(id_))

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        if hasattr(self, "tree"):
            self._fill()
