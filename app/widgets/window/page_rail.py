"""The rail of pages at the left edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.appearance.resources import ICONS, icon
from app.appearance.theme import Theme
from app.appearance.translation import mark, tr

MARGIN = 4
"""Pixels that a bold name leaves free; a longer one is not bold."""

SMALLEST_PX = 9
"""Smallest font size of a name that is too long for the rail."""


NAME_GAP, ROUND_ICON = 8, 6
"""Pixels from the upper edge to the name besides the icon's, and around an icon alone."""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A page in the rail; `id` is also the name of its icon, the titles are English."""

    id: str
    title: str
    short: str = ""

    @property
    def icon(self) -> str:
        """Name of the page's icon; the program's own for a page that has none."""
        return self.id if (ICONS / f"{self.id}.svg").is_file() else "nabla"


HISTORY = RailEntry("history", mark("The history, from 1943 to 2012"), mark("History"))
"""The button below the pages."""


class RailButton(QAbstractButton):
    """An icon with its name below; the icon alone in lecture mode and where there is no room."""

    def __init__(self, theme: Theme, entry: RailEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.entry, self._icon = entry, entry.icon
        self.setCheckable(True)
        self.setObjectName(f"page_{entry.id}_button")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # a large scale leaves less height than all buttons want
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def retranslate(self) -> None:
        title = tr(self.entry.title)
        self.setText(tr(self.entry.short) if self.entry.short else title)
        self.setToolTip(title)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.size("rail_width") - 12, self._theme.size("rail_button"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self._theme.size("icon") + ROUND_ICON)

    @property
    def labelled(self) -> bool:
        """Whether the name is written below the icon."""
        least = self._theme.size("icon") + NAME_GAP + self._theme.size("small")
        return not self._theme.lecture and self.height() >= least

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_ground(painter, frame)
        colour = self._theme.color("accent" if self.isChecked() else "text_2")
        side = self._theme.size("icon")
        room = QRectF(0, 0, side, side)
        labelled = self.labelled
        high = frame.top() + 7 + side / 2
        room.moveCenter(QPointF(frame.center().x(), high if labelled else frame.center().y()))
        icon(self._icon, colour, side).paint(painter, room.toAlignedRect())
        if labelled:
            painter.setPen(colour)
            self._paint_name(painter, frame)

    def _paint_name(self, painter: QPainter, frame: QRectF) -> None:
        """Write the name: not bold or a little smaller where it is long; elided only after that."""
        font, room = self._theme.font("small", bold=self.isChecked()), int(frame.width())
        painter.setFont(font)
        if painter.fontMetrics().horizontalAdvance(self.text()) > room - MARGIN:
            font.setBold(False)
            painter.setFont(font)
        while (
            painter.fontMetrics().horizontalAdvance(self.text()) > room
            and font.pixelSize() > SMALLEST_PX
        ):
            font.setPixelSize(font.pixelSize() - 1)
            painter.setFont(font)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        below = frame.adjusted(0, self._theme.size("icon") + NAME_GAP, 0, -2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ground(self, painter: QPainter, frame: QRectF) -> None:
        radius = self._theme.size("control_radius")
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 1.0))
        if self.isChecked():
            painter.setBrush(self._theme.color("accent_soft"))
        elif self.underMouse():
            painter.setBrush(self._theme.color("surface_2"))
        painter.drawRoundedRect(frame, radius, radius)


class PageRail(QFrame):
    """The application's logo and a button for each page.

    Signals
    -------
    page_chosen : (str,)
        Id of the page.
    history_asked : ()
        The button below the pages was pressed.
    """

    page_chosen = Signal(str)
    history_asked = Signal()

    def __init__(
        self, theme: Theme, entries: Sequence[RailEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("page_rail")
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_button_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 48, 6, 6)
        layout.setSpacing(4)
        for entry in entries:
            button = RailButton(theme, entry, self)
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self.history_button = RailButton(theme, HISTORY, self)
        self.history_button.setCheckable(False)
        self.history_button.clicked.connect(self.history_asked)
        layout.addWidget(self.history_button)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)
        self.retranslate()

    def select(self, page_id: str) -> None:
        """Check the button of a page."""
        for button in self._group.buttons():
            if isinstance(button, RailButton):
                button.setChecked(button.entry.id == page_id)

    def retranslate(self) -> None:
        for button in self.findChildren(RailButton):
            button.retranslate()

    def _on_button_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailButton):
            self.page_chosen.emit(button.entry.id)

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(self._theme.size("rail_width"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        right = self.width() - 0.5
        painter.drawLine(QPointF(right, 0.0), QPointF(right, float(self.height())))
        sign = QRectF(0, 0, 22, 22)
        sign.moveCenter(QPointF(self.width() / 2, 24.0))
        icon("nabla", self._theme.color("accent"), 22).paint(painter, sign.toAlignedRect())
