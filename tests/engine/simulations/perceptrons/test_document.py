"""The Perceptrons page in documents: everything comes back, what is spoilt is refused."""

from __future__ import annotations

import time

import msgspec
import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    LoadBench,
    SetBitWeight,
    ShowStation,
)
from engine.commands.transport import Step
from engine.errors import DocumentError, EngineError
from engine.perceptrons.benches import adder
from engine.perceptrons.four_bits import solution
from engine.session.document_store import read_simulations
from engine.settings import check_all
from engine.simulations.perceptrons.document import restored, save
from engine.simulations.perceptrons.scene import SETTINGS, Scene
from tests.support.documents import MUTATIONS, bytes_of
from tests.support.pages.perceptrons_session import SIMULATION_ID

SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""Perceptrons put no arrays into a document."""


def document(table):
    """Return the bytes of a document with something on every station."""
    table.send(
        Step(SIMULATION_ID, 5),
        LoadBench(SIMULATION_ID, "adder"),
        AddPerceptron(SIMULATION_ID, 0.9, 0.1),
    )
    table.send(
        SetSetting(SIMULATION_ID, "scale", 10.0),
        SetBitWeight(SIMULATION_ID, 2, 7, -1.5),
        AddInput(SIMULATION_ID),
    )
    table.send(ShowStation(SIMULATION_ID, "bits"), Step(SIMULATION_ID, 3))
    return bytes_of(table.session)


def opened(content):
    """Return the perceptrons of a document."""
    return read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def test_everything_is_there_again(table):
    content = document(table)
    before, after = table.state, opened(content).state()
    assert (after.settings, after.station) == (before.settings, "bits")
    assert after.bench.circuit == before.bench.circuit
    assert after.bits.layer == before.bits.layer
    assert (after.row, after.step, after.decision.shown) == (3, 3, before.decision.shown)


def test_spoilt_documents_open_or_are_refused_in_one_sentence(table):
    content, generator, refused = document(table), np.random.default_rng(3), 0
    for number in range(120):
        spoilt = SPOILERS[number % len(SPOILERS)](content, generator)
        try:
            runs, _ = read_simulations(spoilt, {}, time.perf_counter)
            for _, simulation in runs.values():
                simulation.state()
        except EngineError:
            refused += 1
    assert refused > 30


# --- without a session ---------------------------------------------------------------------------

STEPS = {"decision": 3, "bench": 0, "sigmoid": 7, "bits": 1}


def words():
    """Return what a document says of a half adder."""
    scene = Scene(
        check_all(SETTINGS, {"scale": 20.0}), adder(), solution(), station="sigmoid", steps=STEPS
    )
    return msgspec.json.decode(msgspec.json.encode(save(scene).content))


def read(said):
    """Return what such words mean."""
    return restored(msgspec.Raw(msgspec.json.encode(said)))


def test_a_scene_is_read_as_it_was_written():
    scene = read(words())
    assert (scene.circuit, scene.bits) == (adder(), solution())
    assert (scene.settings["scale"], scene.station, scene.steps) == (20.0, "sigmoid", STEPS)


def _same_number(said):
    said["nodes"][1]["id"] = said["nodes"][0]["id"]


def _number_to_come(said):
    said["next_id"] = said["wires"][-1]["id"]


def _circle(said):
    said["wires"][0].update(source=said["nodes"][-1]["id"], target=said["nodes"][-1]["id"])


def _heavy(said):
    said["wires"][0]["weight"] = 1e4


def _short_table(said):
    said["bits"]["weights"][2].pop()


def _no_setting(said):
    said["settings"]["moon"] = 1


@pytest.mark.parametrize(
    "spoil", [_same_number, _number_to_come, _circle, _heavy, _short_table, _no_setting]
)
def test_what_does_not_fit_together_is_refused(spoil):
    said = words()
    spoil(said)
    with pytest.raises(DocumentError, match="damaged"):
        read(said)
