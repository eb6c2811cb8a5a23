"""Every number of backpropagation against numbers that were found without it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.backpropagation.backward import Case, case_of, cost_of, descended, trace_of
from engine.errors import ShapeError
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.simulations.backprop.scene import FUNCTION_NAMES
from engine.simulations.backprop.state import Part
from engine.simulations.backprop.stops import stops_of
from engine.simulations.backprop.views import BackpropViews, ViewOptions
from tests.reference.naive_backward import slope
from tests.support.pages.backprop_cases import gradient, random_case, random_part

CASES = 1_000
SMALLEST = 1e-8
"""Gradients below it are compared as if they were so large."""


def shown(case, part):
    """Return what a page shows of a case that lives elsewhere."""
    stops = stops_of(len(case.weights), every=True)
    glance = ViewOptions(
        stops[-1], stops, {"eta": 0.5, "form": "matrix"}, Part(*part), editable=False
    )
    return BackpropViews().state(case, glance)


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
