"""The Backprop page's simulation: play, reset, refusals, measuring."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import (
    NudgeNeuron,
    SelectPart,
    SetFunction,
    SetNumber,
    StopMeasuring,
    TimePasses,
)
from engine.commands.transport import Reset, Start, Step
from engine.snapshots import Status
from tests.support.pages.backprop_session import SIMULATION_ID, bits
from tests.support.pages.cases.backprop import fingerprint

# --- stops -------------------------------------------------------------------------------------


def test_it_plays_at_its_speed_and_pauses_before_numbers_explode(bench):
    bench.send(
        SetSetting(SIMULATION_ID, "activation", "linear"), SetSetting(SIMULATION_ID, "eta", 1000.0)
    )
    bench.send(SetSetting(SIMULATION_ID, "speed", 200), Start(SIMULATION_ID))
    assert bench.shown.status is Status.RUNNING
    end = time.perf_counter() + 10
    while bench.session.advance(0.005) and time.perf_counter() < end:
        pass
    assert bench.shown.status is Status.PAUSED
    assert "smaller η" in bench.notice
    assert np.isfinite(bench.state.trace.cost)


def test_reset_returns_to_the_start_or_to_other_weights(bench):
    first = bits(bench.state)
    bench.send(Step(SIMULATION_ID, 9))
    assert bits(bench.send(Reset(SIMULATION_ID))) == first
    state = bench.send(Reset(SIMULATION_ID, new_seed=True))
    assert bits(state) != first
    assert state.trace.case.x.tolist() == [1.0]


# --- edits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        SetNumber(SIMULATION_ID, "w", 0, 0, 5, 1.0),
        SetNumber(SIMULATION_ID, "w", -1, 0, 0, 1.0),
        SetNumber(SIMULATION_ID, "y", 0, 3, 0, 1.0),
        SetNumber(SIMULATION_ID, "w", 0, 0, 0, float("nan")),
        SetNumber(SIMULATION_ID, "w", 0, 0, 0, 1e9),
        SetFunction(SIMULATION_ID, 0, 0, "cosine"),
        SetFunction(SIMULATION_ID, 7, 0, "tanh"),
        SelectPart(SIMULATION_ID, 0, 0, 9),
        SelectPart(SIMULATION_ID, -1, 0, 0),
        NudgeNeuron(SIMULATION_ID, 0.0),
        NudgeNeuron(SIMULATION_ID, float("inf")),
        TimePasses(SIMULATION_ID, "784-400-10"),
        SetSetting(SIMULATION_ID, "layers", "5-5-5-5-5"),
        SetSetting(SIMULATION_ID, "layers", "2-x-1"),
        SetSetting(SIMULATION_ID, "layers", "9-1"),
        SetSetting(SIMULATION_ID, "cost", "log-likelihood"),
        SetSetting(SIMULATION_ID, "eta", -1.0),
        SetSetting(SIMULATION_ID, "exhibit", "moon"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(bench, command):
    before = fingerprint(bench.session, SIMULATION_ID)
    bench.send(command)
    assert bench.notice != "None"
    assert fingerprint(bench.session, SIMULATION_ID) == before


# --- what is looked at ---------------------------------------------------------------------------


def test_passes_are_measured_in_pieces_and_can_be_cancelled(bench):
    bench.send(TimePasses(SIMULATION_ID, "100-30-10"))
    assert bench.session.advance(0.002)
    assert bench.shown.status is not Status.RUNNING
    assert bench.state.passes.running
    bench.send(StopMeasuring(SIMULATION_ID))
    assert not bench.session.advance(0.002)
    assert bench.state.passes.passes < 3_341
    bench.send(TimePasses(SIMULATION_ID, ""))
    while bench.session.advance(0.008):
        pass
    passes = bench.state.passes
    assert (passes.layers, passes.parameters, passes.passes) == ("1-1-1", 4, 5)
