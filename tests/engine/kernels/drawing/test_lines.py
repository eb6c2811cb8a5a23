"""Lines are drawn as a naive program draws them, and never outside their picture."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.drawing.lines import draw_lines

PAPER, INK = 0xFFFFFFFF, 0xFF000000


def drawn(end, width=1.0, dash=0.0, size=(40, 60)):
    """Return how much ink a black line leaves on white paper, 0..255."""
    picture = np.full(size, PAPER, np.uint32)
    draw_lines(
        np.array([end], np.float32),
        np.array([width], np.float32),
        np.array([dash], np.float32),
        np.array([INK], np.uint32),
        picture,
    )
    assert (picture >> 24 == 255).all()
    return 255 - (picture & 255).astype(int)


def naive(end, width, size=(40, 60)):
    """Measure the distance of every pixel's centre to the line."""
    x0, y0, x1, y1 = end
    length = math.hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    ink = np.zeros(size)
    for row in range(size[0]):
        for column in range(size[1]):
            px, py = column + 0.5 - x0, row + 0.5 - y0
            across = abs(px * uy - py * ux)
            ink[row, column] = min(max(width / 2 + 0.5 - across, 0), 1) * min(1, width)
            if not -1 < px * ux + py * uy < length + 1:
                ink[row, column] = 0
    return 255 * ink


@pytest.mark.parametrize("width", [1.0, 1.7, 4.0])
@pytest.mark.parametrize("end", [(5, 5, 55, 30), (10, 38, 25, 3), (55, 8, 5, 31), (5, 20, 55, 20)])
def test_a_line_looks_like_its_naive_twin_away_from_its_ends(end, width):
    ours, theirs = drawn(end, width), naive(end, width)
    near_an_end = np.zeros(ours.shape, bool)
    rows, columns = np.mgrid[0:40, 0:60] + 0.5
    for x, y in (end[:2], end[2:]):
        near_an_end |= np.hypot(columns - x, rows - y) < width + 2
    # colours are mixed in 256 steps
    assert np.abs(ours - theirs)[~near_an_end].max() <= 3
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.1)


def test_dashes_leave_gaps_of_two_thirds():
    ink = drawn((0, 20, 60, 20), 2.0, 6.0)[20]
    assert ink[:6].min() > 100
    assert ink[7:9].max() < 30
    assert ink.sum() / drawn((0, 20, 60, 20), 2.0)[20].sum() == pytest.approx(0.6, abs=0.05)


def test_a_later_line_lies_above():
    picture = np.full((20, 20), PAPER, np.uint32)
    ends = np.array([[0, 10, 20, 10], [10, 0, 10, 20]], np.float32)
    colours = np.array([0xFFFF0000, 0xFF0000FF], np.uint32)
    draw_lines(ends, np.full(2, 3, np.float32), np.zeros(2, np.float32), colours, picture)
    assert picture[10, 10] == 0xFF0000FF
    assert picture[10, 4] == 0xFFFF0000


@settings(max_examples=60)
@given(
    st.tuples(*[st.floats(-200, 200, width=32)] * 4),
    st.floats(0.25, 12, width=32),
    st.sampled_from([0.0, 5.0]),
)
def test_no_line_harms_what_lies_beside_its_picture(end, width, dash):
    board = np.full((24, 24), 7, np.uint32)
    inside = np.ascontiguousarray(board[2:-2, 2:-2]) | np.uint32(0xFF000000)
    draw_lines(
        np.array([end], np.float32),
        np.array([width], np.float32),
        np.array([dash], np.float32),
        np.array([INK], np.uint32),
        inside,
    )
    assert (inside >> 24 == 255).all()
    assert ((inside & 255) <= 7).all()
