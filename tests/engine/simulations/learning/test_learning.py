"""Other layers on Digits: what was learned stays where it can, what cannot be is refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import BuildBookNetwork, SetSetting, Undo
from engine.commands.transport import Open, Reset, Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.networks import reshaping
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from tests.support.samples.convolutions import shared

SIMULATION_ID = "digits"


def small_data(name):
    """Return little data, so that a run takes a moment."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (200, 50, 50)))


def settle(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


@pytest.fixture
def session(monkeypatch):
    """Return a session whose run of 784-12-10 was trained for one epoch."""
    monkeypatch.setitem(
        SIMULATIONS, SIMULATION_ID, lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, SIMULATION_ID))
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-12-10"))
    session.apply(Step(SIMULATION_ID, 1, "epoch"))
    settle(session)
    yield session
    session.close()


def network_of(session):
    """Return the network that learns."""
    learning = session._simulations[SIMULATION_ID].learning
    learning.prepared()
    return learning.network


def pictures():
    """Return a few pictures."""
    return np.asarray(built_in_digits(20, seed=9).x, float)


def test_neurons_that_are_added_leave_every_answer_as_it_was(session):
    before = network_of(session).feedforward(pictures())
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-20-10"))
    assert network_of(session).specification.sizes == (784, 20, 10)
    np.testing.assert_allclose(network_of(session).feedforward(pictures()), before, atol=1e-5)


def test_a_layer_behind_the_first_keeps_what_the_first_has_learned(session):
    before = network_of(session).weights[0].copy()
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-12-15-10"))
    np.testing.assert_array_equal(network_of(session).weights[0], before)


def test_several_changes_in_a_row_keep_what_was_learned(session):
    before = network_of(session).feedforward(pictures())
    for layers in ("784-20-10", "784-25-10", "784-30-10"):
        session.apply(SetSetting(SIMULATION_ID, "layers", layers))
    np.testing.assert_allclose(network_of(session).feedforward(pictures()), before, atol=1e-5)


def test_the_run_before_stays_in_the_list_and_an_undo_returns_to_it_to_the_bit(session):
    digest = network_of(session).digest()
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-20-10"))
    training = session.snapshot().simulation(SIMULATION_ID).payload.training
    assert training.branches[0].last_step == 20
    session.apply(Undo())
    assert network_of(session).digest() == digest
    assert session.snapshot().simulation(SIMULATION_ID).step == 20


def test_a_new_start_forgets_what_was_kept(session):
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-20-10"))
    session.apply(Reset(SIMULATION_ID, new_seed=True))
    fresh = Network.initialised(parse_layers("784-20-10"), "1/sqrt(n_in)", 2)
    assert network_of(session).digest() == fresh.digest()


def test_an_untrained_network_is_drawn_as_if_it_had_been_the_first(session):
    session.apply(Reset(SIMULATION_ID))
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-20-10"))
    fresh = Network.initialised(parse_layers("784-20-10"), "1/sqrt(n_in)", 1)
    assert network_of(session).digest() == fresh.digest()


@pytest.mark.parametrize(
    "layers",
    ["784-12-9", "783-12-10", "28x28 conv20@30 dense10", "784 dense5 conv20@5 dense10",
     "784-0-10", "28x28 conv4@5 pool30 dense10", "28x28 conv20@5 pool2"],
)  # fmt: skip
def test_an_impossible_network_is_refused_before_anything_is_lost(session, layers):
    digest, runs = (
        network_of(session).digest(),
        session.snapshot().simulation(SIMULATION_ID).payload,
    )
    session.apply(SetSetting(SIMULATION_ID, "layers", layers))
    snapshot = session.snapshot()
    assert len(str(snapshot.notice)) > 30
    assert network_of(session).digest() == digest
    assert snapshot.simulation(SIMULATION_ID).step == 20
    assert len(snapshot.simulation(SIMULATION_ID).payload.training.branches) == len(
        runs.training.branches
    )


def test_the_same_layers_in_other_words_change_nothing(session):
    session.apply(SetSetting(SIMULATION_ID, "layers", "28x28 dense12:sigmoid dense10:sigmoid"))
    assert session.snapshot().simulation(SIMULATION_ID).step == 20


def test_convolutions_are_kept_as_far_as_they_are_the_same():
    def network(words, seed):
        return Network.initialised(parse_layers(words), "1/sqrt(n_in)", seed)

    old = network("28x28 conv3@5:relu pool2 dense9 dense10", 1)
    wider = network("28x28 conv3@5:relu pool2 dense12 dense10", 2)
    kept = Network(wider.specification, reshaping.transfer_parameters(old, wider))
    np.testing.assert_array_equal(shared(kept)[0][0], shared(old)[0][0])
    np.testing.assert_array_equal(kept.weights[0][:9], old.weights[0])
    deeper = network("28x28 conv3@5:relu pool2 conv4@3 dense9 dense10", 2)
    kept = Network(deeper.specification, reshaping.transfer_parameters(old, deeper))
    np.testing.assert_array_equal(shared(kept)[0][0], shared(old)[0][0])
    np.testing.assert_array_equal(shared(kept)[1][0], shared(deeper)[1][0])
    # other features arrive: what listened to the old ones would hear nonsense
    np.testing.assert_array_equal(kept.weights[0], deeper.weights[0])
    plain = network("784-9-10", 2)
    assert (reshaping.transfer_parameters(old, plain) == plain.parameters).all()


# --- networks of the book -----------------------------------------------------------------------


def test_a_network_of_the_book_begins_anew_as_the_book_lets_it_learn(session):
    before = (
        network_of(session).digest(),
        session.snapshot().simulation(SIMULATION_ID).payload.training.settings,
    )
    session.apply(BuildBookNetwork(SIMULATION_ID, "digits:784-30-30-10"))
    settings = session.snapshot().simulation(SIMULATION_ID).payload.training.settings
    assert (settings["layers"], settings["eta"], settings["lambda"]) == ("784-30-30-10", 0.1, 5.0)
    fresh = Network.initialised(parse_layers("784-30-30-10"), "1/sqrt(n_in)", 1)
    assert network_of(session).digest() == fresh.digest()
    session.apply(Undo())
    after = session.snapshot().simulation(SIMULATION_ID).payload.training.settings
    assert (network_of(session).digest(), after) == before


def test_after_training_an_undo_brings_the_old_layers_and_weights_back(session):
    weights = network_of(session).weights[0].copy()
    session.apply(BuildBookNetwork(SIMULATION_ID, "digits:784-10"))
    session.apply(Step(SIMULATION_ID, 3))
    settle(session)
    session.apply(Undo())
    snapshot = session.snapshot()
    assert "since stays" in str(snapshot.notice)
    np.testing.assert_array_equal(network_of(session).weights[0], weights)


@pytest.mark.parametrize("name", ["plane:xor", "diagram:3-4-1", "digits:1-2-3"])
def test_a_network_for_other_data_is_refused(session, name):
    before = network_of(session).digest()
    session.apply(BuildBookNetwork(SIMULATION_ID, name))
    assert "choose" in str(session.snapshot().notice)
    assert network_of(session).digest() == before
