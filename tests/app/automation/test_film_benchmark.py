"""The benchmark of films records one and measures the gaps between frames meanwhile."""

import numpy as np
import pytest

from app.automation import film_benchmark


def test_gaps_are_told_by_their_middle_their_tail_and_the_longest():
    gaps = np.arange(1.0, 102.0)
    assert film_benchmark._figures(gaps) == {"median": 51.0, "p99": 100.0, "longest": 101.0}


@pytest.mark.slow
def test_a_film_is_recorded_and_measured(qapp):
    figures = film_benchmark.measure(4, "640x360")
    assert figures["frames"] == 4
    assert figures["bytes"] > 0
    assert figures["film_s"] > 0
    assert figures["gap_ms"]["longest"] >= figures["gap_ms"]["median"] > 0
