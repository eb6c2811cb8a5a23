"""Random numbers by counter: those of an example do not depend on the other ones."""

import numpy as np

from engine.data.digits.keyed_draws import KeyedDraws
from engine.kernels.dropout import mixed

KEY = np.uint64(2**64 - 59)


def test_numbers_are_those_of_the_counter_hash():
    rows = np.array([7, 0, 123_456])
    found = KeyedDraws(KEY, 4, rows).random((3, 2, 5)).reshape(3, 10)
    wanted = [[mixed(KEY, 4, row, place) for place in range(10)] for row in rows.tolist()]
    np.testing.assert_array_equal(found, wanted)


def test_an_example_draws_the_same_alone_and_among_others():
    together, alone = KeyedDraws(KEY, 1, np.arange(9)), KeyedDraws(KEY, 1, np.array([5]))
    for size in ((2,), (), (3, 4)):
        np.testing.assert_array_equal(together.random((9, *size))[5], alone.random((1, *size))[0])
    low = alone.uniform(-2, -1, (1, 100))
    assert -2 <= low.min() < low.max() <= -1
