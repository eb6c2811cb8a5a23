"""Stored states: restored to the same bits, with a digest that knows no time."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.errors import EngineError
from engine.scores.stored_state import StoredState, stored
from engine.simulations import SIMULATIONS
from tests.support.documents import small_digits, worked_on


def test_a_state_of_a_run_is_restored_to_the_same_digest(monkeypatch):
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = worked_on()
    simulation = session._simulations["digits"]
    state = stored("digits", simulation.save())
    again = state.restored(time.perf_counter, simulation.loaded_data())
    assert stored("digits", again.save()).digest() == state.digest()
    again.close()
    session.close()


def test_elapsed_time_is_not_part_of_a_digest():
    def digest(seconds, bias):
        content = b'{"seconds": %d, "runs": [{"seconds": %d}]}' % (seconds, seconds)
        arrays = {"epochs/0/seconds": np.array([seconds]), "b": np.array([bias])}
        return StoredState("digits", content, arrays).digest()

    assert digest(1, 0) == digest(2, 0)
    assert digest(1, 0) != digest(1, 1)


def test_a_digest_knows_the_shape_and_the_kind_of_numbers():
    arrays = [np.zeros(4, np.float32), np.zeros((2, 2), np.float32), np.zeros(4, np.int32)]
    assert len({StoredState("digits", b"{}", {"a": each}).digest() for each in arrays}) == 3


def test_content_that_does_not_fit_is_refused():
    with pytest.raises(EngineError):
        StoredState("perceptrons", b'{"station": 5}', {}).restored(time.perf_counter)
