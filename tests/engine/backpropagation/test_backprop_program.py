"""The printed NumPy program computes what the page shows."""

from __future__ import annotations

import numpy as np
import pytest

from engine.backpropagation.backprop_program import MOST_LINES, program_of
from engine.backpropagation.backward import Case, descended, trace_of
from engine.simulations.backprop.scene import FUNCTION_NAMES
from tests.support.pages.backprop_cases import random_case


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
        (np.ones((len(FUNCTION_NAMES), 2)), np.ones((2, len(FUNCTION_NAMES)))),
        (np.zeros(len(FUNCTION_NAMES)), np.zeros(2)),
        functions,
        np.ones(2),
        np.array([1.0, 0.0]),
        "log-likelihood",
    )
    assert len(program_of(case, 0.1).splitlines()) <= MOST_LINES
