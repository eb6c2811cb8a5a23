"""Dropout of some examples of a mini-batch is that of the whole mini-batch."""

import numpy as np

from engine.kernels.dropout import drop, from_example


def test_examples_in_the_middle_are_dropped_as_in_the_whole():
    whole, part = (np.ones((7, 20), np.float32) for _ in range(2))
    dropout = (0.4, np.uint64(2**64 - 9), 3)
    drop(dropout, 5, whole)
    share, key, step = from_example(dropout, 4)
    drop((share, np.uint64(key), step), 5, part[4:])
    np.testing.assert_array_equal(part[4:], whole[4:])
