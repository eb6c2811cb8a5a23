"""Parameters are copied to padded rows and back."""

import numpy as np

from engine.execution.padding import padded_size, row_buffers
from engine.kernels.dense.padded_rows import NONE, copy_padded


def test_padding_is_copied_there_and_back():
    sizes, parameters = (5, 3, 10), np.arange(5 * 3 + 3 + 3 * 10 + 10, dtype=np.float32) + 1
    w = row_buffers(sizes, 1).w
    copy_padded(parameters, NONE, np.array(sizes), w, NONE, NONE)
    assert len(w) == 6 * padded_size(3) + 4 * padded_size(10)
    assert w.reshape(-1, 8)[:6, 3:].sum() == 0
    assert w.sum() == parameters.sum()
    back = np.zeros_like(parameters)
    copy_padded(back, NONE, np.array(sizes), w, NONE, NONE + 1)
    np.testing.assert_array_equal(back, parameters)
