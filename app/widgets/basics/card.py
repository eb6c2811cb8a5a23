"""A card: a titled surface that holds widgets of a page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.boxes import Placed, fill
from app.widgets.basics.elided import ClauseLabel, ElidedLabel
from app.widgets.basics.retranslation import retranslate_children


class Card(QFrame):
    """A rounded surface with a title at the left, a note at the right, a body below.

    Parameters
    ----------
    title, note : str
        English; shown through `tr`.
    name : str
        Object name.

    Attributes
    ----------
    body : QVBoxLayout
        Layout of the contents.
    """

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        parent: QWidget | None = None,
        *,
        name: str = "",
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._declared = title, note
        self.title = ElidedLabel("card_title", self)
        self.title.setProperty("role", "card_title")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.note = ClauseLabel("card_note", self, needed=False)
        self.note.setProperty("role", "small")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._header = QHBoxLayout()
        self._header.setSpacing(4)
        self._header.addWidget(self.title)
        self._header.addWidget(self.note, 1)
        self.body = QVBoxLayout()
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._header)
        self._layout.addLayout(self.body, 1)
        self._say_declared()
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def retranslate(self) -> None:
        self._say_declared()
        retranslate_children(self)

    def _say_declared(self) -> None:
        """Show title and note, where they were declared."""
        for show, words in zip((self.set_title, self.set_note), self._declared, strict=True):
            if words:
                show(tr(words))

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.say(title)

    def set_note(self, note: str) -> None:
        """Show a short remark at the right of the title."""
        self.note.say(note)

    def add_to_header(self, *widgets: QWidget) -> None:
        """Put widgets at the right end of the title's line."""
        for widget in widgets:
            self._header.addWidget(widget)

    def hold(self, *items: Placed) -> None:
        """Put widgets or layouts into the body, each with its stretch if it has one."""
        fill(self.body, items)

    def _on_theme_changed(self) -> None:
        padding = self._theme.size("padding")
        self._layout.setContentsMargins(padding, 8, padding, padding)
        self._layout.setSpacing(8)
        self.body.setSpacing(8)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = self._theme.size("card_radius")
        surface = self._theme.color("surface")
        if self.rect().adjusted(radius, radius, -radius, -radius).contains(event.rect()):
            painter.fillRect(event.rect(), surface)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(surface)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, radius, radius)
