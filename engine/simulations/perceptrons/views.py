"""Build the frozen views of the four stations; unchanged views are cached."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, seal
from engine.perceptrons.benches import gate_of, is_half_adder, name_of
from engine.perceptrons.circuits import Circuit, evaluate, smooth
from engine.perceptrons.four_bits import BitLayer, check_all_digits
from engine.perceptrons.perceptrons import (
    CURVE_POINTS,
    Comparison,
    Neuron,
    SmallChange,
    Verdict,
    compare,
    decide,
    sigmoids,
    small_change,
    sole_reason,
)
from engine.simulations.cached_value import CachedValue
from engine.simulations.perceptrons.scene import REACH, Scene
from engine.simulations.perceptrons.state import (
    BenchView,
    BitsView,
    DecisionView,
    NetworkGapView,
    SigmoidView,
)

Z_REACH = 5.0
"""The curve of a sigmoid is drawn from −Z_REACH to Z_REACH."""

SCALES = seal(np.logspace(-1, 3, 61))
"""Values of c for which gaps are drawn."""


class PerceptronViews:
    """Cached views of all stations."""

    def __init__(self) -> None:
        self._verdicts: CachedValue[tuple[Verdict, ...]] = CachedValue()
        self._decisions: CachedValue[DecisionView] = CachedValue()
        self._benches: CachedValue[BenchView] = CachedValue()
        self._tables: CachedValue[tuple[Comparison, ...]] = CachedValue()
        self._changes: CachedValue[SmallChange] = CachedValue()
        self._sigmoids: CachedValue[SigmoidView] = CachedValue()
        self._courses: CachedValue[Matrix] = CachedValue()
        self._gaps: CachedValue[NetworkGapView] = CachedValue()
        self._bits: CachedValue[BitsView] = CachedValue()

    def decision(self, scene: Scene, row: int | None) -> DecisionView:
        """Return the view of the decision, with a row of reasons on the scale."""
        key = (scene.reasons, scene.threshold)
        table = self._verdicts.get(key, lambda: decide(*key))
        shown = None if row is None else table[row]
        return self._decisions.get(
            (key, row), lambda: DecisionView(*key, table, shown, sole_reason(table))
        )

    def bench(self, scene: Scene) -> BenchView:
        """Return the view of the bench."""
        circuit = scene.circuit
        return self._benches.get(circuit, lambda: _bench(circuit))

    def sigmoid(self, scene: Scene, row: int) -> SigmoidView:
        """Return the view of the sigmoid neuron, with a small change in one row of inputs."""
        neuron, c = scene.neuron, scene.scale
        table = self._tables.get((neuron, c), lambda: compare(neuron, c))
        inputs = table[row % len(table)].inputs
        changed, size = str(scene.settings["changed"]), float(scene.settings["change"])
        key = (neuron, inputs, c, changed, size)
        change = self._changes.get(key, lambda: small_change(*key, REACH))
        return self._sigmoids.get(key, lambda: _sigmoid(neuron, c, table, change))

    def gaps(self, scene: Scene) -> NetworkGapView:
        """Return the outputs of the bench with perceptrons and with sigmoid neurons."""
        key = (scene.circuit, scene.scale)
        courses = self._courses.get(scene.circuit, lambda: _courses(scene.circuit))
        return self._gaps.get(key, lambda: _gaps(*key, courses))

    def bits(self, layer: BitLayer) -> BitsView:
        """Return the extra layer with its checks."""
        return self._bits.get(layer, lambda: BitsView(layer, check_all_digits(layer)))


def _bench(circuit: Circuit) -> BenchView:
    evaluation = evaluate(circuit)
    gates = {node.id: gate_of(circuit, evaluation, node) for node in circuit.outputs}
    adds = is_half_adder(circuit, evaluation)
    return BenchView(circuit, evaluation, name_of(circuit), gates, adds)


def _sigmoid(
    neuron: Neuron, c: float, table: tuple[Comparison, ...], change: SmallChange
) -> SigmoidView:
    z = np.linspace(-Z_REACH, Z_REACH, 2 * CURVE_POINTS - 1)
    return SigmoidView(
        neuron.weights,
        neuron.bias,
        c,
        table,
        seal(z),
        seal(sigmoids(c * z)),
        seal((z > 0).astype(float)),
        change,
    )


def _courses(circuit: Circuit) -> Matrix:
    """Return the largest gap in each row for all SCALES, shape (scales, rows)."""
    places = [circuit.nodes.index(node) for node in circuit.outputs]
    apart = np.abs(smooth(circuit, SCALES) - evaluate(circuit).outputs)
    worst: Matrix = apart[:, :, places].max(axis=2, initial=0.0)
    return seal(worst)


def _gaps(circuit: Circuit, scale: float, courses: Matrix) -> NetworkGapView:
    hard = evaluate(circuit)
    places = [circuit.nodes.index(node) for node in circuit.outputs]
    soft = smooth(circuit, np.array([scale]))[0]
    return NetworkGapView(
        circuit,
        hard.rows,
        seal(hard.outputs[:, places]),
        seal(soft[:, places]),
        SCALES,
        courses,
    )
