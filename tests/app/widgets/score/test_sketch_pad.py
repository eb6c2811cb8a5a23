"""A curve is sketched with the mouse; gaps are filled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.widgets.score.sketch_pad import COLUMNS, SketchPad


@pytest.fixture
def pad(qtbot, theme):
    """Return an empty pad."""
    made = SketchPad(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_empty_pad_has_no_curve(pad):
    assert pad.heights == ()


def test_a_stroke_from_corner_to_corner_is_a_rising_line(qtbot, pad):
    left, bottom = Qt.MouseButton.LeftButton, pad.height() - 1
    qtbot.mousePress(pad, left, pos=QPoint(0, bottom))
    qtbot.mouseMove(pad, QPoint(pad.width() - 1, 0))
    pad._draw(pad.rect().topRight().toPointF())
    heights = pad.heights
    assert len(heights) == COLUMNS
    assert list(heights) == sorted(heights)
    assert (heights[0] < 0.05, heights[-1] > 0.95) == (True, True)


def test_a_curve_of_before_is_shown_again(pad):
    pad.show_heights((0.25,) * COLUMNS)
    assert pad.heights == (0.25,) * COLUMNS
    pad.show_heights(())
    assert pad.heights == ()
