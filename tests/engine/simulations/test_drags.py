"""A drag is one edit: undo leads to where it began, redo to where it ended."""

from __future__ import annotations

import pytest

from engine.commands.edits import Redo, SetSetting, SetWeight, Undo
from engine.commands.pages.surface import DropBall, MoveBall
from engine.commands.transport import Open, Step
from engine.session.session import Session


@pytest.fixture
def session():
    """Return a session with the builder's network, trained a little, and the surface."""
    session = Session()
    session.apply(Open("builder", "builder"))
    session.apply(Open("surface", "surface"))
    session.apply(Step("builder", 30))
    while session.advance(0.05):
        pass
    yield session
    session.close()


def digest(session):
    """Return the weights, to the bit."""
    return session._simulations["builder"].learning.network.digest()


def eta(session):
    """Return the learning rate."""
    return session.snapshot().simulation("builder").payload.training.settings["eta"]


def drag(session, command, values):
    """Send what a slider sends; the last one is let go."""
    for value in values:
        session.apply(command(value, False))
    session.apply(command(values[-1], True))


def test_a_slider_that_was_dragged_is_taken_back_in_one_go(session):
    before = eta(session)
    drag(session, lambda v, f: SetSetting("builder", "eta", v, finished=f), [0.1, 0.2, 0.3])
    assert len(session._done) == 1
    session.apply(Undo())
    assert eta(session) == before
    session.apply(Redo())
    assert eta(session) == 0.3


def test_a_weight_that_was_dragged_is_taken_back_to_the_bit(session):
    bits = digest(session)
    drag(session, lambda v, f: SetWeight("builder", 0, 1, 0, v, finished=f), [0.5, 1.0, 1.5])
    assert digest(session) != bits
    session.apply(Undo())
    assert digest(session) == bits
    assert session.snapshot().undo is None


def test_a_ball_that_was_dragged_returns_to_where_the_drag_began(session):
    session.apply(DropBall("surface", -0.9, 0.9))
    drag(session, lambda x, f: MoveBall("surface", x, 0.2, finished=f), [0.0, 0.25, 0.5])
    session.apply(Undo())
    ball = session.snapshot().simulation("surface").payload.balls[0]
    assert (ball.x, ball.y) == (-0.9, 0.9)
    session.apply(Redo())
    ball = session.snapshot().simulation("surface").payload.balls[0]
    assert (ball.x, ball.y) == (0.5, 0.2)


def test_two_drags_are_two_edits(session):
    for values in ([0.1, 0.2], [0.3, 0.4]):
        drag(session, lambda v, f: SetSetting("builder", "eta", v, finished=f), values)
    session.apply(Undo())
    assert eta(session) == 0.2


def test_a_drag_that_was_never_finished_can_be_taken_back(session):
    before = eta(session)
    session.apply(SetSetting("builder", "eta", 0.7, finished=False))
    session.apply(SetSetting("builder", "lambda", 1.5))
    assert len(session._done) == 2
    session.apply(Undo())
    session.apply(Undo())
    assert eta(session) == before
    session.apply(SetSetting("builder", "eta", 0.9, finished=False))
    session.apply(Undo())
    assert eta(session) == before


def test_a_drag_there_and_back_ends_where_it_began(session):
    before = eta(session)
    drag(session, lambda v, f: SetSetting("builder", "eta", v, finished=f), [0.5, before])
    assert eta(session) == before
    while session.snapshot().undo is not None:
        session.apply(Undo())
    assert eta(session) == before
