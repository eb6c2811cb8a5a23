"""Where the parts of the softmax canvas lie."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.pages.slowdown.softmax.geometry import LEAST_FOR_LOGS, ROWS, places_in


@pytest.mark.parametrize("size", [(420, 240), (700, 420), (1200, 700)])
def test_nothing_covers_anything_else(size):
    places = places_in(*size, 11)
    columns = list(places.columns.values())
    assert all(a.right() < b.left() for a, b in pairwise(columns))
    assert columns[-1].right() <= size[0] + 1e-6
    last = places.cell("a", ROWS - 1)
    assert last.bottom() <= places.sums[0].top()
    assert places.sums[0].bottom() <= places.sums[1].top() + 1e-6
    assert places.sums[1].bottom() <= size[1]


def test_narrow_canvases_leave_the_logarithms_out():
    assert "log" in places_in(LEAST_FOR_LOGS * 11, 300, 11).columns
    assert "log" not in places_in(LEAST_FOR_LOGS * 11 - 1, 300, 11).columns


def test_tracks_and_bars_leave_room_for_their_numbers():
    places = places_in(700, 400, 11)
    for row in range(ROWS):
        assert places.cell("z", row).contains(places.track(row))
        assert places.cell("a", row).contains(places.bar(row))
        assert places.bar(row).right() < places.cell("a", row).right() - 30
