"""Points of the plane: drawn from their seed, in every class."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.points.toys import SHAPE, toy_data_set


@pytest.mark.parametrize("shape", SHAPE)
def test_points_are_drawn_from_their_seed_and_fill_every_class(shape):
    one, again, other = (toy_data_set(shape, 90, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.training.x, again.training.x)
    assert (one.training.x != other.training.x).any()
    assert set(one.training.labels) == set(range(one.classes))
    assert np.abs(one.training.x).max() < 3
    assert (one.training.x[:90] != one.validation.x[:90]).any()
