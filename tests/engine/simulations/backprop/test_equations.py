"""Every equation of the Backprop page is computed again from the numbers that it writes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import SelectPart
from engine.commands.transport import Seek, Step
from tests.support.pages.backprop_session import SIMULATION_ID, Bench


def result(equation):
    """Return what an equation comes to."""
    return equation.numbers[-1]


@pytest.mark.parametrize("form", ["hadamard", "matrix"])
@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy", "log-likelihood"])
def test_every_equation_is_the_product_that_it_writes(form, cost):
    bench = Bench("large")
    bench.send(SetSetting(SIMULATION_ID, "cost", cost), SetSetting(SIMULATION_ID, "form", form))
    for neuron, layer in ((1, 0), (2, 1), (1, 2)):
        bench.send(SelectPart(SIMULATION_ID, layer, neuron, 0))
        for step in range(len(bench.state.stops)):
            state = (
                bench.send(Seek(SIMULATION_ID, 0), Step(SIMULATION_ID, step))
                if step
                else bench.send(Seek(SIMULATION_ID, 0))
            )
            check_equation(state)
    bench.session.close()


def check_equation(state):
    """Compute the written right side again, from its own numbers."""
    written = "".join(
        f"({piece!r})" if isinstance(piece, float) else piece for piece in state.equation.numbers
    )
    if state.stop.kind == "input":
        return
    for equality in written.split(","):
        sides = equality.split("=")
        for left, right in pairwise(sides[1:]):
            assert value(left) == pytest.approx(value(right), rel=1e-9, abs=1e-12), written


def value(text):
    """Return what a side of an equation comes to; (a; b)·(c; d) is a sum of products."""
    text = text.replace("−", "-").replace("·", "*").strip()
    if ";" in text:
        left, right = text.split(") * (") if ") * (" in text else text.split(")*(")
        numbers = [[float(each.strip("() ")) for each in side.split(";")] for side in (left, right)]
        return float(np.dot(*numbers))
    return eval(text, {"σ": lambda z: 1 / (1 + np.exp(-z))})


def test_the_chain_writes_its_whole_product_on_the_way_back(bench):
    equation = bench.send(Step(SIMULATION_ID, 2)).equation
    assert equation.symbols == "∂C/∂w²₁₁ = a¹₁ · σ′(z²₁) · w³₁₁ · σ′(z³₁) · ∂C/∂a³₁"
    assert result(equation) == pytest.approx(float(bench.state.trace.nabla_w[0][0, 0]))
    factors = [piece for piece in equation.numbers[:-1] if isinstance(piece, float)]
    assert np.prod(factors) == pytest.approx(result(equation))
