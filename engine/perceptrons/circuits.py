"""Acyclic circuits of perceptrons, and their evaluation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix, Vector, seal
from engine.errors import SettingError
from engine.perceptrons.perceptrons import DECIMALS, rows_of, sigmoids

MOST_INPUTS, MOST_PERCEPTRONS, MOST_WIRES = 5, 20, 80
MOST_PARALLEL = 2
"""Wires between the same two nodes: a NAND used as NOT takes its input twice."""

Activation: TypeAlias = Callable[[Matrix], Matrix]
Tensor: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Node:
    """An input or a perceptron on the bench.

    Attributes
    ----------
    x, y : float
        0..1 from the left and from the top.
    bias : float or None
        None for an input.
    name : str
        Label of its output, "" without one.
    """

    id: int
    x: float
    y: float
    bias: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """A weighted connection, from an input or a perceptron into a perceptron."""

    id: int
    source: int
    target: int
    weight: float


@dataclass(frozen=True, slots=True)
class Circuit:
    """An immutable circuit; every edit returns a new one.

    Attributes
    ----------
    nodes : tuple of Node
        In order of creation; inputs are x₁, x₂, … in this order.
    next_id : int
        For the next node or wire.
    """

    nodes: tuple[Node, ...] = ()
    wires: tuple[Wire, ...] = ()
    next_id: int = 1

    @property
    def inputs(self) -> tuple[Node, ...]:
        """Input nodes."""
        return tuple(node for node in self.nodes if node.bias is None)

    @property
    def perceptrons(self) -> tuple[Node, ...]:
        """Perceptron nodes."""
        return tuple(node for node in self.nodes if node.bias is not None)

    @property
    def outputs(self) -> tuple[Node, ...]:
        """Outputs of the circuit: perceptrons without outgoing wires."""
        sources = {wire.source for wire in self.wires}
        return tuple(node for node in self.perceptrons if node.id not in sources)

    def node(self, node_id: int) -> Node:
        """Return a node.

        Raises
        ------
        SettingError
            If there is none with that id.
        """
        return _part(self.nodes, node_id)

    def wire(self, wire_id: int) -> Wire:
        """Return a wire.

        Raises
        ------
        SettingError
            If there is none with that id.
        """
        return _part(self.wires, wire_id)

    # --- edits ---------------------------------------------------------------------------------

    def with_node(self, x: float, y: float, bias: float | None, name: str = "") -> Circuit:
        """Return the circuit with another input (bias None) or perceptron.

        Raises
        ------
        SettingError
            If the maximum number is reached.
        """
        if bias is None and len(self.inputs) >= MOST_INPUTS:
            raise SettingError("expected at most {most} inputs; remove one first", most=MOST_INPUTS)
        if bias is not None and len(self.perceptrons) >= MOST_PERCEPTRONS:
            raise SettingError(
                "expected at most {most} perceptrons; remove one first", most=MOST_PERCEPTRONS
            )
        node = Node(self.next_id, x, y, bias, name)
        return replace(self, nodes=(*self.nodes, node), next_id=self.next_id + 1)

    def with_wire(self, source: int, target: int, weight: float) -> Circuit:
        """Return the circuit with another wire.

        Raises
        ------
        SettingError
            If it closes a cycle, leads into an input, or the maximum number is reached.
        """
        self.node(source)
        if self.node(target).bias is None:
            raise SettingError("a wire must lead into a perceptron: an input is set by hand")
        if source in self.reached_from(target):
            raise SettingError(
                "this wire would lead a signal in a circle, back to where it began; "
                "choose a perceptron from which nothing leads back"
            )
        same = [each for each in self.wires if (each.source, each.target) == (source, target)]
        if len(same) >= MOST_PARALLEL or len(self.wires) >= MOST_WIRES:
            raise SettingError(
                "expected at most {most} wires between two, and {all} in all; "
                "change the weight of one instead",
                most=MOST_PARALLEL,
                all=MOST_WIRES,
            )
        wire = Wire(self.next_id, source, target, weight)
        return replace(self, wires=(*self.wires, wire), next_id=self.next_id + 1)

    def with_changed(self, changed: Node) -> Circuit:
        """Return the circuit with the node of the same id replaced."""
        nodes = tuple(changed if node.id == changed.id else node for node in self.nodes)
        return replace(self, nodes=nodes)

    def with_weight(self, wire_id: int, weight: float) -> Circuit:
        """Return the circuit with the weight of a wire changed."""
        changed = replace(self.wire(wire_id), weight=weight)
        return replace(
            self, wires=tuple(changed if wire.id == wire_id else wire for wire in self.wires)
        )

    def without_node(self, node_id: int) -> Circuit:
        """Return the circuit without a node and its wires."""
        gone = self.node(node_id)
        return replace(
            self,
            nodes=tuple(node for node in self.nodes if node.id != gone.id),
            wires=tuple(w for w in self.wires if node_id not in (w.source, w.target)),
        )

    def without_wire(self, wire_id: int) -> Circuit:
        """Return the circuit without a wire."""
        gone = self.wire(wire_id)
        return replace(self, wires=tuple(wire for wire in self.wires if wire.id != gone.id))

    # --- order ---------------------------------------------------------------------------------

    def reached_from(self, node_id: int) -> frozenset[int]:
        """Return the ids of the nodes reachable from a node, itself included."""
        seen, waiting = {node_id}, [node_id]
        while waiting:
            here = waiting.pop()
            ahead = [wire.target for wire in self.wires if wire.source == here]
            waiting += [node for node in ahead if node not in seen]
            seen.update(ahead)
        return frozenset(seen)

    def depths(self) -> dict[int, int]:
        """Return the depth of each node by id: perceptrons on the longest path, 0 for inputs.

        Raises
        ------
        SettingError
            If there is a cycle; edits never make one, a document may contain one.
        """
        sources: dict[int, list[int]] = {node.id: [] for node in self.perceptrons}
        for wire in self.wires:
            sources[wire.target].append(wire.source)
        depths = {node.id: 0 for node in self.inputs}
        while sources:
            ready = [node for node, before in sources.items() if all(w in depths for w in before)]
            if not ready:
                raise SettingError("a signal must not run in a circle")
            # one whole layer per round
            depths.update(
                {each: 1 + max((depths[w] for w in sources.pop(each)), default=0) for each in ready}
            )
        return depths


Part = TypeVar("Part", Node, Wire)


def _part(parts: tuple[Part, ...], id_: int) -> Part:
    found = next((part for part in parts if part.id == id_), None)
    if found is None:
        raise SettingError(
            "expected a part of the bench, got {found}; choose one that is there", found=id_
        )
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Values of every node for every combination of the inputs.

    Attributes
    ----------
    rows : tuple of tuple of int
        Combinations of inputs, see `rows_of`.
    z : Matrix, shape (rows, nodes)
        w·x + b of each perceptron; 0 for inputs.
    outputs : Matrix, shape (rows, nodes)
        In the order of the circuit's nodes.
    depths : tuple of int
        Depth of each node.
    """

    rows: tuple[tuple[int, ...], ...]
    z: Matrix
    outputs: Matrix
    depths: tuple[int, ...]

    def column(self, circuit: Circuit, node: Node) -> Vector:
        """Return the output of one node in every row, shape (rows,)."""
        column: Vector = self.outputs[:, circuit.nodes.index(node)]
        return column


