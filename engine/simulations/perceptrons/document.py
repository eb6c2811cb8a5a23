"""Save and restore the Perceptrons page in documents."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Raw

from engine.documents.container import damaged, refused_as_damaged
from engine.documents.schema import Count, Positive, Strict, Values, read
from engine.perceptrons.circuits import MOST_INPUTS, MOST_PERCEPTRONS, MOST_WIRES, Circuit
from engine.perceptrons.four_bits import BITS, DIGITS, BitLayer
from engine.settings import check_all
from engine.simulations.perceptrons.scene import LARGEST, SETTINGS, STATIONS, Scene
from engine.simulations.simulation import Saved

Station = Literal["decision", "bench", "sigmoid", "bits"]
Share = Annotated[float, Meta(ge=0, le=1)]
Weight = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]
Row = Annotated[list[Weight], Meta(min_length=DIGITS, max_length=DIGITS)]


class NodeContent(Strict):
    """See `engine.perceptrons.circuits.Node`."""

    id: Positive
    x: Share
    y: Share
    bias: Weight | None
    name: Literal["", "sum", "carry"]


class WireContent(Strict):
    """See `engine.perceptrons.circuits.Wire`."""

    id: Positive
    source: Positive
    target: Positive
    weight: Weight


class BitsContent(Strict):
    """See `engine.perceptrons.four_bits.BitLayer`."""

    weights: Annotated[list[Row], Meta(min_length=BITS, max_length=BITS)]
    biases: Annotated[list[Weight], Meta(min_length=BITS, max_length=BITS)]


class PerceptronsContent(Strict):
    """The page's part of a document's JSON."""

    settings: Values
    station: Station
    steps: Annotated[list[Count], Meta(min_length=len(STATIONS), max_length=len(STATIONS))]
    nodes: Annotated[list[NodeContent], Meta(max_length=MOST_INPUTS + MOST_PERCEPTRONS)]
    wires: Annotated[list[WireContent], Meta(max_length=MOST_WIRES)]
    next_id: Positive
    bits: BitsContent


def save(scene: Scene) -> Saved:
    """Return the document's content."""
    content = {
        "settings": dict(scene.settings),
        "station": scene.station,
        "steps": [scene.steps[name] for name in STATIONS],
        "nodes": scene.circuit.nodes,
        "wires": scene.circuit.wires,
        "next_id": scene.circuit.next_id,
        "bits": scene.bits,
    }
    return Saved(content, dict)


def restored(text: Raw) -> Scene:
    """Rebuild the scene from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read(text, PerceptronsContent)
    with refused_as_damaged():
        settings = check_all(SETTINGS, content.settings)
        circuit = _circuit(content)
    bits = BitLayer(tuple(map(tuple, content.bits.weights)), tuple(content.bits.biases))
    steps = dict(zip(STATIONS, content.steps, strict=True))
    return Scene(settings, circuit, bits, content.station, steps)


def _circuit(content: PerceptronsContent) -> Circuit:
    """Build the bench part by part, so that each is validated as in an edit."""
    circuit = Circuit()
    for node in content.nodes:
        circuit = _numbered(circuit, node.id).with_node(node.x, node.y, node.bias, node.name)
    for wire in content.wires:
        circuit = _numbered(circuit, wire.id).with_wire(wire.source, wire.target, wire.weight)
    ids = [node.id for node in circuit.nodes] + [wire.id for wire in circuit.wires]
    if len(set(ids)) < len(ids) or max(ids, default=0) >= content.next_id:
        raise damaged("two parts of the bench have one number")
    return _numbered(circuit, content.next_id)


def _numbered(circuit: Circuit, next_id: int) -> Circuit:
    return Circuit(circuit.nodes, circuit.wires, next_id)
