"""The Backprop page in documents: every number comes back, and what is spoilt is refused."""

from __future__ import annotations

import time

import numpy as np

from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import SetFunction, SetNumber
from engine.commands.transport import Seek, Step
from engine.errors import EngineError
from engine.session.document_store import read_simulations
from tests.support.documents import MUTATIONS, bytes_of
from tests.support.pages.backprop_session import SIMULATION_ID, bits
from tests.support.states import refreshed

SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""This page puts no arrays into a document."""


def document(bench):
    """Return the bytes of a document with edits in several cycles."""
    bench.send(
        SetSetting(SIMULATION_ID, "exhibit", "small"),
        Step(SIMULATION_ID, 8),
        SetFunction(SIMULATION_ID, 0, 1, "tanh"),
    )
    bench.send(
        SetNumber(SIMULATION_ID, "w", 1, 0, 1, 0.123456789),
        Step(SIMULATION_ID, 9),
        SetSetting(SIMULATION_ID, "eta", 0.3),
    )
    bench.send(Step(SIMULATION_ID, 11), Seek(SIMULATION_ID, 12))
    return bytes_of(bench.session)


def opened(content):
    """Return the page of a document."""
    return read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def test_everything_is_there_again(bench):
    content = document(bench)
    simulation = opened(content)
    after = simulation.state()
    assert (after.step, after.last_step) == (12, 28)
    assert after.settings == bench.state.settings
    assert after.own == bench.state.own
    for step in (12, 0, 28, 17):
        simulation.handlers[Seek](Seek(SIMULATION_ID, step))
        assert bits(refreshed(simulation)) == bits(bench.send(Seek(SIMULATION_ID, step)))


def test_spoilt_documents_open_or_are_refused_in_one_sentence(bench):
    content, generator, refused = document(bench), np.random.default_rng(3), 0
    for number in range(120):
        spoilt = SPOILERS[number % len(SPOILERS)](content, generator)
        try:
            runs, _ = read_simulations(spoilt, {}, time.perf_counter)
            for _, simulation in runs.values():
                refreshed(simulation, "program")
        except EngineError:
            refused += 1
    assert refused > 30
