"""Small examples for deep networks."""

from __future__ import annotations

import numpy as np
import pytest


@pytest.fixture
def examples(generator):
    """Return 40 small examples in float32."""
    x = generator.random((40, 12)).astype(np.float32)
    return x, np.eye(10, dtype=np.float32)[generator.integers(0, 10, 40)]
