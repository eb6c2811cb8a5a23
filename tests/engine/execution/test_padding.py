"""Arrays for whole vectors begin with a cache line."""

import pytest

from engine.execution.padding import aligned


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_aligned_memory_begins_with_a_cache_line(count):
    room = aligned(count)
    assert room.shape == (count,)
    assert room.ctypes.data % 64 == 0 or count == 0
