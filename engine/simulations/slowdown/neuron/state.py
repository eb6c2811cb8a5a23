"""View of two neurons that learn from the same start with different costs."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Vector
from engine.improvement.neuron_descent import Course, Factor, NeuronRule


@dataclass(frozen=True, slots=True, eq=False)
class NeuronView:
    """A neuron after some updates.

    Attributes
    ----------
    course : Course
        Before the first and after every update, those to come as well.
    step : int
        Updates so far.
    factors : tuple of Factor
        Of the gradient that it follows.
    gradient : float
        Their product.
    close_after : int or None
        The update after which the output is closer than ½ to the target, if there is one.
    """

    rule: NeuronRule
    course: Course
    step: int
    factors: tuple[Factor, ...]
    gradient: float
    close_after: int | None

    @property
    def w(self) -> float:
        """The weight now."""
        return float(self.course.w[self.step])

    @property
    def b(self) -> float:
        """The bias now."""
        return float(self.course.b[self.step])

    @property
    def z(self) -> float:
        """The weighted input now."""
        return float(self.course.z[self.step])

    @property
    def a(self) -> float:
        """The output now."""
        return float(self.course.a[self.step])

    @property
    def cost(self) -> float:
        """The cost now."""
        return float(self.course.cost[self.step])


@dataclass(frozen=True, slots=True, eq=False)
class DuelView:
    """Two neurons on one clock.

    Attributes
    ----------
    start : str
        Name of the book's start that they have, or "".
    neurons : tuple of NeuronView
        The left one and the right one.
    z, sigmoid, slope : Vector, shape (n,)
        σ and σ′ over z.
    """

    start: str
    neurons: tuple[NeuronView, NeuronView]
    z: Vector
    sigmoid: Vector
    slope: Vector
