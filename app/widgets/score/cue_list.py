"""The list of cues: the arrows choose, Enter brings, Delete removes, Alt and arrows move."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.appearance.translation import language, tr
from engine.snapshots import Cue, ScoreView

ID = Qt.ItemDataRole.UserRole


class CueList(QListWidget):
    """List of the cues of a score; keys that it has no use for reach the window.

    Signals
    -------
    brought, removed : (int,)
        The id of the cue.
    moved : (int, int)
        The id of the cue, and by how many places.
    """

    brought = Signal(int)
    removed = Signal(int)
    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cue_list")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemActivated.connect(self._on_activated)

    @property
    def chosen(self) -> int:
        """Id of the chosen cue, 0 for none."""
        item = self.currentItem()
        return 0 if item is None else int(item.data(ID))

    def show_score(self, score: ScoreView) -> None:
        """Show the cues; the chosen one stays chosen."""
        chosen = self.chosen
        self.blockSignals(True)
        while self.count() > len(score.cues):
            self.takeItem(self.count() - 1)
        for row, cue in enumerate(score.cues):
            item = self.item(row) or self._added()
            item.setText(line_of(cue, row, score))
            item.setToolTip(_tip_of(cue, score))
            item.setData(ID, cue.id)
        rows = [row for row, cue in enumerate(score.cues) if cue.id == chosen]
        self.setCurrentRow(rows[0] if rows else -1)
        self.blockSignals(False)

    def choose(self, cue_id: int) -> None:
        """Choose a cue."""
        for row in range(self.count()):
            if self.item(row).data(ID) == cue_id:
                self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        key = event.key()
        if alt and key in MOVES and self.chosen:
            self.moved.emit(self.chosen, MOVES[Qt.Key(key)])
        elif key == Qt.Key.Key_Delete and self.chosen:
            self.removed.emit(self.chosen)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen:
            self.brought.emit(self.chosen)
        elif key in MOVES and not alt:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _added(self) -> QListWidgetItem:
        item = QListWidgetItem()
        self.addItem(item)
        return item

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.brought.emit(int(item.data(ID)))


MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def line_of(cue: Cue, row: int, score: ScoreView) -> str:
    """Return the line of a cue: a mark, its number, its name."""
    mark = "▶" if cue.id == score.current else "…" if cue.id not in score.ready else " "
    return f"{mark} {row + 1}  {cue.words_in(language()).name}"


def _tip_of(cue: Cue, score: ScoreView) -> str:
    words = cue.words_in(language())
    if cue.id not in score.ready:
        return tr("This cue is not ready yet.")
    return words.say or words.name
