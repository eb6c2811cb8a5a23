"""Every number of backpropagation against numbers that were found without it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.backpropagation.backprop_program import MOST_LINES, program_of
from engine.backpropagation.backward import Case, case_of, cost_of, descended, trace_of
from engine.backpropagation.gradient_check import central_differences, compare, demon
from engine.backpropagation.gradient_paths import paths_of
from engine.backpropagation.pass_timing import PassTimer, example_case
from engine.errors import EngineError, ShapeError
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.simulations.backprop.scene import FUNCTION_NAMES
from engine.simulations.backprop.state import Part
from engine.simulations.backprop.stops import stops_of
from engine.simulations.backprop.views import BackpropViews, Glance
from tests.reference.naive_backward import slope
from tests.support.pages.backprop_cases import random_case, random_part

CASES = 1_000
SMALLEST = 1e-8
"""Gradients below it are compared as if they were so large."""


def shown(case, part):
    """Return what a page shows of a case that lives elsewhere."""
    stops = stops_of(len(case.weights), every=True)
    glance = Glance(stops[-1], stops, {"eta": 0.5, "form": "matrix"}, Part(*part), editable=False)
    return BackpropViews().state(case, glance)


def gradient(trace, layer, neuron, source):
    """Return ∂C/∂w, or ∂C/∂b where there is no source."""
    if source is None:
        return float(trace.deltas[layer][neuron])
    return float(trace.nabla_w[layer][neuron, source])


def test_a_thousand_gradients_that_are_shown_are_those_of_central_differences():
    generator, worst, seen = np.random.default_rng(1), 0.0, set()
    for _ in range(CASES):
        case = random_case(generator)
        part = random_part(case, generator)
        state = shown(case, part)
        assert not state.editable
        ours, measured = gradient(state.trace, *part), slope(case, *part)
        worst = max(worst, abs(ours - measured) / max(abs(ours), abs(measured), SMALLEST))
        seen |= {(case.cost, name) for names in case.functions for name in names}
    assert worst < 1e-5
    assert {name for _, name in seen} == {*FUNCTION_NAMES, "softmax"}
    assert {cost for cost, _ in seen} == set(COST)


def test_the_check_on_the_page_agrees_for_all_weights_at_once():
    generator = np.random.default_rng(2)
    for _ in range(100):
        case = random_case(generator)
        comparison = compare(trace_of(case))
        part = random_part(case, generator)
        differences = central_differences(case)
        found = differences.nabla_b if part[2] is None else differences.nabla_w
        place = part[1] if part[2] is None else part[1:]
        assert found[part[0]][place] == pytest.approx(slope(case, *part), rel=1e-6, abs=1e-9)
        assert comparison.worst < 1e-4
        assert comparison.worst == max(
            part.max() for part in (*comparison.errors_w, *comparison.errors_b)
        )


def test_the_sum_over_paths_is_the_gradient():
    generator = np.random.default_rng(3)
    for _ in range(200):
        case = random_case(generator)
        part = random_part(case, generator)
        trace = trace_of(case)
        paths = paths_of(trace, *part)
        total = sum(path.product for path in paths)
        size = sum(abs(path.product) for path in paths)
        # relative to what is added: products may cancel
        assert abs(total - gradient(trace, *part)) <= 1e-12 * size
        if case.functions[-1][0] != "softmax":
            assert len(paths) == np.prod(case.sizes[part[0] + 2 :], dtype=int)


def test_a_weight_of_the_first_layer_of_5_5_4_3_has_twelve_paths():
    generator = np.random.default_rng(4)
    case = example_case("5-5-4-3", 1)
    paths = paths_of(trace_of(case), 0, 2, int(generator.integers(5)))
    assert len({path.neurons for path in paths}) == len(paths) == 12
    assert all(len(path.factors) == 4 for path in paths)


def test_the_numpy_lines_give_the_same_numbers_in_an_empty_namespace(capsys):
    generator = np.random.default_rng(5)
    for _ in range(100):
        case, eta = random_case(generator), float(generator.uniform(0.01, 3))
        text = program_of(case, eta)
        assert len(text.splitlines()) <= MOST_LINES == 25
        names = {}
        exec(compile(text, "pasted", "exec"), names)
        trace, after = trace_of(case), descended(trace_of(case), eta)
        pairs = [
            (names["z"], trace.zs),
            (names["a"], trace.activations),
            (names["delta"], trace.deltas),
            (names["nabla_w"], trace.nabla_w),
            (names["nabla_b"], trace.deltas),
            (names["new_w"], after.weights),
            (names["new_b"], after.biases),
        ]
        for found, expected in pairs:
            for left, right in zip(found, expected, strict=True):
                np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9)
        assert names["C"] == pytest.approx(trace.cost, rel=1e-9, abs=1e-9)
    assert "delta =" in capsys.readouterr().out


def test_the_program_stays_short_with_every_function_and_softmax():
    functions = (tuple(FUNCTION_NAMES), ("softmax", "softmax"))
    case = Case(
        (np.ones((5, 2)), np.ones((2, 5))),
        (np.zeros(5), np.zeros(2)),
        functions,
        np.ones(2),
        np.array([1.0, 0.0]),
        "log-likelihood",
    )
    assert len(program_of(case, 0.1).splitlines()) <= MOST_LINES


def test_the_promised_change_comes_true_as_eta_becomes_small():
    generator = np.random.default_rng(6)
    tried = 0
    while tried < 50:
        trace = trace_of(random_case(generator))
        if trace.squared_length < 1e-4:
            # a change that is lost among the last digits of the cost cannot be measured
            continue
        tried, apart = tried + 1, []
        for eta in (1e-3, 1e-4, 1e-5):
            measured = cost_of(descended(trace, eta)) - trace.cost
            apart.append(abs(-eta * trace.squared_length / measured - 1))
        assert apart[-1] < 1e-2
        assert apart[-1] < 0.1 * apart[0] + 1e-5


def test_the_demon_finds_delta_as_its_nudge_becomes_small():
    generator = np.random.default_rng(7)
    for _ in range(50):
        case = random_case(generator)
        layer, neuron, _ = random_part(case, generator)
        delta = float(trace_of(case).deltas[layer][neuron])
        apart = [
            abs(demon(case, layer, neuron, amount) / amount - delta) for amount in (1e-2, 1e-4)
        ]
        assert apart[1] <= 0.02 * apart[0] + 1e-10


def test_a_trace_is_that_of_the_network_it_was_taken_from():
    network = Network.initialised(parse_layers("3-4-2", "quadratic"), "normal", 3)
    x, y = np.array([0.2, 0.7, -0.4]), np.array([1.0, 0.0])
    trace = trace_of(case_of(network, x, y, "quadratic"))
    flat = network.backprop(x[np.newaxis], y[np.newaxis], COST["quadratic"])
    ours = Network(network.specification, flat)
    for layer in range(2):
        np.testing.assert_allclose(trace.nabla_w[layer], ours.weights[layer], rtol=1e-12)
        np.testing.assert_allclose(trace.deltas[layer], ours.biases[layer], rtol=1e-12)
    assert not trace.deltas[0].flags.writeable


def test_only_dense_networks_can_be_written_out():
    network = Network.initialised(parse_layers("28x28 conv3@5 pool2 dense10"), "normal", 1)
    with pytest.raises(ShapeError, match="without convolutions"):
        case_of(network, np.zeros(784), np.zeros(10), "quadratic")


def test_saturated_outputs_keep_their_exact_error():
    case = Case(
        (np.array([[60.0]]),), (np.zeros(1),), (("sigmoid",),), np.ones(1), np.zeros(1),
        "cross-entropy",
    )  # fmt: skip
    assert trace_of(case).deltas[0][0] == 1.0


@pytest.mark.parametrize(("layers", "parameters"), [("2-2-1", 9), ("784-30-10", 23_860)])
def test_two_passes_are_timed_against_one_for_each_weight(layers, parameters):
    ticks = iter(range(10**9))
    race = PassTimer(example_case(layers, 1), lambda: next(ticks) * 1e-6)
    race.advance(1e-5)
    assert race.view.running
    assert race.view.passes == 0
    pieces = 0
    while race.running:
        race.advance(0.001)
        pieces += 1
    assert pieces > 1 or parameters < 100
    view = race.view
    assert (view.parameters, view.passes) == (parameters, parameters + 1)
    assert view.apart < 1e-5
    assert view.two_s > 0
    assert view.many_s > 0


def test_a_piece_of_the_measurement_is_short():
    race = PassTimer(example_case("784-30-10", 1), time.perf_counter)
    lengths = []
    for _ in range(60):
        begun = time.perf_counter()
        race.advance(0.004)
        lengths.append(time.perf_counter() - begun)
    # the machine may be busy: one of many may be longer
    assert np.median(lengths) < 0.010
    assert race.running


@pytest.mark.parametrize("layers", ["784-100-10", "28x28 conv3@5 dense10", "nonsense", "5"])
def test_networks_that_are_too_large_are_refused(layers):
    with pytest.raises(EngineError):
        example_case(layers, 1)
