"""Every optimiser behind a page: undone, saved, opened again, and in an ensemble."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.runs import StartEnsemble
from engine.commands.transport import Open, Seek, Start
from engine.functions.optimisers import OPTIMISERS
from engine.session.document_store import read_simulations
from engine.session.session import Session
from engine.training.trainer import Trainer
from tests.support.documents import bytes_of, settle
from tests.support.states import refreshed

SIMULATION_ID = "builder"
MEMBERS = 3


@pytest.fixture(params=OPTIMISERS, ids=lambda entry: entry.name)
def optimiser(request):
    return request.param


@pytest.fixture
def session(optimiser):
    """Return a builder that has trained five epochs by one optimiser and stands in the third."""
    session = Session()
    session.apply(Open(SIMULATION_ID, "builder"))
    wanted = {"epochs": 5, "momentum": 0.5, "eta": 0.02, "optimiser": optimiser.name}
    for name, value in wanted.items():
        session.apply(SetSetting(SIMULATION_ID, name, value))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 50))
    settle(session)
    yield session
    session.close()


def page(session):
    return session._simulations[SIMULATION_ID]


def bits(builder):
    """Return the bits of the weights and of the optimiser's own arrays."""
    trainer = builder.learning.run.trainer
    return builder.learning.network.digest(), trainer.state.slots.tobytes()


def test_a_document_holds_the_state_of_the_optimiser(session, optimiser):
    content = bytes_of(session)
    again = read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1]
    assert again.learning.settings.optimiser == optimiser.name
    assert again.learning.run.trainer.state.slots.size == 17 * optimiser.slots
    ends = []
    for builder in (page(session), again):
        found = [bits(builder)]
        builder.handlers[Start](Start(SIMULATION_ID))
        while builder.busy:
            builder.advance(0.05)
        ends.append([*found, builder.step, bits(builder)])
    again.close()
    assert ends[0] == ends[1]
    assert ends[0][0] != ends[0][-1]


def test_a_choice_of_optimiser_is_undone(session, optimiser):
    before, settings = bits(page(session)), page(session).learning.settings
    other = "adam" if optimiser.name != "adam" else "sgd"
    session.apply(SetSetting(SIMULATION_ID, "optimiser", other))
    settle(session)
    assert page(session).learning.settings.optimiser == other
    session.apply(Undo())
    settle(session)
    assert page(session).learning.settings == settings
    assert bits(page(session)) == before


def test_an_ensemble_learns_as_lone_runs_do(session):
    learning = page(session).learning
    session.apply(StartEnsemble(SIMULATION_ID, MEMBERS))
    settle(session)
    view = refreshed(page(session)).training.ensemble
    assert (view.count, view.diverged, view.finished) == (MEMBERS, 0, True)
    held = learning.store.data.validation
    for member in range(MEMBERS):
        seed = learning.settings.seed + member
        alone = Trainer(learning.settings.changed("seed", seed), learning.store.data.training, 1)
        while not alone.finished:
            alone.train(100)
        right = (alone.network.feedforward(held.x)[:, 0] > 0.5) == held.labels
        assert view.accuracies.values[-1, member] == pytest.approx(right.mean())
        assert np.isfinite(alone.state.slots).all()
