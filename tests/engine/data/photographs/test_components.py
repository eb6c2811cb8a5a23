"""Connected components against a flood fill."""

import numpy as np
import pytest

from engine.data.photographs.components import components


def flooded(mask):
    """Return the components of a mask as sets of pixels, by flood fill."""
    left = {(int(row), int(column)) for row, column in zip(*np.nonzero(mask), strict=True)}
    found = set()
    while left:
        waiting, part = [left.pop()], set()
        while waiting:
            row, column = waiting.pop()
            part.add((row, column))
            near = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= near
            waiting += near
        found.add(frozenset(part))
    return found


@pytest.mark.parametrize("density", [0.0, 0.1, 0.3, 0.45, 0.7, 1.0])
def test_components_are_those_of_a_flood_fill(density):
    mask = np.random.default_rng(2).random((31, 23)) < density
    found = components(mask)
    pixels = list(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    parts = {
        frozenset(pixels[place] for place in np.flatnonzero(found.labels == number))
        for number in range(len(found.area))
    }
    assert parts == flooded(mask)


def test_boxes_extents_and_masks():
    mask = np.zeros((10, 12), bool)
    mask[1:4, 2] = mask[3, 2:9] = True
    mask[8, 0] = True
    found = components(mask)
    assert found.boxes.tolist() == [[1, 3, 2, 8], [8, 8, 0, 0]]
    assert found.extents.tolist() == [7, 1]
    assert found.area.tolist() == [9, 1]
    assert found.mask(np.array([False, True]), mask.shape).sum() == 1


def test_a_frame_lies_along_the_border_and_a_stroke_that_touches_it_does_not():
    mask = np.zeros((50, 50), bool)
    mask[0] = mask[:, 0] = True
    mask[20:, 25] = True
    assert components(mask).along_border(mask.shape).tolist() == [True, False]


def test_discs_are_round_and_strokes_are_not():
    rows, columns = np.indices((60, 90))
    disc = np.hypot(rows - 20, columns - 20) < 10
    ring = np.abs(np.hypot(rows - 30, columns - 60) - 16) < 3
    bar = (columns > 82) & (rows < 40)
    found = components(disc | ring | bar)
    expected = [bool(disc[r, c]) for r, c in zip(found.rows, found.columns, strict=True)]
    np.testing.assert_array_equal(found.round[found.labels], expected)
