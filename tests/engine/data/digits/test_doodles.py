"""Doodles and mixed-up digits: drawings that are no digits."""

import numpy as np

from engine.data.digits.doodles import doodle, mixed_up
from engine.data.digits.strokes import normalise_strokes


def test_doodles_are_drawings_and_depend_on_the_seed_alone() -> None:
    one = [doodle(np.random.default_rng(seed)) for seed in range(50)]
    two = [doodle(np.random.default_rng(seed)) for seed in range(50)]
    for strokes, again in zip(one, two, strict=True):
        assert normalise_strokes(strokes) is not None
        np.testing.assert_array_equal(np.concatenate(strokes), np.concatenate(again))


def test_mixed_up_digits_keep_no_straight_copy() -> None:
    generator = np.random.default_rng(8)
    pictures = generator.random((200, 784)).astype(np.float32)
    labels = (np.arange(200) % 10).astype(np.uint8)
    mixed = mixed_up(pictures, labels, generator)
    assert 50 < len(mixed) < 200
    assert not (mixed[:, None, ::60] == pictures[None, :, ::60]).all(axis=2).any()
