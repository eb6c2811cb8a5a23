"""Penalties on weights, beside the naive twin."""

from __future__ import annotations

import pytest

from engine.functions.regularisers import REGULARISERS
from engine.networks.network import Network
from tests.reference import naive_dense
from tests.support.samples.small_networks import SIZES, problem


@pytest.mark.parametrize("regulariser", REGULARISERS, ids=lambda entry: entry.name)
def test_penalties_leave_biases_alone_and_agree_with_the_naive_twin(regulariser):
    specification, parameters, _, _ = problem("sigmoid", "sigmoid")
    network = Network(specification, parameters)
    expected = naive_dense.penalty(regulariser.name, parameters.tolist(), SIZES)
    assert sum(map(regulariser.value, network.weights)) == pytest.approx(expected, rel=1e-12)
