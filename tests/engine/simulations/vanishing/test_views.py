"""The chain and the circuits of the page Vanishing gradients, as they are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.pages.vanishing import SetChainNumber
from engine.settings import check_all
from engine.simulations.vanishing.scene import SETTINGS, Chain, Scene
from engine.simulations.vanishing.views import chain_view, parity_view
from tests.support.pages.vanishing_session import SIMULATION_ID


def test_the_chain_multiplies_its_factors(bench):
    bench.set(station="chain")
    bench.send(
        SetChainNumber(SIMULATION_ID, "w", 1, 2.5), SetChainNumber(SIMULATION_ID, "b", 0, -0.5)
    )
    bench.send(SetChainNumber(SIMULATION_ID, "x", 0, 0.7))
    view = bench.state.chain
    passed = view.passed
    assert (view.w[1], view.b[0], view.x) == (2.5, -0.5, 0.7)
    assert passed.gradients[0] == pytest.approx(passed.slopes[0] * np.prod(passed.factors))
    assert passed.a[0] == pytest.approx(1 / (1 + np.exp(-(view.w[0] * 0.7 - 0.5))))


def test_the_band_is_where_the_factor_is_at_least_one(bench):
    bench.set(station="chain", chain_neuron=3)
    bench.send(
        SetChainNumber(SIMULATION_ID, "w", 2, 6.894), SetChainNumber(SIMULATION_ID, "b", 2, -3.0)
    )
    view = bench.state.chain
    low, high = view.band
    assert high - low == pytest.approx(0.4477, abs=1e-4)
    inside = (view.band_a > low) & (view.band_a < high)
    assert (view.band_factor[inside] >= 1 - 1e-9).all()
    assert (view.band_factor[~inside] <= 1 + 1e-3).all()
    assert view.widest == (pytest.approx(6.894, abs=1e-3), pytest.approx(0.44774, abs=1e-5))
    assert bench.set(chain_activation="tanh").chain.band is None


@pytest.mark.parametrize(("w", "error"), [(1.0, 0.0102), (0.5, 0.0026), (0.1, 0.0001)])
def test_the_neuron_that_copies_is_nearly_right(bench, w, error):
    view = bench.set(station="chain", identity_w=w).chain
    assert view.identity_error == pytest.approx(error, abs=6e-5)
    assert view.identity_offset == pytest.approx(2 / w - 0.5)


def test_counts_are_those_of_the_circuits(bench):
    view = bench.set(station="parity", parity_bits=6).parity
    assert view.counts == {"deep": len(view.deep.gates), "shallow": len(view.shallow.gates)}
    assert view.all_shallow[view.bits - 2] == 39
    wide = bench.set(parity_bits=16).parity
    assert wide.shallow is None
    assert wide.counts == {"deep": 60, "shallow": 32_785}


# --- without a page ------------------------------------------------------------------------------


def scene(w=(1.0, -2.0, 8.0, 0.5), b=(0.5, 1.0, -4.0, 0.0), x=0.25, **settings):
    """Return a scene with a chain of four neurons."""
    spare = np.zeros(6)
    chain = Chain(np.concatenate([w, spare]), np.concatenate([b, spare]), x)
    return Scene(check_all(SETTINGS, settings), chain)


def test_gradients_of_the_chain_are_those_of_differences():
    view, h = chain_view(scene()), 1e-6

    def output(biases):
        a = 0.25
        for w, b in zip(view.w, biases, strict=True):
            a = 1 / (1 + np.exp(-(w * a + b)))
        return a

    for place in range(4):
        nudge = h * np.eye(4)[place]
        slope = (output(view.b + nudge) - output(view.b - nudge)) / (2 * h)
        assert view.passed.gradients[place] == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize("neuron", [1, 3, 9])
def test_the_factor_of_the_neuron_that_is_looked_at_is_drawn_over_its_input(neuron):
    view = chain_view(scene(chain_neuron=neuron))
    # a neuron that does not stand in the row gives way to the last one
    place = min(neuron, 4) - 1
    assert view.neuron == place
    w, b = view.w[place], view.b[place]
    before = 0.25 if place == 0 else view.passed.a[place - 1]
    assert view.band_a.min() <= min(0.0, before)
    assert view.band_a.max() >= max(1.0, before)
    a = 1 / (1 + np.exp(-(w * view.band_a + b)))
    np.testing.assert_allclose(view.band_factor, np.abs(w * a * (1 - a)), rtol=1e-9)
    assert (view.band is None) == (abs(w) < 4)


def test_counts_grow_with_the_bits_and_large_circuits_are_not_built():
    views = {bits: parity_view(scene(parity_bits=bits), ()) for bits in (2, 12, 13)}
    assert views[12].shallow is not None
    assert views[13].shallow is None
    for bits, view in views.items():
        assert view.bits == bits
        assert view.all_deep[bits - 2] == view.counts["deep"] == len(view.deep.gates)
        assert view.all_shallow[bits - 2] == view.counts["shallow"]
        assert (np.diff(view.all_shallow) > 0).all()
