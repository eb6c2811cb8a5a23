"""Every drag through the session: one undo takes all of it back, redo brings its end."""

from __future__ import annotations

import pytest

from engine.commands.edits import CancelDrag, Redo, Undo
from engine.commands.linked_view import MoveOnSlice
from engine.commands.pages.perceptrons import SetBias, SetWire
from engine.commands.transport import Open
from engine.session.session import Session
from tests.support.commands import DRAGGED
from tests.support.pages.cases import CASES
from tests.support.pages.cases.perceptrons import PERCEPTRON, WIRE

DRAGS = {
    command: (page, drag) for page, cases in CASES.items() for command, drag in cases.drags.items()
}
ELSEWHERE = {MoveOnSlice}.union(*(cases.dragged_elsewhere for cases in CASES.values()))
"""Dragged commands that tests of their page look at; a ball on a slice: of the linked view."""


@pytest.fixture
def session():
    made = Session(lambda: 0.0)
    yield made
    made.close()


def test_every_dragged_command_is_looked_at() -> None:
    assert set(DRAGGED) == ELSEWHERE | set(DRAGS)


def opened(session, command):
    """Open the command's page and go where it can be dragged; return page and maker."""
    page, drag = DRAGS[command]
    session.apply(Open(page, page))
    for needed in drag.before:
        session.apply(needed)
    return page, drag.make


@pytest.mark.parametrize("command", DRAGS, ids=lambda kind: kind.__name__)
def test_one_undo_takes_a_whole_drag_back_and_redo_brings_its_end(session, command):
    page, make = opened(session, command)
    look, edits = CASES[page].fingerprint, len(session._done)
    before = look(session, page)
    for value in (0.3, 0.5, 0.6):
        session.apply(make(value, False))
    session.apply(make(0.7, True))
    after = look(session, page)
    assert after != before
    assert len(session._done) == edits + 1, str(session.snapshot().notice)
    session.apply(Undo())
    assert look(session, page) == before
    session.apply(Redo())
    # the builder counts its runs and lists every change: only the settings are as before
    assert look(session, page)[0] == after[0]


def document_version(session):
    """Return a value that differs when the document was changed."""
    return session._document_store.content_version(session._simulations)


@pytest.mark.parametrize(
    "command",
    [c for c in DRAGGED if c in DRAGS and not c.cumulative],
    ids=lambda kind: kind.__name__,
)
def test_a_drag_there_and_back_is_no_edit_and_leaves_the_document_as_it_was(session, command):
    page, make = opened(session, command)
    session.apply(make(0.4, True))
    look, edits = CASES[page].fingerprint, list(session._done)
    before, version = look(session, page), document_version(session)
    for value in (0.5, 0.7):
        session.apply(make(value, False))
    assert look(session, page) != before
    session.apply(make(0.4, True))
    assert look(session, page) == before
    assert session._done == edits
    assert document_version(session) == version


@pytest.mark.parametrize("command", DRAGS, ids=lambda kind: kind.__name__)
def test_a_cancelled_drag_is_taken_back_and_leaves_no_edit(session, command):
    page, make = opened(session, command)
    look, edits = CASES[page].fingerprint, len(session._done)
    before = look(session, page)
    for value in (0.3, 0.5):
        session.apply(make(value, False))
    assert look(session, page) != before
    session.apply(CancelDrag(page))
    assert look(session, page) == before
    session.apply(CancelDrag(page))
    assert (look(session, page), len(session._done)) == (before, edits)


def test_a_drag_that_ends_there_and_back_leaves_the_way_to_redo(session):
    page, make = opened(session, SetBias)
    session.apply(make(0.4, True))
    session.apply(Undo())
    home = session.snapshot().simulation(page).payload.bench.circuit.node(PERCEPTRON).bias
    session.apply(make(0.6, False))
    session.apply(make(home, True))
    assert str(session.snapshot().redo) == "change a bias"


def test_an_edit_that_breaks_off_a_drag_comes_after_it(session):
    page, make = opened(session, SetBias)
    session.apply(make(0.6, False))
    session.apply(SetWire(page, WIRE, 0.3))
    assert [str(edit.name) for edit in session._done[-2:]] == ["change a bias", "change a weight"]
