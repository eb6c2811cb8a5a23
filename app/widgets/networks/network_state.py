"""State of a network diagram; names and margins shared with the output bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.networks.network_geometry import Wires
from engine.arrays import Matrix, Vector
from engine.data.classes import name_of

Selection: TypeAlias = tuple[int, int] | None
"""(layer, neuron), or None."""


@dataclass(frozen=True, slots=True)
class DiagramState:
    """State of a network diagram.

    Attributes
    ----------
    sizes : tuple of int
        Neurons of each layer, the input's first.
    activation_names : tuple of str
        Of each layer but the input.
    weights, biases : tuples
        w, shape (n_out, n_in), and b of each layer but the input; empty if unknown.
    activations : tuple of Vector
        a of every layer, the input's first; empty without an input.
    version : tuple
        Changes whenever weights or activations have changed.
    winner, runner_up : int or None
        Output neurons.
    output_names : tuple of str
        Name of each output; empty where they are numbers.
    """

    sizes: tuple[int, ...]
    activation_names: tuple[str, ...]
    weights: tuple[Matrix, ...] = ()
    biases: tuple[Vector, ...] = ()
    activations: tuple[Vector, ...] = ()
    version: tuple[object, ...] = ()
    winner: int | None = None
    runner_up: int | None = None
    output_names: tuple[str, ...] = ()


def neuron_name(
    sizes: Sequence[int], layer: int, neuron: int, output_names: Sequence[str] = ()
) -> str:
    """Return the name of a neuron; that of an output is the name of its class."""
    if layer == len(sizes) - 1:
        return tr("Output neuron {number}", number=name_of(output_names, neuron))
    if len(sizes) == 3:
        return tr("Hidden neuron {number}", number=neuron)
    return tr("Hidden layer {layer}, neuron {number}", layer=layer, number=neuron)


def diagram_margins(theme: Theme) -> tuple[float, float]:
    """Return the free space above and below the columns in pixels."""
    return 4.0, theme.size("small") * 1.9


def visible_key(gaps: tuple[Wires, ...]) -> tuple[bytes, ...]:
    """Return a key of the wires' appearance: wires with equal keys look the same."""
    parts: list[bytes] = []
    for wires in gaps:
        levels = np.rint(wires.strengths * 12).astype(np.int8)
        parts += [wires.start_rows.tobytes(), wires.end_rows.tobytes(), levels.tobytes()]
    return tuple(parts)
