"""Backpropagation as a sum over paths from a weight to the cost, each a product of rates.

Nielsen (2015), ch. 2, eq. (47)-(53).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from engine.arrays import Matrix
from engine.backpropagation.backward import Trace


@dataclass(frozen=True, slots=True)
class Path:
    """One path from a weight or bias to the cost.

    Attributes
    ----------
    neurons : tuple of int
        The neuron that it passes in each layer, from the weight's own layer on.
    factors : tuple of float
        Rates along the path: ∂a/∂w, then ∂a/∂a from layer to layer, then ∂C/∂a.
    product : float
    """

    neurons: tuple[int, ...]
    factors: tuple[float, ...]

    @property
    def product(self) -> float:
        """The rate factor of the whole path."""
        return prod(self.factors)


def paths_of(trace: Trace, layer: int, neuron: int, source: int | None) -> tuple[Path, ...]:
    """Return every path from a weight to the cost; for a bias `source` is None.

    Parameters
    ----------
    layer, neuron : int
        Target of the weight, from 0.
    """
    slopes = trace.slopes[layer]
    entering = 1.0 if source is None else float(trace.activations[layer][source])
    rates = _rates(trace, layer)
    found = []
    # in a softmax layer every activation depends on every z
    for first in range(len(slopes)):
        if first != neuron and not slopes[first, neuron]:
            continue
        start = float(slopes[first, neuron]) * entering
        for neurons, factors in _onwards(rates, first):
            end = float(trace.output_gradients[-1][neurons[-1] if neurons else first])
            found.append(Path((first, *neurons), (start, *factors, end)))
    return tuple(found)


def _rates(trace: Trace, layer: int) -> list[Matrix]:
    """Return ∂a/∂a of each layer after `layer` by the layer before it.  Eq. (50)."""
    later = zip(trace.slopes[layer + 1 :], trace.case.weights[layer + 1 :], strict=True)
    return [slopes @ w for slopes, w in later]


def _onwards(
    rates: list[Matrix], neuron: int
) -> Iterator[tuple[tuple[int, ...], tuple[float, ...]]]:
    if not rates:
        yield (), ()
        return
    for following, rate in enumerate(rates[0][:, neuron].tolist()):
        for neurons, factors in _onwards(rates[1:], following):
            yield (following, *neurons), (rate, *factors)
