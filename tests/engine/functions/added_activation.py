"""Plugin of pytest that adds an activation: its entry, its kernel pair and its naive twin.

Loaded with ``-p`` it comes before every module that reads the tables.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.arrays import Matrix
from engine.functions import activations as table
from engine.kernels import activations as kernels
from tests.reference import naive_dense


def arctan(z: Any, real: Any) -> Any:
    """Return arctan z."""
    return np.arctan(z)


def arctan_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1 / (1 + z²)."""
    return real(1) / (real(1) + z * z)


def _slope(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = 1 / (1 + z * z)
    return slope


ARCTAN = table.Activation(
    name="arctan", label="arctan", symbol="arctan", text="arctan(z)", code=len(kernels.PAIRS),
    torch="Tanh", value=np.arctan, value_program="np.arctan(z)",
    derivative=_slope, slope_program="1 / (1 + z**2)",
    formula="a = arctan z", source="for a test",
    low=-math.pi / 2, high=math.pi / 2, saturation=1e-4,
)  # fmt: skip

kernels.PAIRS = (*kernels.PAIRS, (arctan, arctan_slope))  # type: ignore[assignment]
table.HIDDEN = (*table.HIDDEN, ARCTAN)
table.ACTIVATIONS = (*table.HIDDEN, table.SOFTMAX)
table.ACTIVATION[ARCTAN.name] = ARCTAN
naive_dense.FUNCTIONS[ARCTAN.name] = math.atan
