"""The Cost surface page in documents: balls come back, what is spoilt is refused."""

from __future__ import annotations

import time

import msgspec
import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.observation import TurnView
from engine.commands.pages.surface import DropBall
from engine.commands.transport import Seek, Step
from engine.errors import DocumentError, EngineError
from engine.session.document_store import read_simulations
from engine.settings import check_all
from engine.simulations.surface.document import restored, save
from engine.simulations.surface.scene import SETTINGS, Scene
from engine.surfaces.descent import dropped, rolled
from engine.surfaces.terrain import View
from tests.support.documents import MUTATIONS, bytes_of
from tests.support.pages.surface_session import SIMULATION_ID, seen
from tests.support.states import refreshed

SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""A surface puts no arrays into a document."""


def document(bench):
    """Return the bytes of a document with three balls on their way."""
    bench.send(
        DropBall(SIMULATION_ID, -0.9, 0.9),
        DropBall(SIMULATION_ID, 0.3, -0.4),
        SetSetting(SIMULATION_ID, "eta", 0.02),
    )
    bench.send(
        DropBall(SIMULATION_ID, 0.6, 0.6),
        Step(SIMULATION_ID, 25),
        Seek(SIMULATION_ID, 11),
        TurnView(SIMULATION_ID, 77.0, 20.0),
    )
    return bytes_of(bench.session)


def opened(content):
    """Return the surface of a document."""
    return read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def test_everything_is_there_again(bench):
    content = document(bench)
    before, after = bench.state, opened(content).state()
    assert seen(after) == seen(before)
    assert (after.step, after.last_step) == (before.step, before.last_step) == (11, 25)
    assert (after.turn, after.tilt) == (77.0, 20.0)


def test_spoilt_documents_open_or_are_refused_in_one_sentence(bench):
    content, generator, refused = document(bench), np.random.default_rng(3), 0
    for number in range(120):
        spoilt = SPOILERS[number % len(SPOILERS)](content, generator)
        try:
            runs, _ = read_simulations(spoilt, {}, time.perf_counter)
            for _, simulation in runs.values():
                refreshed(simulation, "pictures", "polling")
        except EngineError:
            refused += 1
    assert refused > 30


# --- without a session ---------------------------------------------------------------------------

SEED = 4


def scene():
    """Return two balls on the neuron's surface; one asks mini-batches."""
    made = Scene(check_all(SETTINGS, {"surface": "neuron-quadratic"}), (), 0)
    balls = [
        dropped(-6.0, 2.0, 20.0, 0.0, "gradient", 5),
        dropped(3.0, -1.0, 5.0, 0.9, "nesterov", 0),
    ]
    for number in range(8):
        balls[0] = rolled(balls[0], made.surface, SEED)
        balls[1] = rolled(balls[1], made.surface, SEED) if number < 3 else balls[1]
    return Scene(made.settings, tuple(balls), 5)


def words():
    """Return what a document says of them."""
    return msgspec.json.decode(msgspec.json.encode(save(scene(), View(10.0, 20.0)).content))


def read(said):
    """Return what such words mean."""
    return restored(msgspec.Raw(msgspec.json.encode(said)), SEED)


def test_ways_are_gone_again_to_the_bit():
    again, view = read(words())
    assert again.balls == scene().balls
    assert (again.step, view) == (5, View(10.0, 20.0))


def test_a_step_that_no_ball_has_reached_is_the_last_one():
    assert read({**words(), "step": 900})[0].step == 8
    assert read({**words(), "balls": [], "step": 900})[0].step == 0


@pytest.mark.parametrize(
    "change",
    [{"x": 13.0}, {"y": -11.0}, {"rule": "magic"}, {"momentum": 1.5}, {"steps": 2001}, {"mass": 1}],
    ids=str,
)
def test_a_ball_that_cannot_be_is_refused(change):
    said = words()
    said["balls"][0].update(change)
    with pytest.raises(DocumentError, match="damaged"):
        read(said)
