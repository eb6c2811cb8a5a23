"""Figures are told apart from left to right where they stand apart."""

import numpy as np

from engine.data.photographs.figures import figures
from engine.data.photographs.paper import Contrast
from engine.data.photographs.writing import find_writing


def found(*places):
    """Return the widths of the figures of a page with bars, given as rows and columns."""
    ink = np.zeros((200, 400), np.float32)
    for top, bottom, left, right in places:
        ink[top:bottom, left:right] = 0.7
    writing = find_writing(Contrast(ink, 0.0))
    assert writing is not None
    parts = figures(writing)
    return None if parts is None else [int((part > 0.5).any(axis=0).sum()) for part in parts]


def test_figures_come_from_left_to_right():
    assert found((40, 160, 250, 280), (40, 160, 60, 75), (60, 150, 150, 170)) == [15, 20, 30]


def test_a_bar_that_stands_apart_belongs_to_its_figure():
    assert found((60, 160, 100, 140), (40, 50, 130, 180)) == [80]


def test_figures_in_rows_and_figures_that_touch_are_not_told_apart():
    assert found((20, 80, 100, 120), (120, 180, 100, 120)) is None
    assert found((60, 160, 100, 120), (60, 160, 300, 320), (100, 112, 100, 320)) is None
