"""The polynomial through the points; no time passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.arrays import Vector, seal
from engine.improvement.polynomial_fit import BOOK_SLOPE, HIGHEST_ORDER, fitted, root_mean_square
from engine.simulations.cached_value import CachedValue
from engine.simulations.overfitting.polynomial.settings import FAR, LEFT, RIGHT, DataPoint
from engine.simulations.overfitting.polynomial.state import PolynomialView
from engine.simulations.overfitting.scene import Scene
from engine.simulations.scene_page.station_runner import StationRunner

CURVE_POINTS = 701
"""Points of the curve: a hundredth apart."""


class PolynomialRunner(StationRunner[Scene]):
    """Fits anew when points, order or ridge change.

    Parameters
    ----------
    scene : Scene
        The first scene.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene
        self._view: CachedValue[PolynomialView] = CachedValue()

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Show the points of another scene."""
        self._scene = scene

    def view(self, observed: frozenset[str]) -> PolynomialView:
        """Return the view of the station."""
        scene, settings = self._scene, self._scene.settings
        order, ridge = int(settings["poly_order"]), float(settings["poly_ridge"])
        key = (scene.points, order, ridge)
        return self._view.get(key, lambda: polynomial_view(*key))


def polynomial_view(points: tuple[DataPoint, ...], order: int, ridge: float) -> PolynomialView:
    """Return the view of points and a polynomial of some order.

    Parameters
    ----------
    points : tuple of DataPoint
        At least one is fitted.
    """
    own = tuple((each.x, each.y) for each in points if not each.held)
    others = tuple((each.x, each.y) for each in points if each.held)
    polynomial = fitted(own, order, ridge)
    orders = [fitted(own, each, ridge) for each in range(HIGHEST_ORDER + 1)]
    x = np.linspace(LEFT, RIGHT, CURVE_POINTS)
    across = [each[0] for each in own]
    far = np.array(FAR)
    return PolynomialView(
        points=points,
        order=order,
        ridge=ridge,
        x=seal(x),
        y=seal(polynomial(x)),
        inside=(min(across), max(across)),
        coefficients=seal(polynomial.coefficients),
        far=FAR,
        polynomial_far=tuple(polynomial(far).tolist()),
        line_far=tuple(_line(far).tolist()),
        residual=missed(polynomial, own),
        line_residual=missed(_line, own),
        judged=missed(polynomial, others),
        line_judged=missed(_line, others),
        residuals=seal(np.array([missed(each, own) for each in orders])),
        judgements=seal(np.array([missed(each, others) for each in orders])),
    )


def missed(curve: Callable[[Vector], Vector], points: Sequence[tuple[float, float]]) -> float:
    """Return the root mean square of what a curve misses points by; NaN without points."""
    if not points:
        return float("nan")
    x, y = np.array(points, np.float64).T
    return root_mean_square(curve(x) - y)


def _line(x: Vector) -> Vector:
    return BOOK_SLOPE * x
