"""Buttons, labels and combo boxes whose text is elided where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.appearance.translation import tr
from app.widgets.basics.retranslation import explain

BOLD_ROLES = ("primary", "segment", "link", "line")
"""Roles whose text the style sheet may write bold."""

SEPARATORS = ((r"\. (?![a-z0-9])", "."), (" · ", ""), ("; ", "."), (": ", "."))
"""Patterns of what parts sentences and clauses, and the mark behind what is kept."""


class ElidedButton(QPushButton):
    """A button whose text is elided where it does not fit; the tooltip shows it in full.

    Parameters
    ----------
    text, tip : str
        Text and tooltip that never change, English; shown through `tr`.
    act : callable, optional
        Called by a click.
    """

    def __init__(
        self,
        name: str,
        text: str = "",
        tip: str = "",
        *,
        role: str = "",
        act: Callable[[], object] | None = None,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(checkable)
        self._declared, self._act = (text, tip), act
        self.clicked.connect(self._on_click)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        ElidedButton.retranslate(self)

    def retranslate(self) -> None:
        text, tip = self._declared
        if text or tip:
            self.say(tr(text), tr(tip))

    def _on_click(self) -> None:
        if self._act is not None:
            self._act()

    def say(self, text: str, tooltip: str) -> None:
        """Set the text, the tooltip and the accessible name."""
        if text == self.text() and tooltip == self.toolTip():
            return
        self.setText(text)
        self.setToolTip(tooltip if len(text) < 3 else f"{text}: {tooltip}")
        self.setAccessibleName(tooltip if len(text) < 3 else text)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.property("role") in BOLD_ROLES:
            hint.setWidth(hint.width() + self.fontMetrics().horizontalAdvance(self.text()) // 8)
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), 3 * self.fontMetrics().height()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        # two pixels of tolerance: advances are rounded
        edges = super().sizeHint().width() - metrics.horizontalAdvance(self.text()) - 2
        option.text = metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideRight, max(self.width() - max(edges, 0), 8)
        )
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


class ElidedComboBox(QComboBox):
    """A combo box whose current text is elided where it does not fit.

    Parameters
    ----------
    choices : mapping
        Name of each choice by its value, English; shown through `tr`.
    tip : str
        Tooltip and accessible name, English; shown through `tr`.
    """

    def __init__(
        self,
        name: str = "",
        choices: Mapping[str, str] = {},
        tip: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._choices, self._tip = choices, tip
        for value in choices:
            self.addItem("", value)
        ElidedComboBox.retranslate(self)

    def retranslate(self) -> None:
        for place, words in enumerate(self._choices.values()):
            self.setItemText(place, tr(words))
        if self._tip:
            explain(self, tr(self._tip))

    def show_choice(self, value: object) -> None:
        """Select the choice of a value, without a signal of the user's."""
        place = self.findData(value)
        if place != self.currentIndex():
            self.setCurrentIndex(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ElidedLabel(QLabel):
    """One line of text that is elided where it does not fit; the tooltip shows it in full."""

    def __init__(self, name: str, parent: QWidget | None = None, *, role: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Set the text and the tooltip."""
        if text != self.text():
            self.setText(text)
            self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(8, self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), text)


class ClauseLabel(ElidedLabel):
    """One line of text that loses its last sentences or clauses, rather than half a word.

    Parameters
    ----------
    needed : bool
        Whether the first clause is elided where it does not fit; else nothing is shown.
    """

    def __init__(
        self, name: str, parent: QWidget | None = None, *, role: str = "", needed: bool = True
    ) -> None:
        super().__init__(name, parent, role=role)
        self._needed = needed

    def shown(self) -> str:
        """Return what fits: the text, its first sentences, its first clauses."""
        return whole_clauses(self.text(), self.fontMetrics(), self.width(), needed=self._needed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), self.shown())


def whole_clauses(text: str, metrics: QFontMetrics, room: int, *, needed: bool = True) -> str:
    """Return what of a text fits into so many pixels: its first sentences, its first clauses.

    Parameters
    ----------
    needed : bool
        Whether the first clause is elided where it does not fit; else "" is returned.
    """
    fits = (each for each in (text, *shortened(text)) if metrics.horizontalAdvance(each) <= room)
    rest = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if needed else ""
    return next(fits, rest)


def shortened(text: str) -> Iterator[str]:
    """Yield a text without its last sentence, its last two …, then without its last clauses."""
    for separator, kept in SEPARATORS:
        ends = [found.start() for found in re.finditer(separator, text)]
        yield from (text[:end].rstrip() + kept for end in reversed(ends))


class WrappedLabel(QLabel):
    """A text of several lines."""

    def __init__(self, name: str, parent: QWidget | None = None, *, role: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setWordWrap(True)
