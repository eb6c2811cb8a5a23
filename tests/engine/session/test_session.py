"""The session: commands in, snapshots out, refusals as notices, edits taken back."""

from __future__ import annotations

import pytest

from engine.commands.documents import NewDocument
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.observation import Observe
from engine.commands.pages.perceptrons import AddPerceptron, LoadBench, SetBias, ShowStation
from engine.commands.transport import Open
from engine.errors import SettingError
from engine.session import session as module
from engine.session.session import Session
from engine.simulations.scene_page.scene_page import ScenePage

ID = "bench"


@pytest.fixture
def session():
    """Return a session with an empty bench of perceptrons."""
    made = Session(lambda: 0.0)
    made.apply(Open(ID, "perceptrons"))
    made.apply(LoadBench(ID, "nand"))
    yield made
    made.close()


def notice(session):
    """Return what the session has to say."""
    said = session.snapshot().notice
    return "" if said is None else str(said)


def circuit(session):
    """Return the circuit on the bench."""
    return session._simulations[ID].state().bench.circuit


def test_snapshots_are_numbered_and_carry_the_latest_command(session):
    session.apply(ShowStation(ID, "bench"), 7)
    session.apply(ShowStation(ID, "bits"), 5)
    first, second = session.snapshot(), session.snapshot()
    assert (first.generation, second.generation) == (7, 7)
    assert second.clock == first.clock + 1
    assert first.simulation(ID).simulation == "perceptrons"


def test_edits_are_taken_back_and_done_again_in_order(session):
    states = [circuit(session)]
    for place in (0.2, 0.4):
        session.apply(AddPerceptron(ID, place, place))
        states.append(circuit(session))
    session.apply(Undo())
    assert circuit(session) == states[1]
    assert notice(session).startswith("Taken back: ")
    session.apply(Undo())
    assert circuit(session) == states[0]
    session.apply(Redo())
    session.apply(Redo())
    assert circuit(session) == states[2]
    assert notice(session).startswith("Done again: ")
    assert session.snapshot().redo is None


@pytest.mark.parametrize("command", [Undo(), Redo()], ids=["undo", "redo"])
def test_an_edit_that_cannot_be_taken_back_stays_in_its_list(session, command, monkeypatch):
    for place in (0.2, 0.4):
        session.apply(AddPerceptron(ID, place, place))
    session.apply(Undo())
    before, known = circuit(session), session.snapshot()

    def refuse(page, scene):
        raise SettingError("expected room, got none; try again")

    with monkeypatch.context() as patch:
        patch.setattr(ScenePage, "show_again", refuse)
        session.apply(command)
    assert notice(session) == "expected room, got none; try again"
    after = session.snapshot()
    assert (after.undo, after.redo, circuit(session)) == (known.undo, known.redo, before)
    session.apply(command)
    assert circuit(session) != before


def test_a_new_edit_forgets_what_could_be_done_again(session):
    session.apply(AddPerceptron(ID, 0.2, 0.2))
    session.apply(Undo())
    assert session.snapshot().redo is not None
    session.apply(AddPerceptron(ID, 0.3, 0.3))
    assert session.snapshot().redo is None
    session.apply(Redo())
    assert notice(session) == "there is nothing to redo"


def test_a_drag_is_one_edit(session):
    session.apply(AddPerceptron(ID, 0.2, 0.2))
    before = circuit(session)
    perceptron = before.perceptrons[-1].id
    for number in range(5):
        session.apply(SetBias(ID, perceptron, float(number + 1), finished=number == 4))
    assert circuit(session) != before
    session.apply(Undo())
    assert circuit(session) == before


def test_what_is_refused_is_said_once_and_not_logged(session):
    logged = len(session.log)
    session.apply(Open("other", "nonsense"))
    assert "expected a simulation among digits" in notice(session)
    session.apply(SetSetting("nowhere", "eta", 1))
    assert "expected an open run that takes SetSetting, got 'nowhere'" in notice(session)
    assert len(session.log) == logged
    session.apply(ShowStation(ID, "bits"))
    assert notice(session) == ""
    session.apply(Observe(ID, frozenset()))
    assert session.log[logged:] == [ShowStation(ID, "bits")]


def test_an_open_simulation_is_kept_as_it_is(session):
    before = session._simulations[ID]
    session.apply(Open(ID, "perceptrons", seed=5))
    assert session._simulations[ID] is before


def test_a_new_document_begins_anew_and_forgets_all_edits(session):
    session.apply(AddPerceptron(ID, 0.2, 0.2))
    edited = circuit(session)
    session.apply(NewDocument())
    assert circuit(session) != edited
    snapshot = session.snapshot()
    assert (snapshot.undo, snapshot.document.changed) == (None, False)


def test_the_oldest_edits_are_forgotten(session, monkeypatch):
    monkeypatch.setattr(module, "UNDO_LIMIT", 3)
    for number in range(5):
        session.apply(AddPerceptron(ID, 0.1 * number, 0.5))
    taken_back = 0
    while session.snapshot().undo is not None:
        session.apply(Undo())
        taken_back += 1
    assert taken_back == 3


def test_a_session_without_work_says_so(session):
    assert session.advance(0.001) is False
    assert session.worked is False
