"""Widgets that paint themselves: sizes, focus, tooltips by place, words that fit."""

from __future__ import annotations

from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolTip

from app.widgets.basics.drawn import ARROWS, CENTRE, Pointed, box_at, write


class Field(Pointed):
    """A field that counts how often it is painted."""

    least: ClassVar = (40, 30)
    preferred: ClassVar = (80, 60)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus
    painted = 0

    def paintEvent(self, event):  # noqa: N802
        self.painted += 1
        self.paint_focus(self.smooth_painter())

    def tip_at(self, at):
        return f"at {at.x():g}"


@pytest.fixture
def field(qtbot, theme):
    """Return a shown field."""
    field = Field(theme, "field")
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    return field


def test_sizes_and_focus_are_declared(field):
    assert (field.minimumSize(), field.sizeHint()) == (QSize(40, 30), QSize(80, 60))
    assert (field.objectName(), field.focusPolicy()) == ("field", Qt.FocusPolicy.StrongFocus)


def test_another_theme_and_the_focus_are_painted(field, theme):
    field.clearFocus()
    QApplication.processEvents()
    plain = field.grab().toImage()
    seen = field.painted
    theme.set_name("dark")
    QApplication.processEvents()
    assert field.painted > seen
    theme.set_name("light")
    field.activateWindow()
    field.setFocus()
    QApplication.processEvents()
    assert field.grab().toImage() != plain


def test_the_tooltip_is_that_of_the_place(field, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, words, widget: told.append(words))
    at = QPoint(7, 3)
    QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, at, field.mapToGlobal(at)))
    assert told == ["at 7"]


def test_a_box_lies_around_its_middle():
    assert box_at(QPointF(10, 20), 4, 6) == QRectF(8, 17, 4, 6)


def test_arrows_lead_right_and_down():
    assert ARROWS[Qt.Key.Key_Right] == (1, 0)
    assert ARROWS[Qt.Key.Key_Up] == (0, -1)


def test_words_that_do_not_fit_end_in_dots(qtbot):
    pictures = []
    for words in ("a", "a" * 80, "a" * 90):
        picture = QImage(60, 20, QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFF)
        painter = QPainter(picture)
        write(painter, QRectF(0, 0, 60, 20), words, CENTRE)
        painter.end()
        pictures.append(picture)
    assert pictures[0] != pictures[1] == pictures[2]
