"""Layout of a dense network: the layers, neurons and wires that are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector

ELLIPSIS = -1
MAX_COLUMNS = 7
STRIPS = 14
"""Groups that a large input layer is summed into; two rows of a 28x28 picture each."""

MIN_PITCH = 13.0
"""Smallest distance of two neurons in pixels; a layer that needs less gets an ellipsis."""


@dataclass(frozen=True, slots=True)
class Column:
    """Geometry of one layer drawn.

    Attributes
    ----------
    layer : int
        Index of the layer, the input is 0; ELLIPSIS for layers left out.
    x : float
        Centre in pixels.
    neurons : tuple of int
        Neurons (of the input: groups) from top to bottom, ELLIPSIS for those left out.
    ys : tuple of float
        Centre of each in pixels.
    radius : float
        Of one neuron in pixels.
    """

    layer: int
    x: float
    neurons: tuple[int, ...]
    ys: tuple[float, ...]
    radius: float

    def y_of(self, neuron: int) -> float | None:
        """Return the centre of a neuron in pixels, or None if it is not shown."""
        if neuron in self.neurons and neuron != ELLIPSIS:
            return self.ys[self.neurons.index(neuron)]
        return None


def row_centres(top: float, height: float, count: int) -> tuple[float, ...]:
    """Return the centres of `count` rows that share a height evenly, in pixels."""
    pitch = height / max(count, 1)
    return tuple(top + pitch * (row + 0.5) for row in range(count))


def shown_layers(count: int, limit: int = MAX_COLUMNS) -> tuple[int, ...]:
    """Return the indices of the layers drawn: the first ones, an ELLIPSIS, the last ones.

    Examples
    --------
    >>> shown_layers(3)
    (0, 1, 2)
    >>> shown_layers(10, limit=5)
    (0, 1, -1, 8, 9)
    """
    if count <= limit:
        return tuple(range(count))
    first = limit // 2
    last = limit - 1 - first
    return (*range(first), ELLIPSIS, *range(count - last, count))


def shown_neurons(count: int, room: int, selected: int = ELLIPSIS) -> tuple[int, ...]:
    """Return the indices of the neurons drawn in `room` rows.

    The first ones, an ELLIPSIS, the last ones; a selected neuron between them takes the row
    above the ellipsis, so that it is always visible.

    Examples
    --------
    >>> shown_neurons(100, 7)
    (0, 1, 2, -1, 97, 98, 99)
    >>> shown_neurons(100, 7, selected=40)
    (0, 1, 40, -1, 97, 98, 99)
    """
    if count <= room:
        return tuple(range(count))
    first = max(room // 2, 1)
    last = max(room - 1 - first, 1)
    head = list(range(first))
    if first <= selected < count - last:
        head[-1] = selected
    return (*head, ELLIPSIS, *range(count - last, count))


def lay_out(
    sizes: tuple[int, ...],
    left: float,
    top: float,
    width: float,
    height: float,
    selected: tuple[int, int] | None = None,
    min_pitch: float = MIN_PITCH,
) -> tuple[Column, ...]:
    """Place the layers of a network in a rectangle.

    Parameters
    ----------
    sizes : tuple of int
        Neurons of each layer, the input's first.
    left, top, width, height : float
        The rectangle in pixels; the first and the last column lie on its sides.
    selected : tuple of (layer, neuron), optional
        Always shown.
    min_pitch : float
        Smallest distance of two neurons in pixels.
    """
    layers = shown_layers(len(sizes))
    step = width / max(len(layers) - 1, 1)
    columns = []
    for place, layer in enumerate(layers):
        x = left + step * place
        if layer == ELLIPSIS:
            columns.append(Column(ELLIPSIS, x, (ELLIPSIS,), (top + height / 2,), 2.0))
            continue
        chosen = selected[1] if selected is not None and selected[0] == layer else ELLIPSIS
        room = max(int(height / min_pitch), 3)
        columns.append(_column(layer, sizes, x, top, height, room, chosen))
    return tuple(columns)


def _column(
    layer: int,
    sizes: tuple[int, ...],
    x: float,
    top: float,
    height: float,
    room: int,
    selected: int,
) -> Column:
    count = min(sizes[0], STRIPS) if layer == 0 else sizes[layer]
    neurons = shown_neurons(count, room, selected)
    ys = row_centres(top, height, len(neurons))
    pitch = height / len(neurons)
    return Column(layer, x, neurons, ys, float(min(max(pitch * 0.42, 2.5), 11.0)))


def nearest_neuron(
    columns: tuple[Column, ...], x: float, y: float, reach: float = 6.0
) -> tuple[int, int] | None:
    """Return (layer, neuron) under a point, or None; input and ellipses cannot be hit.

    Parameters
    ----------
    reach : float
        Distance outside a neuron's circle at which a press still counts, in pixels.
    """
    best: tuple[float, tuple[int, int] | None] = (np.inf, None)
    for column in columns:
        if column.layer < 1:
            continue
        for neuron, centre in zip(column.neurons, column.ys, strict=True):
            distance = float(np.hypot(x - column.x, y - centre))
            if neuron != ELLIPSIS and distance <= column.radius + reach:
                best = min(best, (distance, (column.layer, neuron)))
    return best[1]


def group_inputs(values: Matrix) -> Matrix:
    """Sum the columns of a large input layer in STRIPS groups of neighbours.

    Parameters
    ----------
    values : Matrix, shape (rows, n_in)

    Returns
    -------
    Matrix, shape (rows, min(n_in, STRIPS))
    """
    count = values.shape[1]
    if count <= STRIPS:
        return values
    edges = np.linspace(0, count, STRIPS + 1).astype(int)[:-1]
    return np.add.reduceat(values, edges, axis=1)


@dataclass(frozen=True, slots=True)
class Wires:
    """The strongest wires between two columns, weakest first.

    Attributes
    ----------
    start_rows, end_rows : ndarray of int, shape (n,)
        Rows in the left and in the right column.
    strengths : Vector, shape (n,)
        Signed w·a divided by the largest |w·a| between the neurons drawn: -1..1.
    """

    start_rows: Vector
    end_rows: Vector
    strengths: Vector


def strongest_wires(
    contributions: Matrix,
    left: Column,
    right: Column,
    limit: int,
    faintest: float = 0.02,
    of: tuple[int, int] | None = None,
) -> Wires:
    """Select the strongest wires between two columns.

    Parameters
    ----------
    contributions : Matrix, shape (n_right, n_left)
        w·a of every wire, inputs already grouped.
    limit : int
        Maximum number of wires.
    faintest : float
        Wires below this share of the strongest are left out.
    of : tuple of (layer, neuron), optional
        Only the wires of this neuron.
    """
    rows_left = [row for row, neuron in enumerate(left.neurons) if neuron != ELLIPSIS]
    rows_right = [row for row, neuron in enumerate(right.neurons) if neuron != ELLIPSIS]
    from_neurons = [left.neurons[row] for row in rows_left]
    to_neurons = [right.neurons[row] for row in rows_right]
    seen = contributions[np.ix_(to_neurons, from_neurons)]
    largest = float(np.abs(seen).max()) if seen.size else 0.0
    if of is not None:
        # divided by the largest of all wires: weak wires of the neuron stay faint
        seen = seen * _touching(of, left.layer, from_neurons, right.layer, to_neurons)
        faintest = 1e-9
    seen = seen.ravel()
    size = np.abs(seen)
    if largest <= 0.0 or not np.isfinite(largest):
        nothing = np.zeros(0)
        return Wires(nothing.astype(int), nothing.astype(int), nothing)
    order = np.argsort(size, kind="stable")[-limit:]
    order = order[size[order] >= faintest * largest]
    ends, starts = np.divmod(order, len(from_neurons))
    return Wires(np.asarray(rows_left)[starts], np.asarray(rows_right)[ends], seen[order] / largest)


def _touching(
    neuron: tuple[int, int],
    left_layer: int,
    from_neurons: list[int],
    right_layer: int,
    to_neurons: list[int],
) -> Matrix:
    """Return 1 for the wires of one neuron and 0 for all others."""
    starts = np.equal(from_neurons, neuron[1]) & (left_layer == neuron[0])
    ends = np.equal(to_neurons, neuron[1]) & (right_layer == neuron[0])
    touching: Matrix = (ends[:, np.newaxis] | starts[np.newaxis, :]).astype(np.float64)
    return touching
