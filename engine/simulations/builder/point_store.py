"""Store of two-dimensional points, generated synchronously."""

from __future__ import annotations

from dataclasses import replace

from engine.data.examples import DataSet
from engine.data.points.own_points import OwnPoints
from engine.data.points.point_sets import GIVEN, OWN, PAINTED, PointData, Points, named
from engine.data.points.toys import SHAPE
from engine.errors import SettingError
from engine.simulations.learning.data_store import Store


class PointStore(Store):
    """The present points, and all that the user has painted or brought.

    Parameters
    ----------
    shape : str
        A key of SHAPE.

    Attributes
    ----------
    data : DataSet
        Without examples while there are no points.
    """

    data: DataSet

    def __init__(self, shape: str, seed: int) -> None:
        self.painted: dict[str, Points] = {}
        self.own: dict[str, OwnPoints] = {}
        self.take(PointData(shape, SHAPE[shape].noise, seed=seed))

    def need(self) -> DataSet | None:
        """Return the data; None while there are no points."""
        return self.data if len(self.data.training) else None

    def choose(self, name: str) -> None:
        """Switch to the points of that name.

        Raises
        ------
        EngineError
            If there are none of that name.
        """
        self.take(self._named(name))

    def take(self, points: PointData) -> None:
        """Switch to these points.

        Raises
        ------
        EngineError
            If they cannot be loaded; then the old ones stay.
        """
        data = points.load()
        if points.shape == PAINTED:
            self.painted[points.points.digest] = points.points
        if points.shape == OWN and points.own is not None:
            self.own[points.own.digest] = points.own
        self.points, self.name, self.data = points, points.name, data

    def put_back(self, name: str, data: DataSet | None) -> None:
        """Restore an earlier choice of points."""
        if name != self.name:
            self.take(self._named(name))

    def with_held(self, held: float) -> PointData:
        """Return the present points with another share held out."""
        return replace(self.points, held=held)

    def with_noise(self, noise: float) -> PointData:
        """Return the present points with another noise.

        Raises
        ------
        SettingError
            If the user gave them.
        """
        if self.points.shape in GIVEN and noise:
            raise SettingError("points of your own have no noise; choose a shape to blur it")
        return replace(self.points, noise=noise)

    def with_scaling(self, scaled: bool) -> PointData:
        """Return the present points with inputs scaled or not.

        Raises
        ------
        EngineError
            If they are from no table, or would leave the plane.
        """
        own = self.points.own
        if self.points.shape != OWN or own is None:
            raise SettingError("only points from a table are scaled; open one or paste it")
        return replace(self.points, own=own.with_scaling(scaled))

    def _named(self, name: str) -> PointData:
        """Return the points of a name, with those that the user has given beside them."""
        found, before = named(name, self.painted, self.own), self.points
        if found.shape != PAINTED:
            found = replace(found, points=before.points)
        return found if found.shape == OWN else replace(found, own=before.own)
