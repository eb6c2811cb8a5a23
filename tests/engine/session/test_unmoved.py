"""A move through time that changes nothing says why."""

from __future__ import annotations

import pytest

from engine.commands.edits import SetSetting
from engine.commands.transport import Open, Reset, Seek, Step
from engine.session.session import Session
from engine.session.unmoved import BEGINNING, NEW_START

PAGE = "universality"


@pytest.fixture
def notice():
    """Return (commands) -> the notice after them, on a fresh page with a curve by hand."""
    session = Session(lambda: 0.0)
    session.apply(Open(PAGE, PAGE))

    def after(*commands):
        for command in commands:
            session.apply(command)
        return session.snapshot().notice

    return after


@pytest.mark.parametrize("station", ["neuron", "function", "plane"])
def test_home_at_the_beginning_says_so(notice, station):
    assert notice(SetSetting(PAGE, "station", station), Seek(PAGE, 0)) == BEGINNING


def test_one_step_back_and_the_same_start_say_so_too(notice):
    # the first one makes descent ready, which is shown
    assert notice(Step(PAGE, -1), Step(PAGE, -1)) == BEGINNING
    assert notice(Reset(PAGE)) == BEGINNING


def test_moves_that_show_something_are_not_commented(notice):
    assert notice(Step(PAGE, 3)) is None
    assert notice(Seek(PAGE, 0)) is None
    assert notice(Step(PAGE, 1), Step(PAGE, -1)) is None


def test_a_new_start_is_said_even_where_nothing_shows_it():
    session = Session(lambda: 0.0)
    session.apply(Open("surface", "surface"))
    session.apply(Reset("surface", new_seed=True))
    assert session.snapshot().notice == NEW_START


def test_a_refusal_stays(notice):
    told = notice(SetSetting(PAGE, "station", "neuron"), Step(PAGE, -1))
    assert "go to the station Function" in told.template
