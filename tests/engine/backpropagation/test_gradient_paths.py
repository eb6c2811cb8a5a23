"""Products along paths add up to the gradient."""

from __future__ import annotations

import numpy as np

from engine.backpropagation.backward import trace_of
from engine.backpropagation.gradient_paths import paths_of
from engine.backpropagation.pass_timing import example_case
from tests.support.pages.backprop_cases import gradient, random_case, random_part


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
