"""Costs and output errors by code: those of the table, in both precisions."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import ACTIVATION, ACTIVATIONS
from engine.functions.costs import COSTS, NATURAL_COST
from engine.kernels.costs import PAIRS
from engine.kernels.output_costs import (
    exact_output_cost,
    is_natural,
    output_cost,
    output_gradient,
    output_row,
)
from engine.networks.network import output_error

costs = pytest.mark.parametrize("cost", COSTS, ids=lambda entry: entry.name)
kinds = pytest.mark.parametrize("kind", [np.float32, np.float64])


def test_every_cost_has_one_pair_at_the_place_of_its_code():
    assert [cost.code for cost in COSTS] == list(range(len(PAIRS)))
    for cost, pair in zip(COSTS, PAIRS, strict=True):
        assert pair.value.__name__.replace("_", "-") == cost.name


@costs
@pytest.mark.parametrize("compiled", [output_cost, exact_output_cost])
def test_what_one_output_costs_is_finite_and_adds_up(cost, compiled, generator):
    a = generator.uniform(0.01, 0.99, 6)
    for y in (np.eye(6)[2], generator.uniform(size=6)):
        total = sum(compiled(cost.code, *pair) for pair in zip(a, y, strict=True))
        assert total == pytest.approx(cost.value(a[None], y[None])[0], rel=1e-14)
    assert 0 < compiled(cost.code, 0.0, 1.0) < 100


@kinds
@costs
@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda entry: entry.name)
def test_the_error_of_a_row_of_outputs_is_that_of_the_formulas(cost, activation, kind, generator):
    if cost.probabilities and not activation.probabilities:
        pytest.skip("this cost needs outputs between 0 and 1")
    z, y = generator.normal(size=5).astype(kind), np.eye(5, dtype=kind)[1]
    a, delta = activation.value(z), np.empty(5, kind)
    output_row(cost.code, activation.code, z, a, y, delta)
    expected = output_error(activation, cost, z[None], a[None], y[None])[0]
    np.testing.assert_allclose(delta, expected, rtol=1e-5, atol=1e-7)


@costs
def test_a_cost_is_natural_for_the_activation_whose_slope_it_cancels_alone(cost):
    found = [each.name for each in ACTIVATIONS if is_natural(cost.code, each.code)]
    assert found == [cost.natural] * bool(cost.natural)
    assert NATURAL_COST.get(cost.natural, cost.name) == cost.name


@pytest.mark.parametrize("code", [-1, len(PAIRS), 99])
def test_an_unknown_cost_is_nan_and_no_other_cost(code):
    assert np.isnan(output_cost(code, 0.3, 1.0))
    assert np.isnan(exact_output_cost(code, 0.3, 1.0))
    assert np.isnan(output_gradient(code, 0.3, 1.0, np.float64))
    assert not is_natural(code, ACTIVATION["sigmoid"].code)
