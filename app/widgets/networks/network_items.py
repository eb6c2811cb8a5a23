"""Neurons and weights of a network, as assistive technology lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from app.appearance.translation import plain, tr
from app.widgets.access.items import Item, Lazily, around, between
from app.widgets.networks.network_geometry import ELLIPSIS, Column
from app.widgets.networks.network_state import DiagramState, neuron_name
from app.widgets.networks.playground_geometry import Geometry
from engine.arrays import Vector
from engine.simulations.learning.views.playground import REACH, PlaygroundState

DECIMALS = 3
"""Decimals of values that are listed."""


def said_values(bias: float, output: float | None = None) -> str:
    """Return output, if there is one, and bias of a neuron as text."""
    said = plain(bias, DECIMALS)
    if output is None:
        return tr("bias {bias}", bias=said)
    return tr("output {output}, bias {bias}", output=plain(output, DECIMALS), bias=said)


def weights_of(
    weights: Vector, name: Callable[[int], str], box: Callable[[int], QRectF]
) -> Sequence[Item]:
    """Return the weights into a neuron.

    Parameters
    ----------
    weights : Vector, shape (n_in,)
    name : callable
        (source) -> name of the neuron or input that a weight comes from.
    box : callable
        (source) -> rectangle of the wire.
    """

    def weight(source: int) -> Item:
        value = plain(float(weights[source]), DECIMALS)
        return Item(tr("weight from {name}", name=name(source)), value, box(source))

    return Lazily(len(weights), weight)


def diagram_items(state: DiagramState, columns: Sequence[Column]) -> list[Item]:
    """Return the neurons that a diagram draws, layer by layer, each with its weights."""
    items = []
    for column in columns:
        for neuron, y in zip(column.neurons, column.ys, strict=True):
            if column.layer > 0 and neuron != ELLIPSIS:
                box = around(QPointF(column.x, y), column.radius)
                items.append(_diagram_neuron(state, column.layer, neuron, box))
    return items


def _diagram_neuron(state: DiagramState, layer: int, neuron: int, box: QRectF) -> Item:
    name = neuron_name(state.sizes, layer, neuron, state.output_names)
    if not state.biases:
        return Item(name, box=box)
    output = float(state.activations[layer][neuron]) if state.activations else None
    value = said_values(float(state.biases[layer - 1][neuron]), output)
    return Item(name, value, box, partial(_diagram_weights, state, layer, neuron, box))


def _diagram_weights(state: DiagramState, layer: int, neuron: int, box: QRectF) -> Sequence[Item]:
    """Return the weights into a neuron; few wires of a diagram are drawn: all lie at its disc."""

    def name(source: int) -> str:
        if layer == 1:
            return tr("input {number}", number=source + 1)
        return neuron_name(state.sizes, layer - 1, source)

    weights = state.weights[layer - 1][neuron] if state.weights else np.zeros(0)
    return weights_of(weights, name, lambda _: box)


def playground_items(state: PlaygroundState | None, places: Geometry | None) -> list[Item]:
    """Return inputs and neurons of a network over the plane, each neuron with its weights."""
    items: list[Item] = []
    if state is None or places is None:
        return items
    for layer, column in enumerate(places.columns):
        for neuron, box in enumerate(column):
            name = _place_name(layer, neuron)
            if layer == 0:
                items.append(Item(name, box=box))
                continue
            value = said_values(float(state.network.biases[layer - 1][neuron]))
            parts = partial(_playground_weights, state, places, layer, neuron)
            items.append(Item(name, value, box, parts))
    points = tr("{count} points", count=len(state.points.labels))
    return [*items, Item(tr("what the network answers"), points, places.playground)]


def _place_name(layer: int, neuron: int) -> str:
    if layer == 0:
        return tr("input {number}", number=neuron + 1)
    return tr("neuron {neuron} of layer {layer}", neuron=neuron + 1, layer=layer)


def _playground_weights(
    state: PlaygroundState, places: Geometry, layer: int, neuron: int
) -> Sequence[Item]:
    sources, end = places.columns[layer - 1], places.columns[layer][neuron].center()

    def box(source: int) -> QRectF:
        return between(sources[source].center(), end)

    weights = state.network.weights[layer - 1][neuron]
    return weights_of(weights, partial(_place_name, layer - 1), box)


def playground_summary(state: PlaygroundState) -> str:
    """Return the layers and the points in one sentence."""
    return tr(
        "A network {layers} and {count} points of the plane from {low:g} to {high:g}.",
        layers="-".join(str(size) for size in state.network.sizes),
        count=len(state.points.labels), low=-REACH, high=REACH,
    )  # fmt: skip
