"""The chain of the page Vanishing gradients: what its numbers do, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from engine.commands.transport import Reset, Start, Step
from tests.support.pages.vanishing_session import SIMULATION_ID, Bench


@pytest.fixture
def bench():
    """Return a page on few pictures, closed afterwards."""
    bench = Bench()
    yield bench
    bench.close()


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


def test_the_explosion_has_factors_of_25_and_none_without_the_lock(bench):
    bench.set(station="chain")
    bench.send(LoadChain(SIMULATION_ID, "explosion"))
    view = bench.state.chain
    np.testing.assert_allclose(view.passed.factors, 25.0)
    np.testing.assert_allclose(view.passed.z, 0.0, atol=1e-12)
    assert bench.state.settings["chain_locked"] is True
    freed = bench.set(chain_locked=False).chain
    assert np.abs(freed.passed.factors).max() < 1e-15
    bench.send(Undo(), Undo())
    assert bench.state.settings["chain_locked"] is False


def test_while_it_is_locked_the_biases_follow(bench):
    bench.set(station="chain", chain_locked=True, chain_activation="tanh")
    bench.send(SetChainNumber(SIMULATION_ID, "w", 2, 3.0))
    view = bench.state.chain
    np.testing.assert_allclose(view.passed.z, 0.0, atol=1e-12)
    np.testing.assert_allclose(view.passed.slopes, 1.0)
    before = bench.seen()
    bench.send(SetChainNumber(SIMULATION_ID, "b", 2, 3.0))
    assert "switch the lock off" in bench.notice
    assert bench.seen() == before


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


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (SetChainNumber(SIMULATION_ID, "w", 0, float("nan")), "nothing was changed"),
        (SetChainNumber(SIMULATION_ID, "w", 0, 5000.0), "expected a number from -1000 to 1000"),
        (SetChainNumber(SIMULATION_ID, "w", 7, 1.0), "expected neuron 1 to 4"),
        (SetChainNumber(SIMULATION_ID, "q", 0, 1.0), "expected w, b or x"),
        (LoadChain(SIMULATION_ID, "gold"), "expected one of drawn"),
        (SetSetting(SIMULATION_ID, "depth", 11), "nothing was changed"),
        (SetSetting(SIMULATION_ID, "colour", 1), "expected settings among"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_in_a_sentence(bench, command, words):
    before = bench.seen()
    bench.send(command)
    assert words in bench.notice
    assert bench.seen() == before


def test_a_drag_is_one_edit(bench):
    bench.set(station="chain")
    before = bench.seen()
    for value in (0.5, 1.0, 1.5):
        bench.send(SetChainNumber(SIMULATION_ID, "w", 0, value, finished=False))
    bench.send(SetChainNumber(SIMULATION_ID, "w", 0, 2.0))
    after = bench.seen()
    bench.send(Undo())
    assert bench.seen() == before
    bench.send(Redo())
    assert bench.seen() == after


def test_new_numbers_are_drawn_and_the_same_ones_again(bench):
    bench.set(station="chain")
    first = bench.state.chain.w.copy()
    bench.send(Reset(SIMULATION_ID, new_seed=True))
    second = bench.state.chain.w.copy()
    assert not np.array_equal(first, second)
    bench.send(SetChainNumber(SIMULATION_ID, "w", 0, 9.0), Reset(SIMULATION_ID))
    np.testing.assert_array_equal(bench.state.chain.w, second)
    assert (np.round(second, 1) == second).all()


def test_nothing_plays_at_the_chain(bench):
    bench.set(station="chain")
    bench.send(Start(SIMULATION_ID))
    assert "drag the numbers" in bench.notice
    bench.send(Step(SIMULATION_ID, 1))
    assert "no steps here" in bench.notice
