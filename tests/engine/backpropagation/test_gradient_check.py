"""The gradient check measures what differences of the cost say."""

from __future__ import annotations

import numpy as np
import pytest

from engine.backpropagation.backward import trace_of
from engine.backpropagation.gradient_check import central_differences, compare, demon
from tests.reference.naive_backward import slope
from tests.support.pages.backprop_cases import random_case, random_part


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
