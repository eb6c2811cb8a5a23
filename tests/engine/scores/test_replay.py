"""Shipped scores in a session: every cue is the same after any mess, and Home comes back soon."""

from __future__ import annotations

import time
from concurrent.futures import wait

import pytest

from engine.commands.edits import Undo
from engine.commands.scores import GoToCue, LeaveScore, NextCue, OpenScore, ReturnToCue
from engine.commands.transport import Pause, Reset, Start, Step
from engine.scores.shipped import read_score, shipped_names
from engine.scores.stored_state import settle
from engine.session.session import Session
from tests.support.scores.small_scores import digest, finish

BACK_S = 1.0
"""Longest time until a cue is there again."""

STRAY_S = 0.15
"""A stray of a person is longer than this."""

FEW_CUES = "chapter2"
"""The score whose cues need hardly any work; the others are slow tests."""


@pytest.fixture(
    params=[
        pytest.param(name, marks=() if name == FEW_CUES else pytest.mark.slow)
        for name in shipped_names()
    ]
)
def lecture(request):
    """Return a session with a shipped score, all cues of which are built, and its instructions."""
    session = Session()
    session.apply(OpenScore(request.param))
    finish(session, 200.0)
    yield session, read_score(request.param).instructions
    session.close()


def bring(session, command):
    """Bring a cue; return the seconds until it is there, and its digest at rest."""
    arrivals, began = session.snapshot().score.arrivals, time.perf_counter()
    session.apply(command)
    while session.snapshot().score.arrivals == arrivals:
        assert time.perf_counter() < began + 60.0, session.snapshot().notice
        session._bring_cue()
        wait([made for _, made in session._score_keeper._prepared.values()], 0.01)
    seconds = time.perf_counter() - began
    score = session.snapshot().score
    cue = score.cue(score.current)
    session.apply(Pause(cue.simulation_id))
    settle(session._simulations[cue.simulation_id])
    return seconds, digest(session, cue.simulation_id)


def stray(session, instructions, place, mess):
    """Make a mess of the page of a cue, another one for each number; some time passes."""
    id_ = instructions[place].cue.simulation_id
    others = [each for each in instructions if each.cue.simulation_id == id_]
    for command in others[mess % len(others)].commands:
        session.apply(command)
    for command in ((Start(id_),), (Step(id_, 3 + mess), Undo()), (Reset(id_), Start(id_)))[mess]:
        session.apply(command)
    latest = time.perf_counter() + STRAY_S
    while time.perf_counter() < latest:
        session.advance(0.008)


def test_every_cue_is_the_same_after_two_different_messes(lecture):
    session, instructions = lecture
    states = session._score_keeper.score.states
    stored = [state.result().digest() for state in states.values()]
    for mess in range(2):
        session.apply(LeaveScore())
        found = []
        for place in range(len(instructions)):
            found.append(bring(session, NextCue())[1])
            stray(session, instructions, place, mess)
        assert found == stored
    assert len(set(stored)) == len(stored)


def test_home_brings_each_cue_back_within_a_second(lecture):
    session, instructions = lecture
    for place, cue in enumerate(session.snapshot().score.cues):
        at_cue = bring(session, GoToCue(cue.id))[1]
        stray(session, instructions, place, 2)
        seconds, again = bring(session, ReturnToCue())
        assert again == at_cue, cue.words_in("en").name
        assert seconds <= BACK_S, cue.words_in("en").name
