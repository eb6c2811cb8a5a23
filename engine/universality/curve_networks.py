"""Constructed network with one input and one hidden layer.  Nielsen (2015), ch. 4.

It stores real weights and biases; steps, bumps and heights are derived from them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix, Vector, freeze

Activation = Callable[[Matrix], Matrix]
"""z -> a, elementwise."""

STEEP = 1000.0
"""Weight from which a sigmoid is treated as an ideal step, as in the book's figures."""

NOISE = 1e-12
"""Tolerance of rounding for points that lie on a step."""

LARGEST = 1e6
"""Largest magnitude of a weight or bias set by hand."""


@dataclass(frozen=True, slots=True)
class BumpKind:
    """Construction of a bump from several neurons.

    Attributes
    ----------
    pattern : tuple of float
        Weights to the output divided by the height of the bump; the first half forms its left
        edge.
    offsets : tuple of float
        b = −w s − offset puts a neuron on the edge at s.
    """

    pattern: tuple[float, ...] = (1.0, -1.0)
    offsets: tuple[float, ...] = (0.0, 0.0)

    @property
    def size(self) -> int:
        """Number of neurons of a bump."""
        return len(self.pattern)


STEPS = BumpKind()
"""Two steps, one up and one down: Nielsen (2015), ch. 4."""

