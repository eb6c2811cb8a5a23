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
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import tr

WIDTH = 420


class KeyList(QFrame):
    """A panel with two tabs, keys and lesson, over the right side of the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("key_list")
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("help_tabs")
        self._keys = QWidget(self)
        self._grid = QGridLayout(self._keys)
        self._lesson = QTextBrowser(self)
        self._lesson.setObjectName("lesson_text")
        scroll = QScrollArea(self)
        scroll.setObjectName("key_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._keys)
        self._tabs.addTab(scroll, "")
        self._tabs.addTab(self._lesson, "")
        self._close_button = QPushButton("×", self)
        self._close_button.setObjectName("close_help_button")
        self._close_button.setProperty("role", "link")
        self._close_button.clicked.connect(self.hide)
        self._close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.setCornerWidget(self._close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._tabs, 1)
        self.hide()

    def show_help(self, keys: Sequence[tuple[str, str]], lesson: str) -> None:
        """Show the panel.

        Parameters
        ----------
        keys : sequence of (key, label)
            Key as `QKeySequence` reads it; its meaning, already translated.
        lesson : str
            Markdown.
        """
        self._fill(keys)
        self._lesson.setMarkdown(lesson)
        self._tabs.setTabText(0, tr("Keys"))
        self._tabs.setTabText(1, tr("About this page"))
        self._tabs.setTabVisible(1, bool(lesson))
        self._close_button.setToolTip(tr("Close"))
        self._close_button.setAccessibleName(tr("Close"))
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Place the panel at the right of its parent."""
        parent = self.parentWidget()
        if parent is not None:
            width = min(WIDTH * self._theme.size("base") // 13, parent.width() - 40)
            gap = self._theme.size("gap")
            self.setGeometry(parent.width() - width - gap, gap, width, parent.height() - 2 * gap)

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.size("card_radius")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
