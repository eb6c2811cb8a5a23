"""Store of two-dimensional points, generated synchronously."""

from __future__ import annotations

from dataclasses import replace

from engine.data.examples import DataSet
from engine.data.points.point_sets import PAINTED, PointData, Points, named
from engine.data.points.toys import SHAPE
from engine.errors import SettingError
from engine.simulations.learning.views.state import DataView


class PointStore:
    """The present points and all earlier paintings.

    Parameters
    ----------
    shape : str
        A key of SHAPE.
    """

    busy = False

    def __init__(self, shape: str, seed: int) -> None:
        self.points = PointData(shape, SHAPE[shape].noise, seed=seed)
        self.painted: dict[str, Points] = {}
        self._data = self.points.load()

    @property
    def data(self) -> DataSet:
        """The data; without examples while there are no points."""
        return self._data

    @property
    def name(self) -> str:
        """The name of the data."""
        return self.points.name

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
        self.points, self._data = points, data

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

    def loaded(self) -> bool:
        """Return False: points need no loading."""
        return False

    def downloaded(self) -> bool:
        """Return False: points need no download."""
        return False

    def view(self) -> DataView:
        """Return the name of the data and the sizes of its parts."""
        parts = (self.data.training, self.data.validation, self.data.test)
        training, validation, test = (len(part) for part in parts)
        return DataView(self.name, (training, validation, test))

    def close(self) -> None:
        """Do nothing: there is no thread to end."""
