"""Whether ink is dark is told by its thin parts or by the side of the border it lies on."""

import numpy as np
import pytest

from engine.data.photographs.polarity import polarity_of


@pytest.fixture
def ring():
    """Return a drawn ring, 1 ink."""
    rows, columns = np.indices((80, 96))
    return (np.abs(np.hypot(rows - 40, columns - 48) - 20) < 3).astype(np.float32)


@pytest.mark.parametrize(("paper", "ink"), [(0.9, 0.2), (0.45, 0.1), (0.2, 0.8), (0.62, 0.95)])
def test_the_polarity_is_that_of_the_ink(ring, paper, ink):
    dark, reach = polarity_of(paper + (ink - paper) * ring, np.zeros_like(ring))
    assert dark == (ink < paper)
    assert 2 * reach + 1 > 6


def test_a_border_of_two_parts_leaves_it_to_the_thin_parts(ring):
    page = 0.9 - 0.7 * ring
    page[:, :8] = 0.1
    page[70:] = 0.1
    assert polarity_of(page, np.zeros_like(ring))[0]
