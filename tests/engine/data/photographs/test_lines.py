"""Ruled lines are erased, strokes stay."""

import numpy as np
import pytest

from engine.data.photographs.lines import without_lines


@pytest.mark.parametrize("slope", [-0.06, 0.0, 0.03])
@pytest.mark.parametrize("turned", [False, True])
def test_a_line_across_the_picture_is_erased_and_the_stroke_across_it_stays(slope, turned):
    rows, columns = np.indices((200, 220))
    line = np.abs(rows - 100 - slope * columns) <= 1
    stroke = (np.abs(columns - 110) <= 6) & (rows > 30) & (rows < 170)
    mask = line | stroke
    found = without_lines(mask.T).T if turned else without_lines(mask)
    assert found[stroke].mean() > 0.98
    assert found[line & ~stroke].mean() < 0.1


def test_a_short_bar_and_a_thick_one_stay():
    mask = np.zeros((200, 200), bool)
    mask[50:53, 20:150] = True
    np.testing.assert_array_equal(without_lines(mask), mask)
    mask[100:120] = True
    np.testing.assert_array_equal(without_lines(mask), mask)
