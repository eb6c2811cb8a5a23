"""A panel over the page with a text to read and a row of buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.window.lesson_text import LessonText

WIDTH, HEIGHT, MARGIN = 760, 560, 20


@dataclass(frozen=True, slots=True)
class TextButton:
    """A button below the text.

    Attributes
    ----------
    name : str
        Object name.
    words : str
        Marked for translation.
    action : callable
        Called when it is pressed.
    primary : bool
        Whether it stands out.
    """

    name: str
    words: str
    action: Callable[[], object]
    primary: bool = False


class TextPanel(QFrame):
    """A panel in the middle of the page; Esc or its last button closes it.

    The text has the focus, so that it is scrolled by keys; afterwards the focus goes back.

    Parameters
    ----------
    name : str
        Object name; the text is named after it.
    content : callable
        () -> title and Markdown in the language of the window.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        name: str,
        content: Callable[[], tuple[str, str]],
        buttons: tuple[TextButton, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._theme, self._ground, self._content = theme, parent, content
        self._focus_before: QWidget | None = None
        self.setObjectName(name)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self.text = LessonText(theme, self)
        self.text.setObjectName(f"{name}_text")
        self._buttons = {each: self._make_button(each) for each in buttons}
        self.close_button = QPushButton(self)
        self.close_button.setObjectName(f"close_{name}_button")
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (*self._buttons.values(), self.close_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(self._title)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)
        self.hide()

    def _make_button(self, wanted: TextButton) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(wanted.name)
        button.setProperty("role", "primary" if wanted.primary else "")
        button.clicked.connect(wanted.action)
        return button

    def open(self) -> None:
        """Show the panel over everything else on the page."""
        self._focus_before = QApplication.focusWidget()
        self.retranslate()
        self.fit()
        self.show()
        self.raise_()
        self.text.setFocus()

    def fit(self) -> None:
        """Centre the panel in its parent."""
        parent = self._ground
        scale = self._theme.size("base") / 13
        width = min(round(WIDTH * scale), parent.width() - 2 * MARGIN)
        height = min(round(HEIGHT * scale), parent.height() - 2 * MARGIN)
        left, top = (parent.width() - width) // 2, (parent.height() - height) // 2
        self.setGeometry(left, top, width, height)

    def retranslate(self) -> None:
        """Write title, text and buttons in the language of the window."""
        title, markdown = self._content()
        self._title.setText(title)
        self.setAccessibleName(title)
        self.text.setAccessibleName(title)
        self.text.show_lesson(markdown)
        for wanted, button in self._buttons.items():
            button.setText(tr(wanted.words))
        self.close_button.setText(tr("Close"))

    def say_on(self, name: str, words: str) -> None:
        """Write translated words on a button until the panel is opened again."""
        for wanted, button in self._buttons.items():
            if wanted.name == name:
                button.setText(words)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.size("card_radius")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
