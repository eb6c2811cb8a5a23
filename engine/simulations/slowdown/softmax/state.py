"""View of four softmax outputs."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Matrix, Vector


@dataclass(frozen=True, slots=True, eq=False)
class SoftmaxView:
    """Softmax at four weighted inputs.

    Attributes
    ----------
    z, a : Vector, shape (4,)
        Weighted inputs and outputs.
    c : float
        Inverse temperature.
    label, swept : int
        Places of the right answer, and of the input that the picture "z" lies over, from 0.
    jacobian, measured : Matrix, shape (4, 4)
        ∂a_j/∂z_k, row j, column k: by the formula and by central differences.
    delta : Vector, shape (4,)
        ∂C/∂z_j = c (a_j − y_j).
    cost : float
        C = −ln a_y.
    logs : Vector, shape (4,)
        (ln a_j) / c.
    constant : float
        What is added to them to give back z.
    sigmoids : Vector, shape (4,)
        σ(z_j), which nothing holds together.
    picture : str
        "cost", "z", "c" or "error".
    x : Vector, shape (n,)
        Places of the picture's curves: outputs, inputs, or inverse temperatures.
    curves : Matrix, shape (curves, n)
        One curve for "cost", else one for each output.
    """

    z: Vector
    a: Vector
    c: float
    label: int
    swept: int
    jacobian: Matrix
    measured: Matrix
    delta: Vector
    cost: float
    logs: Vector
    constant: float
    sigmoids: Vector
    picture: str
    x: Vector
    curves: Matrix
