"""Every edit can be taken back: to the bit while paused, by its inverse after training."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages import PAGES
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.transport import Open, Pause, Step
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from tests.support.pages.cases import CASES
from tests.support.pages.cases.page_cases import settings_of

EDITS_EACH = 100


def settle(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


@pytest.fixture
def open_page(monkeypatch):
    """Return a function that opens the run of a page and trains it a little."""
    for name, cases in CASES.items():
        monkeypatch.setitem(SIMULATIONS, name, cases.make or SIMULATIONS[name])
    sessions = []

    def make(info):
        session = Session()
        sessions.append(session)
        session.apply(Open(info.id, info.simulation))
        session.apply(Step(info.id, 23))
        settle(session)
        return session

    yield make
    for session in sessions:
        session.close()


def done(session):
    """Return how many edits can be taken back."""
    return len(session._done)


def edit(session, info, generator):
    """Make a random edit and pause what it has started."""
    session.apply(CASES[info.simulation].edit(session, info.id, generator))
    session.apply(Pause(info.id))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_a_hundred_random_edits_are_taken_back_to_the_bit(info, seed, open_page):
    session, generator = open_page(info), np.random.default_rng(seed)
    fingerprint = CASES[info.simulation].fingerprint
    seen = [fingerprint(session, info.id)]
    while done(session) < EDITS_EACH:
        before = done(session)
        edit(session, info, generator)
        if done(session) > before:
            seen.append(fingerprint(session, info.id))
        else:
            # refused, or without effect: then nothing has changed either
            assert fingerprint(session, info.id) == seen[-1]
    for expected in reversed(seen[:-1]):
        session.apply(Undo())
        assert fingerprint(session, info.id) == expected
    for expected in seen[1:6]:
        session.apply(Redo())
        assert fingerprint(session, info.id)[0] == expected[0]


@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_after_training_an_undo_applies_the_inverse_and_says_so(info, open_page):
    session = open_page(info)
    name = CASES[info.simulation].halved
    value = settings_of(session, info.id)[name]
    half = type(value)(value / 2)
    session.apply(SetSetting(info.id, name, half))
    assert settings_of(session, info.id)[name] == half != value
    session.apply(Step(info.id, 7))
    settle(session)
    step = session.snapshot().simulation(info.id).step
    session.apply(Undo())
    seen = session.snapshot()
    assert seen.simulation(info.id).step == step == 30
    assert settings_of(session, info.id)[name] == value
    assert "since stays" in str(seen.notice)
