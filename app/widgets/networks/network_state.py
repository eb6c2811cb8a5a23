"""What a network diagram shows, and the words and margins that its neighbours share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.networks.network_geometry import Wires
from engine.arrays import Matrix, Vector

BOUNDED = frozenset({"sigmoid", "softmax", "tanh"})
"""Activations whose largest size is 1; others are shown relative to their layer's largest."""

Selection: TypeAlias = tuple[int, int] | None
"""(layer, neuron), or None."""


@dataclass(frozen=True, slots=True)
class DiagramState:
    """What the diagram shows.

    Attributes
    ----------
    sizes : tuple of int
        Neurons of each layer, the input's first.
    activation_names : tuple of str
        Of each layer but the input.
    weights, biases : tuples
        w, shape (n_out, n_in), and b of each layer but the input; empty if unknown.
    activations : tuple of Vector
        a of every layer for the picture, the input's first; empty without a picture.
    version : tuple
        Changes whenever weights or activations have changed.
    winner, runner_up : int or None
        Output neurons.
    """

    sizes: tuple[int, ...]
    activation_names: tuple[str, ...]
    weights: tuple[Matrix, ...] = ()
    biases: tuple[Vector, ...] = ()
    activations: tuple[Vector, ...] = ()
    version: tuple[object, ...] = ()
    winner: int | None = None
    runner_up: int | None = None


def neuron_name(sizes: Sequence[int], layer: int, neuron: int) -> str:
    """Call a neuron by its name."""
    if layer == len(sizes) - 1:
        return tr("Output neuron {number}", number=neuron)
    if len(sizes) == 3:
        return tr("Hidden neuron {number}", number=neuron)
    return tr("Hidden layer {layer}, neuron {number}", layer=layer, number=neuron)


def diagram_margins(theme: Theme) -> tuple[float, float]:
    """Return the free space above and below the columns in pixels."""
    return 4.0, theme.size("small") * 1.9


def visible_key(gaps: tuple[Wires, ...]) -> tuple[bytes, ...]:
    """Return what of the wires can be seen; equal keys look the same."""
    parts: list[bytes] = []
    for wires in gaps:
        levels = np.rint(wires.strengths * 12).astype(np.int8)
        parts += [wires.start_rows.tobytes(), wires.end_rows.tobytes(), levels.tobytes()]
    return tuple(parts)
