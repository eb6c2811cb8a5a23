"""The builder's network on the Backprop page: its own numbers, read only, one example at a time."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.linked_view import ShowStop
from engine.commands.observation import Observe
from engine.commands.pages.backprop import NudgeNeuron, SelectPart
from engine.commands.transport import Open, Step
from engine.data.examples import one_hot
from engine.functions.costs import COST
from engine.session.session import Session

SIMULATION_ID = "builder"


@pytest.fixture
def session():
    """Return a session whose network is watched and has learned a little."""
    session = Session()
    session.apply(Open(SIMULATION_ID, "builder"))
    session.apply(Observe(SIMULATION_ID, frozenset({"backprop"})))
    session.apply(Step(SIMULATION_ID, 40))
    while session.advance(0.05):
        pass
    yield session
    session.close()


def seen(session):
    """Return what the page sees."""
    return session.snapshot().simulation(SIMULATION_ID).payload.backprop


def test_the_gradient_is_that_of_the_network_and_its_example(session):
    state = seen(session)
    run = session._simulations[SIMULATION_ID].learning.run
    part = run.trainer.training_part()
    for cycle in (0, 1, 7):
        session.apply(ShowStop(SIMULATION_ID, cycle * len(state.stops)))
        shown = seen(session)
        x = part.x[cycle : cycle + 1].astype(np.float64)
        y = one_hot(part.labels[cycle : cycle + 1], 1, np.dtype(np.float64))
        gradient = run.network.backprop(x, y, COST[run.trainer.settings.cost])
        ours = [
            np.concatenate([w.T.ravel(), b])
            for w, b in zip(shown.trace.nabla_w, shown.trace.deltas, strict=True)
        ]
        np.testing.assert_allclose(np.concatenate(ours), gradient, rtol=1e-9, atol=1e-15)
        assert shown.check.worst < 1e-5


def test_stops_lead_there_and_back_and_on_to_the_next_example(session):
    stops = seen(session).stops
    kinds = []
    for step in range(len(stops) + 1):
        session.apply(ShowStop(SIMULATION_ID, step))
        kinds.append(seen(session).stop)
    assert tuple(kinds[:-1]) == stops
    assert kinds[-1] == stops[0]
    assert seen(session).cycle == 1
    session.apply(ShowStop(SIMULATION_ID, -3))
    assert seen(session).step == 0


def test_it_goes_along_while_the_network_learns_and_nothing_is_undone_by_looking(session):
    before = seen(session)
    session.apply(Step(SIMULATION_ID, 30))
    while session.advance(0.05):
        pass
    after = seen(session)
    assert not after.editable
    assert (after.trace.case.weights[0] != before.trace.case.weights[0]).any()
    assert session.snapshot().undo is None


def test_a_weight_is_chosen_and_the_demon_nudges(session):
    session.apply(SelectPart(SIMULATION_ID, 1, 0, 2))
    session.apply(NudgeNeuron(SIMULATION_ID, 1e-4))
    state = seen(session)
    assert (state.part.layer, state.part.neuron, state.part.source) == (1, 0, 2)
    assert state.demon.ratio == pytest.approx(state.demon.delta, rel=1e-2)
    session.apply(NudgeNeuron(SIMULATION_ID, float("nan")))
    assert session.snapshot().notice is not None


@pytest.mark.parametrize("layers", ["2-6-1", "2-4-4-4-4-1"])
def test_a_network_that_is_too_large_is_not_written_out(session, layers):
    session.apply(SetSetting(SIMULATION_ID, "layers", layers))
    assert seen(session) is None


def test_nobody_looks_and_nothing_is_computed(session):
    session.apply(Observe(SIMULATION_ID))
    assert seen(session) is None
