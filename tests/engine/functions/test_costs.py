"""Cost functions: values by hand, gradients against differences, finite at the ends."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import ACTIVATION
from engine.functions.costs import COST, COSTS, NATURAL_COST

costs = pytest.mark.parametrize("cost", COSTS, ids=lambda entry: entry.name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("quadratic", 0.5 * (0.2**2 + 0.3**2)),
        ("cross-entropy", -np.log(0.8) - np.log(0.7)),
        ("log-likelihood", -np.log(0.8)),
    ],
)
def test_the_cost_of_one_example_is_that_of_the_book(name, expected):
    a, y = np.array([[0.8, 0.3]]), np.array([[1.0, 0.0]])
    assert COST[name].value(a, y) == pytest.approx([expected], rel=1e-14)


@costs
def test_the_gradient_is_the_central_difference_of_the_value(cost, generator):
    a, y = generator.uniform(0.1, 0.9, (4, 3)), generator.uniform(size=(4, 3))
    found = cost.gradient(a, y)
    for place in np.ndindex(a.shape):
        step = np.zeros_like(a)
        step[place] = 1e-6
        rise = (cost.value(a + step, y) - cost.value(a - step, y))[place[0]]
        assert found[place] == pytest.approx(rise / 2e-6, rel=1e-6, abs=1e-7)


@costs
def test_outputs_that_are_entirely_wrong_cost_no_infinity(cost):
    a, y = np.array([[1.0, 0.0]], np.float32), np.array([[0.0, 1.0]], np.float32)
    value = cost.value(a, y)
    assert value.dtype == np.float64
    assert np.isfinite(value).all()
    assert value[0] >= 1.0
    assert np.isfinite(cost.gradient(a, y)).all()


def test_the_natural_cost_cancels_the_derivative_of_the_outputs(generator):
    z, y = generator.normal(size=(5, 4)), np.eye(4)[[0, 1, 2, 3, 0]]
    for name, cost in NATURAL_COST.items():
        a = ACTIVATION[name].value(z)
        gradient = COST[cost].gradient(a, y)
        if name == "softmax":
            delta = a * (gradient - (gradient * a).sum(axis=1, keepdims=True))
        else:
            delta = gradient * a * (1 - a)
        np.testing.assert_allclose(delta, a - y, atol=1e-14)


@costs
def test_the_text_of_programs_computes_cost_and_gradient(cost, generator):
    a, y = generator.uniform(0.1, 0.9, 4), np.eye(4)[1]
    names = {"np": np, "a": a, "y": y, "log": np.log}
    assert eval(cost.value_program, names) == pytest.approx(cost.value(a[None], y[None])[0])
    np.testing.assert_allclose(eval(cost.gradient_program, names), cost.gradient(a, y))
    if cost.natural:
        np.testing.assert_allclose(eval(cost.natural_program, names), a - y)
