"""Kernels that draw a surface: heights where they belong, near things before far ones."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.drawing.terrain import NOWHERE, draw_map, draw_relief, draw_trail, project
from engine.surfaces.terrain import RELIEF_SIZE, View, colour_table
from tests.support.samples.heights import bowl, grid


def level_of(colour):
    """Return the nearest height of a colour, 0..255, whatever its shade."""
    table = colour_table()
    parts = np.array([[c >> 16 & 255, c >> 8 & 255, c & 255] for c in table.astype(int)], float)
    asked = np.array([colour >> 16 & 255, colour >> 8 & 255, colour & 255], float)
    unit = parts / np.linalg.norm(parts, axis=1, keepdims=True)
    return int((unit @ (asked / np.linalg.norm(asked))).argmax())


def test_the_map_shows_heights_bottom_row_first():
    _, y = grid()
    tilted = ((y + 1) / 2).astype(np.float32)
    picture = np.empty((40, 40), np.uint32)
    draw_map(tilted, colour_table(), 1, picture)
    assert level_of(int(picture[2, 20])) > 200
    assert level_of(int(picture[37, 20])) < 50


def test_the_map_is_a_naive_bilinear_picture_between_its_lines():
    heights = bowl()
    picture = np.empty((63, 63), np.uint32)
    draw_map(heights, colour_table(), 1, picture)
    for row, column in ((20, 31), (5, 31), (40, 55), (55, 20)):
        x, y = (column + 0.5) / 63 * 20, (62.5 - row) / 63 * 20
        i, j = min(int(y), 19), min(int(x), 19)
        v, u = y - i, x - j
        cells = heights[i : i + 2, j : j + 2].astype(float)
        height = np.array([1 - v, v]) @ cells @ np.array([1 - u, u])
        assert int(picture[row, column]) == int(colour_table()[int(height * 255)])


@settings(max_examples=25, deadline=None)
@given(st.floats(-180, 180), st.floats(25, 85))
def test_a_relief_hides_what_is_behind(turn, tilt):
    heights = bowl()
    view = View(turn, tilt).numbers()
    picture, depth = np.zeros(RELIEF_SIZE, np.uint32), np.empty(RELIEF_SIZE, np.float32)
    corners = np.empty((21, 21, 4), np.float32)
    draw_relief(heights, view, colour_table(), 16, corners, picture, depth)
    covered = depth < NOWHERE
    assert (covered == (picture != 0)).all()
    assert 10_000 < covered.sum() < covered.size
    place = np.empty(3)
    for row in range(2, 20, 4):
        for column in range(2, 20, 4):
            x, y = column / 10 - 1, row / 10 - 1
            project(x, y, float(heights[row, column]), view, place)
            i, j = int(place[1]), int(place[0])
            if 0 <= i < RELIEF_SIZE[0] and 0 <= j < RELIEF_SIZE[1] and covered[i, j]:
                # nothing that is drawn lies behind a point of the surface, but for the pixel
                # of an edge, through whose middle one looks past it
                near = depth[max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2].min()
                assert near <= place[2] + 0.1


def test_a_trail_is_a_thread_with_a_ball_at_its_end():
    points = np.array([[-0.8, -0.8, 1.0], [0.8, 0.8, 1.0]], np.float32)
    picture, depth = np.zeros((450, 600), np.uint32), np.full((450, 600), NOWHERE, np.float32)
    view, colour = View(0, 60).numbers(), np.uint32(0xFF00FF00)
    draw_trail(points, 1.2, 7.0, colour, view, picture, depth)
    ends = np.empty((2, 3))
    for end, point in zip(ends, points, strict=True):
        project(*map(float, point), view, end)
    middle = ends.mean(axis=0)
    assert picture[int(middle[1]), int(middle[0])] != 0
    around = (slice(int(e) - 6, int(e) + 7) for e in (ends[1, 1], ends[1, 0]))
    assert (picture[tuple(around)] != 0).mean() > 0.6
