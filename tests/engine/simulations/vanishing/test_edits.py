"""Edits of the page Vanishing gradients: what is refused, what a drag and a reset do."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from engine.commands.transport import Reset, Start, Step
from tests.support.pages.vanishing_session import SIMULATION_ID


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
