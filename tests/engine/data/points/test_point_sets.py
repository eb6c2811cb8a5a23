"""Point sets: their names lead back to them, points are held out, bad ones are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.points.point_sets import (
    FARTHEST,
    MOST_PAINTED,
    NO_POINTS,
    PAINTED,
    POINTS,
    PointData,
    Points,
    named,
)
from engine.data.points.toys import SHAPE
from engine.errors import DataError, SettingError


def painted(count, seed=1):
    """Return points as if they had been painted."""
    generator = np.random.default_rng(seed)
    return Points.of(generator.uniform(-1, 1, (count, 2)), generator.integers(0, 2, count))


@given(
    st.sampled_from(sorted(SHAPE)),
    st.integers(0, 50).map(lambda hundredths: hundredths / 100),
    st.integers(10, 90).map(lambda hundredths: hundredths / 100),
    st.integers(0, 2**31 - 1),
)
def test_the_name_of_a_shape_leads_back_to_it(shape, noise, held, seed):
    data = PointData(shape, noise, held, seed)
    assert named(data.name, {}) == data


def test_the_name_of_painted_points_leads_back_to_the_same_points():
    points = painted(20)
    data = PointData(PAINTED, 0.0, 0.25, points=points)
    assert data.name == f"painted {points.digest} held=0.25"
    found = named(data.name, {points.digest: points})
    assert found.points is points
    assert found.name == data.name
    with pytest.raises(DataError, match="choose a shape"):
        named(data.name, {})


@pytest.mark.parametrize(
    "name",
    [
        "",
        "circles",
        "squares noise=0.1 held=0.3 seed=1",
        "circles noise=0.6 held=0.3 seed=1",
        "circles noise=0.1 held=0.95 seed=1",
        "circles noise=1.2.3 held=0.3 seed=1",
        "circles noise=0.1 held=0.3 seed=1 more",
        "painted held=0.3",
    ],
)
def test_other_names_are_refused(name):
    with pytest.raises(DataError, match="expected points of the plane"):
        named(name, {})


@pytest.mark.parametrize("held", [0.1, 0.3, 0.9])
def test_a_shape_has_as_many_points_whatever_is_held_out(held):
    data = PointData("circles", 0.1, held).load()
    assert (len(data.training), len(data.validation)) == (
        POINTS - round(POINTS * held),
        round(POINTS * held),
    )
    assert data.classes == 1


def test_painted_points_are_held_out_evenly_and_none_is_lost():
    points = painted(10)
    data = PointData(PAINTED, 0.0, 0.3, points=points).load()
    # floor(0.3 n) grows at the 4th, the 7th and the 10th point
    np.testing.assert_array_equal(data.validation.x, points.x[[3, 6, 9]])
    np.testing.assert_array_equal(data.training.x, np.delete(points.x, [3, 6, 9], axis=0))
    assert len(data.test) == 0


def test_a_single_painted_point_is_trained_on():
    data = PointData(PAINTED, 0.0, 0.9, points=painted(1)).load()
    assert (len(data.training), len(data.validation)) == (1, 0)


def test_too_many_points_and_points_too_far_away_are_refused():
    with pytest.raises(DataError, match="erase some first"):
        painted(MOST_PAINTED + 1)
    for far in (FARTHEST + 1, np.nan):
        with pytest.raises(DataError, match="paint inside the plane"):
            Points.of(np.array([[0.0, far]]), np.zeros(1))
    assert Points.of(np.array([[0.0, FARTHEST]]), np.zeros(1)).x[0, 1] == FARTHEST


@pytest.mark.parametrize("held", [0.05, 0.95])
def test_a_share_out_of_its_range_is_refused(held):
    with pytest.raises(SettingError, match="to be held out"):
        PointData("xor", 0.0, held).load()


def test_the_digest_depends_on_places_and_labels():
    points = painted(6)
    turned = Points.of(points.x, 1 - points.labels)
    moved = Points.of(points.x + 0.5, points.labels)
    assert len({points.digest, turned.digest, moved.digest, NO_POINTS.digest}) == 4
    assert not points.x.flags.writeable
