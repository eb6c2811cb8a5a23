"""The plot beside softmax."""

from __future__ import annotations

import pytest

from app.pages.slowdown.softmax.plots import FIGURES, MOST_COST
from tests.support.pages.slowdown_page import view_at


@pytest.mark.parametrize("picture", FIGURES)
def test_every_picture_marks_all_outputs_within_its_axes(picture):
    for c in (0.01, 1.0, 100.0):
        view = view_at(station="softmax", softmax_picture=picture, softmax_c=c)
        figure = FIGURES[picture](view)
        left, right, low, high = figure.bounds
        assert len(figure.spots) == 4
        assert all(left <= s.x <= right and low <= s.y <= high for s in figure.spots)
        assert figure.said


def test_the_right_answer_alone_is_filled_on_the_cost():
    figure = FIGURES["cost"](view_at(station="softmax", softmax_picture="cost", softmax_label="3"))
    assert [spot.hollow for spot in figure.spots] == [True, True, False, True]
    assert "0.4567" in figure.title
    assert figure.bounds[3] == MOST_COST


def test_lines_are_named_by_output():
    figure = FIGURES["error"](view_at(station="softmax", softmax_picture="error"))
    assert [line.label for line in figure.lines] == ["δ₁", "δ₂", "δ₃", "δ₄"]
