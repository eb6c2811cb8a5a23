"""The help panel: keyboard shortcuts and the lesson of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.window.lesson_text import LessonText


class KeyList(QFrame):
    """A panel with two tabs, keys and lesson, at the right of the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("key_list")
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("help_tabs")
        self._keys = QWidget(self)
        self._grid = QGridLayout()
        self.lesson = LessonText(theme, self)
        scroll = QScrollArea(self)
        scroll.setObjectName("key_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._keys)
        self.hints_button = QPushButton(self._keys)
        self.hints_button.setObjectName("hints_button")
        self.hints_button.setProperty("role", "link")
        self.hints_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self._keys)
        column.addLayout(self._grid)
        column.addWidget(self.hints_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._tabs.addTab(scroll, "")
        self._tabs.addTab(self.lesson, "")
        self._tabs.setCurrentIndex(1)
        self._close_button = QPushButton("×", self)
        self._close_button.setObjectName("close_help_button")
        self._close_button.setProperty("role", "link")
        self._close_button.clicked.connect(self.hide)
        self._close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.setCornerWidget(self._close_button)
        layout = QVBoxLayout(self)
        margin = theme.size("gap") // 2
        layout.setContentsMargins(theme.size("gap"), margin, margin, margin)
        layout.addWidget(self._tabs, 1)
        self.hide()

    @property
    def face(self) -> int:
        """Number of the tab in front: 0 keys, 1 lesson."""
        return self._tabs.currentIndex()

    def turn_to(self, face: int) -> None:
        """Bring a tab to the front, if it is there."""
        if self._tabs.isTabVisible(face):
            self._tabs.setCurrentIndex(face)

    def show_help(self, keys: Sequence[tuple[str, str]], lesson: str) -> None:
        """Fill the panel.

        Parameters
        ----------
        keys : sequence of (key, label)
            Key as `QKeySequence` reads it; its meaning, already translated.
        lesson : str
            Markdown.
        """
        self._fill(keys)
        self.lesson.show_lesson(lesson)
        self.hints_button.setText(tr("Show the first hints again"))
        self._tabs.setTabText(0, tr("Keys"))
        self._tabs.setTabText(1, tr("Lesson"))
        self._tabs.setTabVisible(1, bool(lesson))
        self._close_button.setToolTip(tr("Close"))
        self._close_button.setAccessibleName(tr("Close"))

    def _fill(self, keys: Sequence[tuple[str, str]]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (key, label) in enumerate(keys):
            name = QLabel(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
            name.setProperty("role", "mono")
            meaning = QLabel(label)
            meaning.setWordWrap(True)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(meaning, row, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setRowStretch(len(keys), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, 0, 0, self.height())
