"""Activation functions: value and derivative side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix

LEAK = 0.01
"""Slope of the leaky ReLU for z < 0 (Maas, Hannun and Ng 2013)."""

ERFC = np.vectorize(math.erfc, [np.float64])


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One entry of ACTIVATIONS.

    Attributes
    ----------
    label : str
        Name on screen, translated by the window.
    symbol : str
        Sign of the function in equations, "σ" in σ(z).
    text : str
        f(z) in a few characters.
    code : int
        Code of the function in kernels, its place in `engine.kernels.activations.PAIRS`.
    value : callable
        z -> a, elementwise; along the last axis for softmax.
    derivative : callable
        (z, a) -> da/dz; for softmax the diagonal only, backpropagation uses the whole Jacobian.
    value_program, slope_program : str
        NumPy expressions of a in z, and of da/dz in z and a, for exported programs.
    torch : str
        Its name in `torch.nn`, for the benchmark.
    low, high : float
        Infimum and supremum of a.
    saturation : float
        A neuron counts as saturated where |da/dz| is below this; 0 never counts one.
    largest_rate : float
        Largest learning rate that the doctor proposes for hidden neurons.
    monotone : bool
        Whether a never falls while z rises; max-pooling may then compare z instead of a.
    dies : bool
        Whether da/dz is 0 for all z < 0: a neuron that is there for every example learns no more.
    whole_layer : bool
        Whether each a depends on the z of all neurons of the layer.
    """

    name: str
    label: str
    symbol: str
    text: str
    code: int
    value: Callable[[Matrix], Matrix]
    derivative: Callable[[Matrix, Matrix], Matrix]
    value_program: str
    slope_program: str
    torch: str
    formula: str
    source: str
    low: float = -math.inf
    high: float = math.inf
    saturation: float = 0.0
    largest_rate: float = 1.0
    monotone: bool = True
    dies: bool = False
    whole_layer: bool = False

    @property
    def range(self) -> tuple[float, float]:
        """Infimum and supremum of a."""
        return self.low, self.high

    @property
    def bounded(self) -> bool:
        """Whether a is bounded on both sides."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def squashing(self) -> bool:
        """Whether each neuron alone is bounded on both sides, so that its slope vanishes."""
        return self.bounded and not self.whole_layer

    @property
    def probabilities(self) -> bool:
        """Whether a lies between 0 and 1."""
        return self.range == (0.0, 1.0)


def _sigmoid(z: Matrix) -> Matrix:
    # exp of a negative number never overflows
    e = np.exp(-np.abs(z))
    a: Matrix = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return a


def sigmoid_in_place(z: Matrix) -> Matrix:
    """Replace z by σ(z) in place and return it; several times faster than `SIGMOID.value`."""
    np.negative(z, out=z)
    with np.errstate(over="ignore"):
        np.exp(z, out=z)
    z += 1.0
    np.reciprocal(z, out=z)
    return z


def _sigmoid_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = a * (1 - a)
    return slope


def _tanh(z: Matrix) -> Matrix:
    a: Matrix = np.tanh(z)
    return a


def _tanh_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = 1 - a * a
    return slope


def _relu(z: Matrix) -> Matrix:
    a: Matrix = np.maximum(z, z.dtype.type(0))
    return a


def _relu_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = (z > 0).astype(z.dtype)
    return slope


def _leaky_relu(z: Matrix) -> Matrix:
    a: Matrix = np.where(z > 0, z, z.dtype.type(LEAK) * z)
    return a


def _leaky_relu_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAK))
    return slope


def _linear(z: Matrix) -> Matrix:
    return z.copy()


def _linear_prime(z: Matrix, a: Matrix) -> Matrix:
    return np.ones_like(z)


def _softplus(z: Matrix) -> Matrix:
    a: Matrix = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return a


def _softplus_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = -np.expm1(-a)
    return slope


def _elu(z: Matrix) -> Matrix:
    a: Matrix = np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
    return a


def _elu_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = np.where(z > 0, z.dtype.type(1), a + 1)
    return slope


def _normal_share(z: Matrix) -> Matrix:
    """Return Φ(z) = ½ (1 + erf(z / √2)) = ½ erfc(−z / √2); NumPy has neither."""
    share: Matrix = 0.5 * ERFC(-z / z.dtype.type(math.sqrt(2))).astype(z.dtype)
    return share


def _gelu(z: Matrix) -> Matrix:
    a: Matrix = z * _normal_share(z)
    return a


def _gelu_prime(z: Matrix, a: Matrix) -> Matrix:
    density = np.exp(-z * z / 2) / z.dtype.type(math.sqrt(2 * math.pi))
    slope: Matrix = _normal_share(z) + z * density
    return slope


def _swish(z: Matrix) -> Matrix:
    a: Matrix = z * _sigmoid(z)
    return a


def _swish_prime(z: Matrix, a: Matrix) -> Matrix:
    s = _sigmoid(z)
    slope: Matrix = s + a * (1 - s)
    return slope


def _softmax(z: Matrix) -> Matrix:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    a: Matrix = e / e.sum(axis=-1, keepdims=True)
    return a


SIGMOID = Activation(
    name="sigmoid", label="sigmoid", symbol="σ", text="σ(z)", code=0, torch="Sigmoid",
    value=_sigmoid, value_program="np.exp(-np.logaddexp(0, -z))",
    derivative=_sigmoid_prime, slope_program="a * (1 - a)",
    formula="a = 1 / (1 + e^(-z))", source="Nielsen (2015), ch. 1, eq. (3)",
    low=0.0, high=1.0, saturation=0.01,
)  # fmt: skip
TANH = Activation(
    name="tanh", label="tanh", symbol="tanh", text="tanh(z)", code=1, torch="Tanh",
    value=_tanh, value_program="np.tanh(z)",
    derivative=_tanh_prime, slope_program="1 - a**2",
    formula="a = tanh z", source="Nielsen (2015), ch. 3, eq. (109)",
    low=-1.0, high=1.0, saturation=0.04, largest_rate=0.1,
)  # fmt: skip
RELU = Activation(
    name="relu", label="rectified linear", symbol="relu", text="max(0, z)", code=2, torch="ReLU",
    value=_relu, value_program="np.maximum(z, 0)",
    derivative=_relu_prime, slope_program="z > 0",
    formula="a = max(0, z)", source="Nielsen (2015), ch. 3, eq. (112)",
    low=0.0, saturation=1e-12, largest_rate=0.1, dies=True,
)  # fmt: skip
LEAKY_RELU = Activation(
    name="leaky-relu", label="leaky rectifier", symbol="leaky", text=f"max({LEAK} z, z)", code=3,
    torch="LeakyReLU",
    value=_leaky_relu, value_program=f"np.where(z > 0, z, {LEAK} * z)",
    derivative=_leaky_relu_prime, slope_program=f"np.where(z > 0, 1, {LEAK})",
    formula=f"a = z if z > 0 else {LEAK} z", source="Maas, Hannun and Ng (2013)",
    largest_rate=0.1,
)  # fmt: skip
LINEAR = Activation(
    name="linear", label="linear", symbol="id", text="z", code=4, torch="Identity",
    value=_linear, value_program="1.0 * z",
    derivative=_linear_prime, slope_program="1.0",
    formula="a = z", source="Nielsen (2015), ch. 2",
)  # fmt: skip
SOFTPLUS = Activation(
    name="softplus", label="softplus", symbol="softplus", text="ln(1 + e^z)", code=5,
    torch="Softplus",
    value=_softplus, value_program="np.logaddexp(0, z)",
    derivative=_softplus_prime, slope_program="-np.expm1(-a)",
    formula="a = ln(1 + e^z)", source="Dugas, Bengio, Bélisle, Nadeau and Garcia (2001)",
    low=0.0, saturation=0.01, largest_rate=0.1,
)  # fmt: skip
ELU = Activation(
    name="elu", label="ELU", symbol="elu", text="elu(z)", code=6, torch="ELU",
    value=_elu, value_program="np.where(z > 0, z, np.expm1(np.minimum(z, 0)))",
    derivative=_elu_prime, slope_program="np.where(z > 0, 1, a + 1)",
    formula="a = z if z > 0 else e^z − 1",
    source="Clevert, Unterthiner and Hochreiter (2016), α = 1",
    low=-1.0, saturation=0.01, largest_rate=0.1,
)  # fmt: skip
GELU = Activation(
    name="gelu", label="GELU", symbol="gelu", text="z Φ(z)", code=7, torch="GELU",
    value=_gelu, value_program='z * np.vectorize(math.erfc, "d")(-z / 2**0.5) / 2',
    derivative=_gelu_prime,
    slope_program='np.vectorize(math.erfc, "d")(-z / 2**0.5) / 2'
    " + z * np.exp(-z * z / 2) / (2 * np.pi)**0.5",
    formula="a = ½ z (1 + erf(z / √2))", source="Hendrycks and Gimpel (2016), the exact form",
    low=-0.16997120747990369, saturation=0.001, largest_rate=0.1, monotone=False,
)  # fmt: skip
SWISH = Activation(
    name="swish", label="swish (SiLU)", symbol="swish", text="z σ(z)", code=8, torch="SiLU",
    value=_swish, value_program="z * np.exp(-np.logaddexp(0, -z))",
    derivative=_swish_prime, slope_program="a + np.exp(-np.logaddexp(0, -z)) * (1 - a)",
    formula="a = z / (1 + e^(-z))",
    source="Elfwing, Uchibe and Doya (2017); Ramachandran, Zoph and Le (2017), β = 1",
    low=-0.27846454276107379, saturation=0.001, largest_rate=0.1, monotone=False,
)  # fmt: skip
SOFTMAX = Activation(
    name="softmax", label="softmax", symbol="softmax", text="softmax(z)", code=-1, torch="Softmax",
    value=_softmax,
    value_program="(e := np.exp(z - z.max(-1, keepdims=True))) / e.sum(-1, keepdims=True)",
    derivative=_sigmoid_prime, slope_program="a * (1 - a)",
    formula="a_j = e^(z_j) / Σ_k e^(z_k)", source="Nielsen (2015), ch. 3, eq. (78)",
    low=0.0, high=1.0, whole_layer=True,
)  # fmt: skip

ACTIVATIONS: tuple[Activation, ...] = (
    SIGMOID,
    TANH,
    RELU,
    LEAKY_RELU,
    LINEAR,
    SOFTPLUS,
    ELU,
    GELU,
    SWISH,
    SOFTMAX,
)
ACTIVATION = {activation.name: activation for activation in ACTIVATIONS}

HIDDEN = tuple(activation for activation in ACTIVATIONS if not activation.whole_layer)
"""Functions of single neurons: those that hidden layers may have."""
