"""The session's document: saved and opened while it goes on."""

from __future__ import annotations

import pytest

from engine.commands.documents import NewDocument, OpenDocument, SaveDocument
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.digits import SetStrokes
from engine.commands.transport import Open, Seek, Start
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from tests.support.documents import SEVEN, SIMULATION_ID, settle, small_digits, worked_on


@pytest.fixture
def session(monkeypatch):
    """Return a session in which something of everything was done."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = worked_on()
    yield session
    session.close()


@pytest.fixture
def other(monkeypatch):
    """Return a session in which nothing was done yet."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    yield session
    session.close()


def said(session):
    """Return the notice as a sentence."""
    notice = session.snapshot().notice
    return "" if notice is None else str(notice)


def digest(session):
    """Return the bits of the network that is looked at."""
    return session._simulations[SIMULATION_ID].learning.network.digest()


def test_a_new_session_is_an_unchanged_document_without_a_name(other):
    document = other.snapshot().document
    assert (document.path, document.changed) == ("", False)


def test_what_was_saved_is_opened_by_another_session(session, other, tmp_path):
    path = str(tmp_path / "work.nabla")
    session.apply(SaveDocument(path, (("axis", "seconds"),)))
    settle(session)
    assert said(session) == "Saved as work.nabla."
    assert session.snapshot().document.path == path
    assert not session.snapshot().document.changed
    other.apply(OpenDocument(path))
    settle(other)
    document = other.snapshot().document
    assert (document.path, document.changed, document.edition) == (path, False, 1)
    assert document.view == {"axis": "seconds"}
    assert digest(other) == digest(session)


@pytest.mark.parametrize(
    "command",
    [
        SetSetting(SIMULATION_ID, "eta", 0.7),
        SetStrokes(SIMULATION_ID, (*SEVEN, ((0.4, 0.5), (0.7, 0.5)))),
        Undo(),
        Start(SIMULATION_ID),
    ],
)
def test_edits_and_learning_change_a_document(session, tmp_path, command):
    session.apply(SaveDocument(str(tmp_path / "work.nabla")))
    settle(session)
    session.apply(Seek(SIMULATION_ID, session._simulations[SIMULATION_ID].learning.run.last_step))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 9))
    session.apply(SaveDocument(str(tmp_path / "work.nabla")))
    settle(session)
    assert not session.snapshot().document.changed
    session.apply(command)
    settle(session)
    assert session.snapshot().document.changed


def test_looking_at_another_place_does_not_change_a_document(session, tmp_path):
    session.apply(SaveDocument(str(tmp_path / "work.nabla")))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 10))
    settle(session)
    assert not session.snapshot().document.changed


def test_a_copy_leaves_name_and_changes_as_they_are(session, tmp_path):
    session.apply(SaveDocument(str(tmp_path / "copy.nabla"), copy=True))
    settle(session)
    document = session.snapshot().document
    assert (document.path, document.changed, document.saves) == ("", True, 0)
    assert said(session) == ""
    assert (tmp_path / "copy.nabla").exists()


def test_a_recovered_copy_has_no_name_and_counts_as_changed(session, other, tmp_path):
    path = str(tmp_path / "copy.nabla")
    session.apply(SaveDocument(path, copy=True))
    settle(session)
    other.apply(OpenDocument(path, recovered=True))
    settle(other)
    document = other.snapshot().document
    assert (document.path, document.changed) == ("", True)
    assert digest(other) == digest(session)


def test_training_goes_on_while_a_document_is_written_and_what_was_asked_for_is_written(
    session, other, tmp_path
):
    path = str(tmp_path / "work.nabla")
    session.apply(Seek(SIMULATION_ID, 20))
    settle(session)
    then = digest(session)
    session.apply(SaveDocument(path))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    assert digest(session) != then
    other.apply(OpenDocument(path))
    settle(other)
    assert digest(other) == then


def test_a_file_that_is_no_document_leaves_everything_as_it_was(session, tmp_path):
    before = digest(session)
    path = tmp_path / "other.nabla"
    path.write_bytes(b"no document")
    session.apply(OpenDocument(str(path)))
    settle(session)
    assert said(session).startswith("expected a document of Nabla Lab")
    assert digest(session) == before
    assert session.snapshot().document.edition == 0
    assert session.snapshot().undo is not None


def test_a_place_that_cannot_be_written_leaves_the_document_changed(session, tmp_path):
    session.apply(SaveDocument(str(tmp_path / "none" / "work.nabla")))
    settle(session)
    assert "existing folder" in said(session)
    assert session.snapshot().document.changed


def test_a_new_document_begins_anew(session):
    session.apply(NewDocument())
    settle(session)
    snapshot = session.snapshot()
    assert snapshot.simulation(SIMULATION_ID).payload.training.branches == ()
    assert (snapshot.document.path, snapshot.document.changed) == ("", False)
    assert snapshot.undo is None
