"""The session's score: cues by doing, edits taken back, the same cue after any mess."""

from __future__ import annotations

import pytest

from engine.commands.documents import NewDocument, OpenDocument, SaveDocument
from engine.commands.edits import Redo, Undo
from engine.commands.pages.perceptrons import AddInput, LoadBench
from engine.commands.scores import (
    AddCue,
    AnswerCue,
    EditCue,
    GoToCue,
    LeaveScore,
    MoveCue,
    NextCue,
    OpenScore,
    PreviousCue,
    RemoveCue,
    ReturnToCue,
)
from engine.commands.transport import Open, Start
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.snapshots import Status
from tests.support.documents import small_digits
from tests.support.scores.small_scores import (
    ID,
    cue,
    digest,
    finish,
    make_a_mess,
    names,
    session_with_cues,
    written,
)


@pytest.fixture
def session():
    """Return a session with two cues of the bench."""
    made = session_with_cues("nand", "adder")
    yield made
    made.close()


def bring(session, command):
    """Bring a cue; return the score then."""
    session.apply(command)
    finish(session)
    return session.snapshot().score


def test_a_cue_is_the_same_after_two_different_messes(session):
    found = []
    for bias in (1.5, -8.0):
        make_a_mess(session, bias)
        bring(session, GoToCue(1))
        found.append(digest(session))
        bring(session, NextCue())
        found.append(digest(session))
    assert found[:2] == found[2:]
    assert found[0] != found[1]


def test_going_on_back_and_home(session):
    assert bring(session, LeaveScore()).current == 0
    assert bring(session, NextCue()).current == 1
    assert bring(session, NextCue()).current == 2
    at_cue = digest(session)
    make_a_mess(session, 4.0)
    score = bring(session, ReturnToCue())
    assert (score.current, score.awaited) == (2, 0)
    assert digest(session) == at_cue
    assert bring(session, PreviousCue()).current == 1


def test_two_presses_before_the_first_cue_arrives_go_two_cues_on(session):
    session.apply(LeaveScore())
    session.apply(NextCue())
    assert bring(session, NextCue()).current == 2


@pytest.mark.parametrize(
    ("command", "sentence"),
    [(NextCue(), "last cue"), (GoToCue(9), "got 9"), (RemoveCue(9), "got 9")],
)
def test_what_is_not_there_is_refused_in_a_sentence(session, command, sentence):
    assert bring(session, GoToCue(2)).current == 2
    session.apply(command)
    assert sentence in str(session.snapshot().notice)


def test_a_score_without_cues_says_so():
    session = Session()
    session.apply(NextCue())
    assert "no cues" in str(session.snapshot().notice)
    session.apply(AddCue("kitchen", "kitchen", "one", "en"))
    assert "open page" in str(session.snapshot().notice)
    session.close()


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (MoveCue(2, -1), ["adder", "nand"]),
        (RemoveCue(1), ["adder"]),
        (EditCue(cue("gate", id=1)), ["gate", "adder"]),
        (AddCue(ID, ID, "third", "en"), ["nand", "adder", "third"]),
    ],
)
def test_every_edit_is_taken_back_and_done_again(session, command, expected):
    before = names(session)
    session.apply(command)
    assert names(session) == expected
    session.apply(Undo())
    assert names(session) == before
    session.apply(Redo())
    assert names(session) == expected


def test_a_cue_takes_its_simulation_s_history_along_and_leaves_the_others(session):
    session.apply(Open("other", ID))
    session.apply(LoadBench("other", "nand"))
    session.apply(AddInput(ID))
    bring(session, GoToCue(1))
    before = digest(session)
    session.apply(Undo())
    assert digest(session) == before
    assert "Taken back" in str(session.snapshot().notice)
    assert digest(session, "other") == digest_of_fresh()


def digest_of_fresh():
    """Return the digest of a page that was just opened."""
    fresh = Session()
    fresh.apply(Open(ID, ID))
    found = digest(fresh)
    fresh.close()
    return found


def test_leaving_shows_what_was_there_before_the_first_cue(session):
    make_a_mess(session, 2.5)
    own = digest(session)
    bring(session, GoToCue(1))
    bring(session, GoToCue(2))
    assert digest(session) != own
    assert bring(session, LeaveScore()).current == 0
    assert digest(session) == own


def test_a_score_goes_through_a_document(session, tmp_path):
    bring(session, GoToCue(1))
    first = digest(session)
    session.apply(AnswerCue(1, (3.0, 1.0)))
    session.apply(SaveDocument(str(tmp_path / "lecture.nabla")))
    finish(session)
    other = Session()
    other.apply(OpenDocument(str(tmp_path / "lecture.nabla")))
    finish(other)
    score = other.snapshot().score
    assert names(other) == ["nand", "adder"]
    assert (score.current, score.answers[1]) == (1, (3.0, 1.0))
    make_a_mess(other, 7.0)
    bring(other, ReturnToCue())
    assert digest(other) == first
    other.apply(NewDocument())
    assert names(other) == []
    other.close()


def test_a_cue_that_plays_goes_on_as_planned(monkeypatch):
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = Session()
    session.apply(Open("digits", "digits"))
    session.apply(Start("digits"))
    for _ in range(200):
        session.advance(0.001)
        if session.snapshot().simulation("digits").step > 0:
            break
    session.apply(AddCue("digits", "digits", "running", "en"))
    assert session.snapshot().score.cues[0].plays
    finish(session)
    session.apply(ReturnToCue())
    arrivals = session.snapshot().score.arrivals
    while session.snapshot().score.arrivals == arrivals:
        session.advance(0.001)
    assert session.snapshot().simulation("digits").status is Status.RUNNING
    session.close()


def test_a_score_file_is_built_in_the_background(session, tmp_path):
    session.apply(OpenScore(str(written(tmp_path / "gates.json"))))
    assert names(session) == ["nand", "adder"]
    finish(session)
    score = session.snapshot().score
    assert (score.ready, score.current) == ({3, 4}, 0)
    session.apply(Undo())
    assert [each.id for each in session.snapshot().score.cues] == [1, 2]
    session.apply(Redo())
    assert bring(session, NextCue()).current == 3


def test_no_undo_takes_a_lecture_away_that_has_begun(session, tmp_path):
    session.apply(OpenScore(str(written(tmp_path / "gates.json"))))
    assert bring(session, NextCue()).current == 3
    session.apply(RemoveCue(4))
    for _ in range(9):
        session.apply(Undo())
    assert [each.id for each in session.snapshot().score.cues] == [3, 4]


def test_a_cue_that_cannot_be_built_says_why_and_the_others_come(session, tmp_path, caplog):
    text = {
        "score": 1,
        "title": {"en": "x"},
        "cues": [
            {"page": ID, "commands": commands, "en": {"name": "x"}, "es": {"name": "x"}}
            for commands in ([["LoadBench", {"name": "kitchen"}]], [])
        ],
    }
    session.apply(OpenScore(str(written(tmp_path / "wrong.json", text))))
    finish(session)
    assert session.snapshot().score.ready == {4}
    bring(session, NextCue())
    assert "kitchen" in str(session.snapshot().notice)
    assert bring(session, GoToCue(4)).current == 4


def test_a_file_that_is_no_score_changes_nothing(session):
    session.apply(OpenScore("nowhere.json"))
    assert "cannot be read" in str(session.snapshot().notice)
    assert names(session) == ["nand", "adder"]
