"""Power laws of the error, and the series they are fitted to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.improvement.accuracy_by_size import PowerLaw, fit, known_series

SIZES = np.array([100.0, 300.0, 1_000.0, 5_000.0, 20_000.0])


@given(st.floats(0.5, 3), st.floats(0.1, 0.9))
def test_a_power_law_is_found_again(factor, exponent):
    law = PowerLaw(factor, exponent)
    found = fit(SIZES, 1 - law.error(SIZES))
    assert (found.factor, found.exponent) == pytest.approx((factor, exponent), rel=1e-6)


def test_a_floor_is_found_where_it_is_asked_for():
    law = PowerLaw(2.0, 0.6, 0.02)
    found = fit(SIZES, 1 - law.error(SIZES), with_floor=True)
    assert found.floor == pytest.approx(0.02, abs=2e-4)
    assert fit(SIZES, 1 - law.error(SIZES)).floor == 0


def test_two_points_have_their_line_and_no_floor():
    found = fit(SIZES[:2], np.array([0.7, 0.8]), with_floor=True)
    assert found.floor == 0
    np.testing.assert_allclose(found.error(SIZES[:2]), [0.3, 0.2])


def test_the_size_for_an_error_leads_back_to_it():
    law = PowerLaw(2.0, 0.5, 0.01)
    assert law.error(np.array([law.size_for(0.03)]))[0] == pytest.approx(0.03)
    assert np.isnan(law.size_for(0.01))
    assert np.isnan(PowerLaw(0.1, -0.2).size_for(0.01))


def test_the_book_s_series_and_ours_are_known():
    found = {each.name: each for each in known_series()}
    assert {"ours", "book", "book vectors"} <= set(found)
    assert found["book"].accuracy[-1] == 0.9597
    assert found["book vectors"].accuracy[0] == 0.2507
    # item 3 of the promise: within half a point of the book
    assert abs(found["ours"].accuracy[-1] - found["book"].accuracy[-1]) < 0.005
    assert found["ours"].version
    assert not found["book"].version
