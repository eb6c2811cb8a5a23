"""The builder in a document: the same bytes again, and nothing hostile gets in."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.pages.builder import BringPoints, PaintPoints, ResizeLayer
from engine.commands.transport import Open, Seek, Start
from engine.errors import EngineError
from engine.session.document_store import read_simulations
from engine.session.session import Session
from tests.support.documents import MUTATIONS, bytes_of, settle
from tests.support.states import refreshed

SIMULATION_ID = "builder"
SPOILT = 120


@pytest.fixture(scope="module")
def session():
    """Return a builder with several runs, painted points and a place in the past."""
    session = Session()
    session.apply(Open(SIMULATION_ID, "builder"))
    for command in (
        SetSetting(SIMULATION_ID, "epochs", 4),
        Start(SIMULATION_ID),
        ResizeLayer(SIMULATION_ID, 1, 6),
        Start(SIMULATION_ID),
        SetSetting(SIMULATION_ID, "data", "circles"),
        SetSetting(SIMULATION_ID, "epochs", 3),
        Start(SIMULATION_ID),
        PaintPoints(SIMULATION_ID, ((0.1, 0.2), (0.3, -0.4)), 0),
        Start(SIMULATION_ID),
        Seek(SIMULATION_ID, 25),
        SetSetting(SIMULATION_ID, "eta", 0.05),
        BringPoints(SIMULATION_ID, "table", "a;b;class\n100;20;x\n180;80;y\n90;30;x\n170;60;y"),
        Start(SIMULATION_ID),
    ):
        session.apply(command)
        settle(session)
    yield session
    session.close()


@pytest.fixture(scope="module")
def content(session):
    """Return the bytes of its document."""
    return bytes_of(session)


def opened(content):
    """Return the builder of a document."""
    runs, _ = read_simulations(content, {}, time.perf_counter)
    return runs[SIMULATION_ID][1]


@pytest.mark.parametrize("shown", ["own", "circles"])
def test_points_of_a_table_keep_names_units_and_scale(shown):
    session = Session()
    session.apply(Open(SIMULATION_ID, "builder"))
    text = "height (cm)\tweight (kg)\twho\n100\t20\tb\n180,5\t82\ta\n150\t50\tc"
    session.apply(BringPoints(SIMULATION_ID, "table", text))
    before = session.snapshot().simulation(SIMULATION_ID).payload.points.own
    session.apply(SetSetting(SIMULATION_ID, "data", shown))
    builder = opened(bytes_of(session))
    session.close()
    assert builder.store.points.shape == shown
    after = builder.store.points.own
    assert after.digest == before.digest
    assert (after.axes, after.classes) == (("height (cm)", "weight (kg)"), ("b", "a", "c"))
    assert after.scales == before.scales


def test_everything_is_there_again(session, content):
    before, after = refreshed(session._simulations[SIMULATION_ID]), refreshed(opened(content))
    assert after.points.name == before.points.name
    np.testing.assert_array_equal(after.points.x, before.points.x)
    assert after.training.settings == before.training.settings
    assert len(after.training.branches) == len(before.training.branches) > 2
    for ours, theirs in zip(after.network.weights, before.network.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_run_goes_on_to_the_same_bits(session, content):
    finals = []
    for builder in (session._simulations[SIMULATION_ID], opened(content)):
        builder.handlers[Start](Start(SIMULATION_ID))
        while builder.busy:
            builder.advance(0.05)
        finals.append((builder.step, builder.learning.network.digest()))
    assert finals[0] == finals[1]


def test_spoilt_documents_open_or_are_refused_in_one_sentence(content):
    generator = np.random.default_rng(5)
    refused = 0
    for number in range(SPOILT):
        spoil = MUTATIONS[number % len(MUTATIONS)]
        try:
            builder = opened(spoil(content, generator))
            for command in (Observe(SIMULATION_ID), Seek(SIMULATION_ID, 10), Start(SIMULATION_ID)):
                if type(command) in builder.handlers:
                    builder.handlers[type(command)](command)
                for _ in range(3):
                    builder.advance(0.005)
                refreshed(builder, "plane")
        except EngineError:
            refused += 1
        except KeyError:
            assert SIMULATION_ID not in read_simulations(content, {}, time.perf_counter)[0]
    assert refused > SPOILT // 4
