"""The bar at the top: title, hint and switch of the page, and the window's controls."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.appearance.resources import icon
from app.appearance.theme import Theme
from app.appearance.translation import language, tr
from app.widgets.basics.elided import ClauseLabel, ElidedLabel

WIDEST_NAME = 220
"""Largest width of the document's name in pixels."""


class TitleBar(QFrame):
    """Title, hint, the page's switch; document, look and language, lecture, help at the right.

    Signals
    -------
    document_asked : ()
        The document menu was requested.
    look_asked : ()
        The menu of linked views was requested.
    language_asked, theme_asked, motion_asked, lecture_asked, help_asked : ()
        The next language, the other theme, less motion, lecture mode or the help was requested.
    """

    document_asked = Signal()
    look_asked = Signal()
    language_asked = Signal()
    theme_asked = Signal()
    motion_asked = Signal()
    lecture_asked = Signal()
    help_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._switch: QWidget | None = None
        self.setObjectName("title_bar")
        self.title = ElidedLabel("page_title", self)
        self.title.setProperty("role", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hint = ClauseLabel("page_hint", self, needed=False)
        self.hint.setProperty("role", "hint")
        self._slot = QHBoxLayout()
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.title)
        self._layout.addSpacing(12)
        self._layout.addWidget(self.hint, 3)
        self._layout.addLayout(self._slot)
        self._layout.addStretch(1)
        self._build_buttons()
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)
        self.retranslate()

    def _build_buttons(self) -> None:
        self.document_button = self._add_button("document_button")
        self.document_button.setMaximumWidth(WIDEST_NAME)
        self.document_button.hide()
        self.look_button = self._add_button("look_button")
        self.look_button.hide()
        self.language_button = self._add_button("language_button")
        self.theme_button = self._add_button("theme_button")
        self.motion_button = self._add_button("motion_button")
        self.lecture_button = self._add_button("lecture_button")
        self.help_button = self._add_button("help_button")
        self.motion_button.setCheckable(True)
        self.lecture_button.setCheckable(True)
        self.document_button.clicked.connect(self.document_asked)
        self.look_button.clicked.connect(self.look_asked)
        self.language_button.clicked.connect(self.language_asked)
        self.theme_button.clicked.connect(self.theme_asked)
        self.motion_button.clicked.connect(self.motion_asked)
        self.lecture_button.clicked.connect(self.lecture_asked)
        self.help_button.clicked.connect(self.help_asked)

    def _add_button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("role", "icon")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._layout.addWidget(button)
        return button

    # --- called by the window -----------------------------------------------------------------

    def show_page(self, title: str, hint: str, switch: QWidget | None) -> None:
        """Show another page's title, hint and switch; title and hint are translated already."""
        self.title.say(title)
        self.hint.say(hint)
        if switch is self._switch:
            return
        if self._switch is not None:
            self._slot.removeWidget(self._switch)
            self._switch.hide()
        self._switch = switch
        if switch is not None:
            self._slot.addWidget(switch)
            switch.show()

    def show_document(self, name: str, path: str, *, changed: bool) -> None:
        """Show the document's name, with a dot if it differs from its file."""
        shortened = self.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideMiddle, WIDEST_NAME - 60
        )
        self.document_button.setText(f"{'● ' if changed else ''}{shortened} ▾")
        self.document_button.setToolTip(path or tr("This document has no name yet (Ctrl+S)"))
        self.document_button.setAccessibleName(tr("Document {name}", name=name))
        self.document_button.show()

    def retranslate(self) -> None:
        self.language_button.setText(language()[:2].upper())
        self.look_button.setText(tr("Look in ▾"))
        self.lecture_button.setText(tr("F5 Lecture"))
        self.help_button.setText("?")
        for button, meaning in (
            (self.look_button, tr("Look at this network on another page (V)")),
            (self.language_button, tr("Another language")),
            (self.theme_button, tr("Light or dark")),
            (self.motion_button, tr("Less motion: what moves to explain stands still")),
            (self.lecture_button, tr("Large type for a lecture (F5)")),
            (self.help_button, tr("Keys and what this page is about (?)")),
        ):
            button.setToolTip(meaning)
            button.setAccessibleName(meaning)

    def _on_theme_changed(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.size("bar_height"))
        self._layout.setContentsMargins(20, 0, 12, 1)
        self._layout.setSpacing(6)
        side = theme.size("icon")
        width = theme.size("control_height")
        for button, picture in ((self.theme_button, "theme"), (self.motion_button, "motion")):
            button.setIcon(icon(picture, theme.color("text_2"), side))
            button.setIconSize(QSize(side, side))
            button.setFixedWidth(width)
        self.motion_button.setChecked(theme.reduced_motion)
        self.lecture_button.setChecked(theme.lecture)
        self.help_button.setFixedWidth(width)
        self.language_button.setFixedWidth(width + 6)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        bottom = self.height() - 0.5
        painter.drawLine(QPointF(0.0, bottom), QPointF(float(self.width()), bottom))