RAMPS = BumpKind((1.0, -1.0, -1.0, 1.0), (0.0, 1.0, 0.0, 1.0))
"""Four ReLU neurons: two form a ramp up to height 1, two a ramp down."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveNetwork:
    """One input, n hidden neurons, m outputs that are weighted sums.

    Attributes
    ----------
    w, b : Vector, shape (n,)
        Weights from the input, and biases.
    v : Matrix, shape (m, n)
        Weights to the outputs.
    c : Vector, shape (m,)
        Biases of the outputs.
    kind : BumpKind
        Construction of the bumps.
    """

    w: Vector
    b: Vector
    v: Matrix
    c: Vector
    kind: BumpKind = STEPS

    @classmethod
    def of(
        cls,
        w: Sequence[float] | Vector,
        b: Sequence[float] | Vector,
        v: Sequence[Sequence[float]] | Matrix,
    ) -> CurveNetwork:
        """Return a network with output biases 0."""
        rows = np.atleast_2d(np.array(v, np.float64))
        hidden = freeze(np.array(w, np.float64) + 0.0), freeze(np.array(b, np.float64) + 0.0)
        return cls(*hidden, freeze(rows + 0.0), freeze(np.zeros(len(rows))))

    def with_parameters(self, parameters: Vector) -> CurveNetwork:
        """Return the network of the same shape with a flat vector laid out like `parameters`."""
        n, m = self.hidden, self.outputs
        w, b, v, c = np.split(parameters, np.cumsum([n, n, n * m]))
        rows = freeze(v.reshape(n, m).T)
        return CurveNetwork(freeze(w), freeze(b), rows, freeze(c), self.kind)

    @property
    def parameters(self) -> Vector:
        """Flat copy in the layout of `Network`: w, b, v neuron by neuron, c."""
        flat: Vector = np.concatenate([self.w, self.b, self.v.T.ravel(), self.c])
        return flat

    @property
    def hidden(self) -> int:
        """Number of hidden neurons."""
        return len(self.w)

    @property
    def outputs(self) -> int:
        """Number of outputs."""
        return len(self.c)

    @property
    def bumps(self) -> int:
        """Number of whole bumps."""
        return self.hidden // self.kind.size

    @property
    def offsets(self) -> Vector:
        """Offset of each neuron from its edge, shape (n,)."""
        return np.resize(np.array(self.kind.offsets), self.hidden)

    @property
    def steps(self) -> Vector:
        """Edge of each neuron, s = −(b + offset)/w, shape (n,); NaN if w = 0."""
        with np.errstate(all="ignore"):
            divisor = np.where(self.w, self.w, 1)
            places: Vector = np.where(self.w != 0, -(self.b + self.offsets) / divisor, np.nan)
        return places + 0.0

    @property
    def edges(self) -> Matrix:
        """Left and right edge of each bump, shape (bumps, 2)."""
        size = self.kind.size
        places = self.steps[: self.bumps * size].reshape(-1, size)
        return places[:, [0, size // 2]]

    @property
    def heights(self) -> Matrix:
        """Heights of the bumps by output, shape (m, bumps), from the first neuron of each."""
        size, first = self.kind.size, self.kind.pattern[0]
        heights: Matrix = self.v[:, : self.bumps * size : size] / first
        return heights

    @property
    def is_ideal(self) -> bool:
        """Whether all weights reach STEEP, so that the neurons are treated as ideal steps."""
        return self.hidden > 0 and bool((np.abs(self.w) >= STEEP).all())

    @property
    def is_bumps(self) -> bool:
        """Whether the neurons form whole bumps with the weights of the pattern."""
        whole = self.bumps * self.kind.size == self.hidden
        pattern = np.array(self.kind.pattern)
        wanted = (self.heights[:, :, None] * pattern).reshape(self.outputs, -1)
        return whole and np.array_equal(self.v, wanted)

    def weighted(self, x: Vector, activation: Activation, *, ideal: bool = False) -> Matrix:
        """Return Σ v a + c of each output for each input, shape (m, len(x)).

        Parameters
        ----------
        ideal : bool
            Whether each neuron is an ideal step, 1 where w x + b ≥ 0 up to rounding.
        """
        if ideal:
            return self._stepped(x)
        z = self.w[:, None] * x + self.b[:, None]
        with np.errstate(all="ignore"):
            outputs: Matrix = self.v @ activation(z) + self.c[:, None]
        return outputs

    def _stepped(self, x: Vector) -> Matrix:
        """Return the outputs for ideal steps, as cumulative sums of jumps in order of x."""
        steps, flat = self.steps, self.w == 0
        on = np.where(flat, self.b >= 0, self.w < 0)
        order = np.argsort(steps, kind="stable")[: len(steps) - int(flat.sum())]
        # a step with w < 0 is on to the left of its edge
        jumps = np.where(self.w < 0, -self.v, self.v)[:, order]
        start = self.v @ on.astype(np.float64) + self.c
        sums = np.concatenate([np.zeros((self.outputs, 1)), np.cumsum(jumps, axis=1)], axis=1)
        passed = np.searchsorted(steps[order] - NOISE, x, side="right")
        outputs: Matrix = start[:, None] + sums[:, passed]
        return outputs

    # --- edits: each returns a new network ----------------------------------------------------

    def with_step(self, neuron: int, place: float) -> CurveNetwork:
        """Move a step by setting its bias to b = −w s − offset."""
        return replace(self, b=_put(self.b, neuron, -self.w[neuron] * place - self.offsets[neuron]))

    def with_weight(self, neuron: int, weight: float) -> CurveNetwork:
        """Set w of a hidden neuron without changing its bias."""
        return replace(self, w=_put(self.w, neuron, weight))

    def with_bias(self, neuron: int, bias: float) -> CurveNetwork:
        """Set b of a hidden neuron."""
        return replace(self, b=_put(self.b, neuron, bias))

    def with_outgoing(self, output: int, neuron: int, weight: float) -> CurveNetwork:
        """Set a weight to an output."""
        return put_outgoing(self, output, {neuron: weight})

    def with_output_bias(self, output: int, bias: float) -> CurveNetwork:
        """Set the bias of an output."""
        return replace(self, c=_put(self.c, output, bias))

    def with_height(self, output: int, bump: int, height: float) -> CurveNetwork:
        """Set the height of a bump; weights that deviate from the pattern are shifted by it."""
        v, size, pattern = self.v.copy(), self.kind.size, np.array(self.kind.pattern)
        mine = slice(bump * size, (bump + 1) * size)
        before = v[output, mine.start] / pattern[0]
        if np.array_equal(v[output, mine], before * pattern):
            v[output, mine] = height * pattern + 0.0
        else:
            v[output, mine] += (height - before) * pattern
        return replace(self, v=freeze(v))

    def with_steepness(self, weight: float) -> CurveNetwork:
        """Set |w| of every neuron without moving its step."""
        signs = np.where(self.w < 0, -1.0, 1.0)
        places = np.where(np.isfinite(self.steps), self.steps, 0.0)
        w = signs * weight
        return replace(self, w=freeze(w), b=freeze(-w * places - self.offsets + 0.0))

    def with_outputs(self, outputs: int) -> CurveNetwork:
        """Add outputs with weights 0, or remove the last ones."""
        v, c = np.zeros((outputs, self.hidden)), np.zeros(outputs)
        kept = min(outputs, self.outputs)
        v[:kept], c[:kept] = self.v[:kept], self.c[:kept]
        return replace(self, v=freeze(v), c=freeze(c))

    def of_kind(self, kind: BumpKind) -> CurveNetwork:
        """Rebuild the bumps in another construction; unchanged if not all neurons form bumps."""
        if kind == self.kind or not self.is_bumps:
            return self
        weight = float(np.abs(self.w).max(initial=1.0))
        made = bumps_at(self.edges, self.heights, weight, kind)
        return replace(made, c=self.c)


def bumps_at(edges: Matrix, heights: Matrix, weight: float, kind: BumpKind = STEPS) -> CurveNetwork:
    """Return bumps between given edges.

    Parameters
    ----------
    edges : Matrix, shape (N, 2)
        Left and right edge of each.
    heights : Matrix, shape (m, N)
        By output.
    weight : float
        Of every hidden neuron.

    Notes
    -----
    b = −w s, and weights h and −h.  Nielsen (2015), ch. 4.
    """
    heights = np.atleast_2d(heights)
    places = np.repeat(edges, kind.size // 2, axis=1).ravel()
    v = (heights[:, :, None] * np.array(kind.pattern)).reshape(len(heights), -1)
    offsets = np.resize(np.array(kind.offsets), len(places))
    made = CurveNetwork.of([weight] * len(places), -weight * places - offsets, v)
    return replace(made, kind=kind)


def bumps_network(heights: Matrix, weight: float = STEEP, kind: BumpKind = STEPS) -> CurveNetwork:
    """Return N adjacent bumps on 0..1; heights of shape (m, N) by output."""
    heights = np.atleast_2d(heights)
    edges = np.arange(heights.shape[1] + 1) / heights.shape[1]
    return bumps_at(np.stack([edges[:-1], edges[1:]], axis=1), heights, weight, kind)


def put_outgoing(network: CurveNetwork, output: int, weights: dict[int, float]) -> CurveNetwork:
    """Set several weights to an output, by neuron."""
    v = network.v.copy()
    for neuron, weight in weights.items():
        v[output, neuron] = weight + 0.0
    return replace(network, v=freeze(v))


def _put(values: Vector, place: int, value: float) -> Vector:
    changed = values.copy()
    changed[place] = value + 0.0
    return freeze(changed)
