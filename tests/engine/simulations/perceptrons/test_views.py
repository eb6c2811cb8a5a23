"""Views of the Perceptrons page: both kinds of neurons, and what is not built again."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import (
    LoadBench,
    SetWire,
    ShowStation,
)
from engine.perceptrons.benches import adder, festival, nand
from engine.perceptrons.circuits import evaluate
from engine.perceptrons.four_bits import BitLayer, solution
from engine.settings import check_all
from engine.simulations.perceptrons.scene import SETTINGS, Scene
from engine.simulations.perceptrons.views import SCALES, PerceptronViews
from tests.support.pages.perceptrons_session import SIMULATION_ID


def test_the_bench_becomes_a_network_of_sigmoid_neurons(table):
    assert table.state.gaps is None
    table.send(LoadBench(SIMULATION_ID, "adder"), ShowStation(SIMULATION_ID, "sigmoid"))
    state = table.send(
        SetSetting(SIMULATION_ID, "network", "bench"), SetSetting(SIMULATION_ID, "scale", 100.0)
    )
    np.testing.assert_array_equal(state.gaps.hard, [[0, 0], [1, 0], [1, 0], [0, 1]])
    np.testing.assert_allclose(state.gaps.smooth, state.gaps.hard, atol=1e-12)
    worst = state.gaps.gaps.max(axis=1)
    assert (worst[0] > 0.4, worst[-1] < 1e-12) == (True, True)


def test_a_snapshot_is_made_in_less_than_two_milliseconds(table):
    table.send(LoadBench(SIMULATION_ID, "adder"), ShowStation(SIMULATION_ID, "bench"))
    times = []
    for number in range(200):
        table.session.apply(SetWire(SIMULATION_ID, 4, number / 100, finished=False))
        begun = time.perf_counter()
        table.session.snapshot()
        times.append(time.perf_counter() - begun)
    assert sorted(times)[len(times) // 2] < 0.002


# --- without a page ------------------------------------------------------------------------------


def scene(circuit, **settings):
    """Return a scene with a circuit on its bench."""
    return Scene(check_all(SETTINGS, settings), circuit, BitLayer())


def test_the_gap_of_one_gate_is_that_of_its_sigmoid_by_hand():
    gaps = PerceptronViews().gaps(scene(nand(), scale=2.0))
    z = np.array([3.0, 1.0, 1.0, -1.0])
    np.testing.assert_array_equal(gaps.hard[:, 0], [1, 1, 1, 0])
    np.testing.assert_allclose(gaps.smooth[:, 0], 1 / (1 + np.exp(-2.0 * z)), rtol=1e-12)
    for row, at in enumerate(z):
        small = np.exp(-SCALES * abs(at))
        np.testing.assert_allclose(gaps.gaps[:, row], small / (1 + small), atol=1e-15)


def test_the_bench_says_what_its_circuit_is_and_computes():
    views = PerceptronViews()
    bench = views.bench(scene(adder()))
    assert (bench.name, bench.adds, sorted(bench.gates.values())) == ("adder", True, ["AND", "XOR"])
    other = views.bench(scene(festival().with_weight(5, 6.5)))
    assert (other.name, other.adds) == ("", False)
    np.testing.assert_array_equal(other.evaluation.outputs, evaluate(other.circuit).outputs)


def test_what_has_not_changed_is_not_built_again():
    views, first, moved = PerceptronViews(), scene(nand()), scene(nand(), train=3.0)
    assert views.bench(first) is views.bench(moved)
    assert views.sigmoid(first, 1) is views.sigmoid(moved, 5)
    assert views.decision(first, 2) is views.decision(first, 2)
    assert views.decision(first, 2) is not views.decision(moved, 2)
    assert views.gaps(first).gaps is views.gaps(scene(nand(), scale=9.0)).gaps


def test_the_sigmoid_s_change_is_that_of_the_row_that_is_shown():
    changes = {"changed": "w2", "change": 0.25, "scale": 4.0}
    view = PerceptronViews().sigmoid(scene(nand(), **changes), 3)
    a, after = (1 / (1 + np.exp(-4.0 * z)) for z in (-1.0, -0.75))
    assert view.change.real == pytest.approx(after - a, rel=1e-12)
    assert view.change.predicted == pytest.approx(0.25 * 4.0 * a * (1 - a), rel=1e-12)
    np.testing.assert_array_equal(view.hard, view.z > 0)


def test_bits_are_counted_right_only_if_they_are_so_in_the_worst_case():
    views = PerceptronViews()
    assert views.bits(solution()).right == 10
    # without weights no bit is ever on: 0 alone is answered as it should be
    assert views.bits(BitLayer()).right == 1
