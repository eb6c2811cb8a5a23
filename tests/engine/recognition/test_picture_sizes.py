"""Pictures at another size than 28 × 28."""

from __future__ import annotations

import numpy as np
import pytest

from engine.recognition.picture_sizes import resized

RAMP = np.add.outer(np.arange(28), np.arange(28)).astype(np.float32) / 54


@pytest.mark.parametrize(("rows", "columns"), [(8, 8), (12, 20), (28, 28), (32, 32), (56, 64)])
def test_a_picture_keeps_its_mean_and_its_shape_at_every_size(rows, columns):
    found = resized(RAMP, rows, columns)
    assert (found.shape, found.dtype) == ((rows, columns), np.float32)
    assert found.mean() == pytest.approx(RAMP.mean(), abs=0.01)
    assert (np.diff(found, axis=0) >= 0).all()
    assert (np.diff(found, axis=1) >= 0).all()


def test_a_picture_of_the_wanted_size_is_unchanged():
    np.testing.assert_allclose(resized(RAMP, 28, 28), RAMP, atol=1e-6)
