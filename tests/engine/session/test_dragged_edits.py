"""Every drag through the session: one undo takes all of it back, redo brings its end."""

from __future__ import annotations

import pytest

from engine.commands.edits import Redo, SetSetting, SetWeight, Undo
from engine.commands.pages.backprop import SetNumber
from engine.commands.pages.builder import ResizeLayer
from engine.commands.pages.perceptrons import LoadBench, MoveNode, SetBias, SetBitWeight, SetWire
from engine.commands.pages.surface import DropBall, MoveBall
from engine.commands.pages.universality import (
    DragCurve,
    DrawTarget,
    MoveEdge,
    PaintTower,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
)
from engine.commands.pages.vanishing import SetChainNumber
from engine.commands.transport import Open
from engine.session.session import Session
from tests.support.commands import DRAGGED
from tests.support.pages.edits import FINGERPRINTS

BUILDER, SURFACE, GATES, NUMBERS = "builder", "surface", "perceptrons", "backprop"
CURVE, CHAIN = "universality", "vanishing"

WIRE, PERCEPTRON = 4, 3
"""Ids in the circuit with which the bench opens."""

STATIONS = {
    SetBitWeight: "bits",
    SetHeight: "bumps",
    MoveEdge: "bumps",
    DragCurve: "bumps",
    DrawTarget: "function",
    PaintTower: "plane",
    SetChainNumber: "chain",
}
"""Where a page has to stand for the command."""

BEFORE = {MoveBall: [DropBall(SURFACE, -0.5, 0.5)], MoveNode: [LoadBench(GATES, "nand")]}
"""What there must be before anything can be dragged."""

DRAGS = {
    SetSetting: (BUILDER, lambda v, f: SetSetting(BUILDER, "eta", v, f)),
    SetWeight: (BUILDER, lambda v, f: SetWeight(BUILDER, 0, 1, 0, v, f)),
    ResizeLayer: (BUILDER, lambda v, f: ResizeLayer(BUILDER, 1, 2 + int(10 * v), f)),
    MoveBall: (SURFACE, lambda v, f: MoveBall(SURFACE, v, 0.2, f)),
    MoveNode: (GATES, lambda v, f: MoveNode(GATES, 1, v, 0.4, f)),
    SetWire: (GATES, lambda v, f: SetWire(GATES, WIRE, v, f)),
    SetBias: (GATES, lambda v, f: SetBias(GATES, PERCEPTRON, v, f)),
    SetBitWeight: (GATES, lambda v, f: SetBitWeight(GATES, 1, 3, v, f)),
    SetNumber: (NUMBERS, lambda v, f: SetNumber(NUMBERS, "w", 0, 0, 0, v, f)),
    SetHidden: (CURVE, lambda v, f: SetHidden(CURVE, 0, "b", v, f)),
    SetOutgoing: (CURVE, lambda v, f: SetOutgoing(CURVE, 0, v, f)),
    SetOutputBias: (CURVE, lambda v, f: SetOutputBias(CURVE, v, f)),
    SetHeight: (CURVE, lambda v, f: SetHeight(CURVE, 0, v, f)),
    # not over another edge: it would be taken along
    MoveEdge: (CURVE, lambda v, f: MoveEdge(CURVE, 1, v - 0.03, f)),
    DragCurve: (CURVE, lambda v, f: DragCurve(CURVE, 0.45, 0.0, 0.55, v, f)),
    DrawTarget: (CURVE, lambda v, f: DrawTarget(CURVE, 0.2, 0.1, 0.2 + v / 2, v, f)),
    PaintTower: (CURVE, lambda v, f: PaintTower(CURVE, 0.4, 0.4, v, f)),
    SetChainNumber: (CHAIN, lambda v, f: SetChainNumber(CHAIN, "w", 1, v, f)),
}
ELSEWHERE = {"SetStrokes", "MoveOnSlice"}
"""A stroke is one edit when it ends (Digits); a ball on a slice: tests of the linked view."""


@pytest.fixture
def session():
    made = Session(lambda: 0.0)
    yield made
    made.close()


def test_every_dragged_command_is_looked_at() -> None:
    assert {command.__name__ for command in DRAGGED} == ELSEWHERE | {c.__name__ for c in DRAGS}


def opened(session, command):
    """Open the command's page and go where it can be dragged; return page and maker."""
    page, make = DRAGS[command]
    session.apply(Open(page, page))
    if command in STATIONS:
        session.apply(SetSetting(page, "station", STATIONS[command]))
    for needed in BEFORE.get(command, ()):
        session.apply(needed)
    return page, make


@pytest.mark.parametrize("command", DRAGS, ids=lambda kind: kind.__name__)
def test_one_undo_takes_a_whole_drag_back_and_redo_brings_its_end(session, command):
    page, make = opened(session, command)
    look, edits = FINGERPRINTS[page], len(session._done)
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
    look, edits = FINGERPRINTS[page], list(session._done)
    before, version = look(session, page), document_version(session)
    for value in (0.5, 0.7):
        session.apply(make(value, False))
    assert look(session, page) != before
    session.apply(make(0.4, True))
    assert look(session, page) == before
    assert session._done == edits
    assert document_version(session) == version


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
