"""Where the builder gets its points from."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.transport import Start
from engine.data.points.point_sets import FARTHEST, PAINTED, PointData, Points
from engine.errors import DataError, EngineError, SettingError
from engine.simulations.builder.point_store import PointStore
from engine.snapshots import Status
from tests.support.pages.builder_session import SIMULATION_ID


def test_without_points_there_is_nothing_to_learn(bench):
    snapshot = bench.send(SetSetting(SIMULATION_ID, "data", PAINTED), Start(SIMULATION_ID))
    assert "paint some first" in str(snapshot.notice)
    assert bench.shown.status is Status.IDLE


# --- without a session ---------------------------------------------------------------------------


def painted(*places):
    """Return painted points, all of class 1."""
    x = np.array(places, np.float32).reshape(-1, 2)
    return PointData(PAINTED, 0.0, points=Points.of(x, np.ones(len(x), np.uint8)))


@pytest.fixture
def store():
    """Return a store with the circles."""
    return PointStore("circles", 4)


def test_points_are_there_at_once_and_the_page_sees_their_sizes(store):
    assert store.need() is store.data
    assert store.view().sizes == (210, 90, 90)
    assert store.view().name == store.name == "circles noise=0.12 held=0.3 seed=4"
    assert (store.busy, store.loaded(), store.downloaded()) == (False, False, False)


def test_while_nothing_is_painted_there_is_nothing_to_learn(store):
    store.take(painted())
    assert store.need() is None
    assert len(store.data.training) == 0
    store.take(painted((0.5, 0.5)))
    assert len(store.need().training) == 1


def test_what_was_painted_before_is_found_again_by_its_name(store):
    first, name = painted((0.1, 0.2), (0.3, 0.4)), store.name
    store.take(first)
    store.take(painted((0.5, 0.6)))
    store.put_back(name, None)
    assert store.name == name
    store.choose(first.name)
    np.testing.assert_array_equal(store.points.points.x, first.points.x)
    with pytest.raises(EngineError):
        store.choose("painted 0123456789ab held=0.3")
    assert store.name == first.name


def test_points_that_cannot_be_loaded_leave_the_old_ones(store):
    before = store.name, store.data
    with pytest.raises(SettingError, match="held out"):
        store.take(PointData("circles", 0.1, held=0.95, seed=4))
    with pytest.raises(DataError):
        painted((2 * FARTHEST, 0.0))
    assert (store.name, store.data) == before


def test_a_shape_is_blurred_and_painted_points_are_not(store):
    blurred, held = store.with_noise(0.25), store.with_held(0.5)
    assert (blurred.noise, blurred.held, held.noise, held.held) == (0.25, 0.3, 0.12, 0.5)
    assert store.points.noise == 0.12
    store.take(painted((0.5, 0.5)))
    with pytest.raises(SettingError, match="no noise"):
        store.with_noise(0.2)
    assert store.with_noise(0.0) == store.points