def step(z: Matrix) -> Matrix:
    """Return 1 where z > 0, else 0."""
    return (np.round(z, DECIMALS) > 0.0).astype(float)


def evaluate(circuit: Circuit, activation: Activation = step, scale: float = 1.0) -> Evaluation:
    """Evaluate a circuit layer by layer for all combinations of inputs at once.

    Parameters
    ----------
    activation : callable
        `step` for perceptrons, `sigmoids` for sigmoid neurons.
    scale : float
        Multiplies all weights and biases.
    """
    depths = circuit.depths()
    z, outputs = _signals(circuit, depths, activation, np.array([[scale]]))
    order = tuple(depths[node.id] for node in circuit.nodes)
    return Evaluation(rows_of(len(circuit.inputs)), seal(z[0]), seal(outputs[0]), order)


def smooth(circuit: Circuit, scales: Vector) -> Tensor:
    """Return the outputs of sigmoid neurons with all weights and biases multiplied by c.

    Parameters
    ----------
    scales : Vector, shape (n,)
        Values of c.

    Returns
    -------
    outputs : array, shape (n, rows, nodes)
    """
    _, outputs = _signals(circuit, circuit.depths(), sigmoids, scales[:, np.newaxis])
    return outputs


def _signals(
    circuit: Circuit, depths: dict[int, int], activation: Activation, scales: Matrix
) -> tuple[Tensor, Tensor]:
    """Return z and outputs of all nodes, shape (n, rows, nodes); scales has shape (n, 1)."""
    rows = rows_of(len(circuit.inputs))
    place = {node.id: index for index, node in enumerate(circuit.nodes)}
    outputs = np.zeros((len(circuit.nodes), len(scales), len(rows)))
    z = np.zeros_like(outputs)
    for index, node in enumerate(circuit.inputs):
        outputs[place[node.id]] = [row[index] for row in rows]
    wires: dict[int, list[Wire]] = {node.id: [] for node in circuit.nodes}
    for wire in circuit.wires:
        wires[wire.target].append(wire)
    for node in sorted(circuit.perceptrons, key=lambda each: depths[each.id]):
        total = z[place[node.id]]
        total += node.bias or 0.0
        for wire in wires[node.id]:
            total += wire.weight * outputs[place[wire.source]]
        outputs[place[node.id]] = activation(scales * total)
    return np.moveaxis(np.round(z, DECIMALS), 0, -1), np.moveaxis(outputs, 0, -1)
