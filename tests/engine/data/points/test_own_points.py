"""Points of one's own: their scales keep the units, and the plane holds them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.points.own_points import MOST_POINTS, PLANE, OwnPoints, Scale
from engine.data.points.point_sets import OWN, PointData, named
from engine.errors import DataError, SettingError

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)
COLUMNS = st.lists(NUMBERS, min_size=1, max_size=30).map(np.array)


def own(values, labels=(0, 1), classes=("child", "adult")):
    """Return points in centimetres and kilograms."""
    axes = "height (cm)", "weight (kg)"
    return OwnPoints.of(np.array(values, float), np.array(labels), axes, classes, "table")


@given(COLUMNS)
def test_a_scale_brings_every_value_onto_the_plane_and_back(values):
    scale = Scale.of(values)
    assert scale.unit > 0
    assert np.abs(scale.shown(values)).max() <= PLANE
    far = np.abs(values).max()
    back = np.array([scale.original(each) for each in scale.shown(values).tolist()])
    np.testing.assert_allclose(back, values, atol=1e-12 * far)


def test_scales_have_few_digits():
    assert Scale.of(np.array([80.0, 160.0])) == Scale(120.0, 25.0)
    assert Scale.of(np.array([0.013, 0.041])) == Scale(0.027, 0.01)
    assert Scale.of(np.array([7.0, 7.0])) == Scale(7.0, 1.0)


def test_values_outside_the_plane_are_scaled_and_stay_so():
    points = own([(150, 61), (181, 82)])
    assert points.scaled
    assert np.abs(points.x).max() <= PLANE
    with pytest.raises(SettingError, match="stay scaled"):
        points.with_scaling(False)


def test_values_on_the_plane_are_what_the_network_gets_until_scaling_is_asked_for():
    points = own([(-0.5, 0.1), (0.25, 0.2)])
    assert not points.scaled
    np.testing.assert_array_equal(points.x, np.float32([(-0.5, 0.1), (0.25, 0.2)]))
    scaled = points.with_scaling(True)
    assert np.abs(scaled.x).max() > 1.5
    assert scaled.with_scaling(False).digest == points.digest != scaled.digest


def test_painted_points_join_in_the_units_of_the_table():
    points = own([(100, 20), (200, 80)])
    added = points.added([(0.0, 0.0)], 1)
    np.testing.assert_array_equal(
        added.values[-1], [points.scales[0].centre, points.scales[1].centre]
    )
    assert added.scales == points.scales
    assert added.kept(np.array([True, True, False])).digest == points.digest
    with pytest.raises(DataError, match="erase some"):
        points.added([(0.0, 0.0)] * MOST_POINTS, 1)


@pytest.mark.parametrize("held", [0.1, 0.3, 0.5, 0.9])
def test_each_class_is_learned_and_the_order_stays(held):
    labels = np.arange(30) % 3
    values = np.stack([np.arange(30.0), np.zeros(30)], axis=1)
    points = own(values, labels, ("a", "b", "c"))
    data = PointData(OWN, 0.0, held, own=points).load()
    assert data.classes == 3
    for part in (data.training, data.validation):
        assert set(part.labels.tolist()) == {0, 1, 2}
        assert (np.diff(part.x[:, 0]) > 0).all()
    assert len(data.training) + len(data.validation) == 30


def test_a_single_point_of_a_class_is_learned():
    data = PointData(OWN, 0.0, 0.9, own=own([(1, 1), (2, 2)])).load()
    assert data.training.labels.tolist() == [0, 1]


def test_a_name_finds_its_points():
    points = own([(1, 1), (2, 2)])
    data = PointData(OWN, 0.0, 0.4, own=points)
    assert named(data.name, {}, {points.digest: points}) == data
    with pytest.raises(DataError, match="choose a shape"):
        named(data.name, {}, {})
    with pytest.raises(DataError, match="open a table"):
        PointData(OWN, 0.0).load()
