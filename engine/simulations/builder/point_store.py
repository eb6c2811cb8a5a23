"""Store of two-dimensional points, generated synchronously."""

from __future__ import annotations

from dataclasses import replace

from engine.data.examples import DataSet
from engine.data.points.point_sets import PAINTED, PointData, Points, named
from engine.data.points.toys import SHAPE
from engine.errors import SettingError
from engine.simulations.learning.data_store import Store


class PointStore(Store):
    """The present points and all earlier paintings.

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
        self.take(named(name, self.painted))

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
        self.points, self.name, self.data = points, points.name, data

    def put_back(self, name: str, data: DataSet | None) -> None:
        """Restore an earlier choice of points."""
        if name != self.name:
            self.take(named(name, self.painted))

    def with_held(self, held: float) -> PointData:
        """Return the present points with another share held out."""
        return replace(self.points, held=held)

    def with_noise(self, noise: float) -> PointData:
        """Return the present points with another noise.

        Raises
        ------
        SettingError
            If they were painted.
        """
        if self.points.shape == PAINTED and noise:
            raise SettingError("painted points have no noise; choose a shape to blur it")
        return replace(self.points, noise=noise)
