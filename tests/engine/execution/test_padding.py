"""Arrays for whole vectors begin with a cache line."""

import pytest

from engine.execution.padding import aligned, quad_buffers, row_buffers


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_aligned_memory_begins_with_a_cache_line(count):
    room = aligned(count)
    assert room.shape == (count,)
    assert room.ctypes.data % 64 == 0 or count == 0


def test_scratch_holds_padded_weights_the_state_of_the_optimiser_and_the_neurons_of_a_batch():
    rows = row_buffers((5, 3, 10), 4, 2)
    weights = 6 * 8 + 4 * 16
    assert [len(each) for each in (rows.w, rows.s, rows.g)] == [weights, 2 * weights, weights]
    assert rows.zero.tolist() == [0]
    assert [len(each) for each in (rows.z, rows.a, rows.delta)] == [4 * (8 + 16)] * 3
    quads = quad_buffers((5, 3, 10), 1)
    weights = 6 * 4 + 4 * 12
    assert [len(each) for each in quads] == [weights] * 3 + [4 + 12] * 3
