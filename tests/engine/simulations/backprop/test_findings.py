"""Which factor of a gradient of the Backprop page is nearly zero."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import (
    SelectPart,
    SetNumber,
)
from tests.support.pages.backprop_session import SIMULATION_ID, Bench


@pytest.mark.parametrize(
    ("exhibit", "kind"),
    [("chain", ""), ("small", ""), ("large", ""), ("stuck", "stuck"), ("cold input", "cold")],
)
def test_exhibits_show_which_factor_is_nearly_zero(exhibit, kind):
    bench = Bench(exhibit)
    finding = bench.state.finding
    assert finding.kind == kind
    if kind:
        assert abs(finding.value) < 0.05
    bench.session.close()


def test_cross_entropy_frees_the_stuck_output():
    bench = Bench("stuck")
    before = abs(bench.state.trace.deltas[-1][0])
    state = bench.send(SetSetting(SIMULATION_ID, "cost", "cross-entropy"))
    assert state.finding.kind == ""
    assert state.trace.deltas[-1][0] == state.trace.activations[-1][0] > 50 * before
    bench.session.close()


def test_the_cold_weight_learns_a_hundred_times_more_slowly():
    bench = Bench("cold input")
    slopes = bench.state.trace.nabla_w[0]
    np.testing.assert_allclose(slopes[:, 0] * 100, slopes[:, 1], rtol=1e-12)
    bench.session.close()


def test_a_dead_neuron_is_found():
    bench = Bench("small")
    bench.send(
        SetSetting(SIMULATION_ID, "activation", "relu"),
        SetNumber(SIMULATION_ID, "b", 0, 0, 0, -3.0),
    )
    state = bench.send(
        SetNumber(SIMULATION_ID, "b", 1, 0, 0, 5.0), SelectPart(SIMULATION_ID, 0, 0, 1)
    )
    assert (state.finding.kind, state.finding.layer) == ("dead", 0)
    state = bench.send(SetNumber(SIMULATION_ID, "b", 1, 0, 0, -5.0))
    assert (state.finding.kind, state.finding.layer) == ("dead", 1)
    bench.session.close()
