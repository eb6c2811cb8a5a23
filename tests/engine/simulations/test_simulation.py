"""Every page's simulation keeps what a session asks of it: a quiet start, ways back, documents."""

from __future__ import annotations

import time

import msgspec
import numpy as np
import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.observation import Observe
from engine.commands.transport import Open, Pause, Step
from engine.errors import SettingError
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.snapshots import Status
from tests.support.pages.cases import CASES
from tests.support.states import alike


@pytest.fixture(params=sorted(SIMULATIONS))
def name(request):
    """Return the name of each page's simulation."""
    return request.param


@pytest.fixture
def simulation(name):
    """Return a new simulation."""
    made = SIMULATIONS[name](1, time.perf_counter)
    yield made
    made.close()


def words_of(simulation):
    """Return what a document says of a simulation; numbers of runs are never given twice."""
    words = msgspec.json.decode(msgspec.json.encode(simulation.save().content))
    words.pop("branches", None)
    return words


def test_a_new_page_rests_where_it_begins(simulation):
    assert simulation.status is Status.IDLE
    assert simulation.failure is None
    assert (simulation.step, simulation.progress, simulation.elapsed_s) == (0, 0, 0.0)


def test_an_untouched_page_comes_out_of_its_document_in_the_same_words(name, simulation):
    saved = simulation.save()
    text = msgspec.json.encode(saved.content)
    again = SIMULATIONS[name](1, time.perf_counter)
    again.restore(msgspec.Raw(text), saved.arrays(), simulation.loaded_data())
    assert msgspec.json.encode(again.save().content) == text
    again.close()


def test_the_way_back_of_an_edit_leads_to_the_words_before_it(name, simulation):
    before = words_of(simulation)
    inverse = simulation.handlers[SetSetting](SetSetting(name, *CASES[name].changed))
    after = words_of(simulation)
    assert after != before
    assert inverse.undo() is None
    assert words_of(simulation) == before
    assert inverse.redo() is None
    assert words_of(simulation) == after


def test_a_setting_that_no_page_has_is_refused_and_nothing_is_changed(name, simulation):
    before = words_of(simulation)
    with pytest.raises(SettingError, match="no_such_setting"):
        simulation.handlers[SetSetting](SetSetting(name, "no_such_setting", 1))
    assert words_of(simulation) == before


def test_settings_refuse_what_is_out_of_their_range_under_their_own_names(simulation):
    names = [setting.name for setting in simulation.declared_settings]
    assert len(set(names)) == len(names)
    for setting in simulation.declared_settings:
        assert setting.check(setting.default) == setting.default
        with pytest.raises(SettingError):
            setting.check(float("nan") if setting.kind in ("float", "int") else None)


# --- reading --------------------------------------------------------------------------------------


OBSERVED = frozenset(
    {"weights", "confusion", "mistakes", "answers", "plane", "surface", "backprop", "program"}
    | {"pictures", "polling"}
)
"""Every part that a page can observe."""

EDITS = 60


@pytest.fixture
def sessions(name, monkeypatch):
    """Return a function that opens the page on little data and lets it work a little."""
    monkeypatch.setitem(SIMULATIONS, name, CASES[name].make or SIMULATIONS[name])
    made = []

    def opened():
        session = Session(lambda: 0.0)
        made.append(session)
        for command in (Open(name, name), Observe(name, OBSERVED), Step(name, 23)):
            session.apply(command)
        finish(session)
        return session

    yield opened
    for session in made:
        session.close()


def finish(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


def document_of(simulation):
    """Return what a document holds of a simulation: words and numbers."""
    saved = simulation.save()
    arrays = {key: array.tobytes() for key, array in saved.arrays().items()}
    return msgspec.json.encode(saved.content), arrays


def told(simulation):
    """Return everything that a session can ask of a simulation without changing it."""
    said = simulation.status, simulation.failure, simulation.step, simulation.progress
    return *said, simulation.elapsed_s, simulation.busy, document_of(simulation)


def test_reading_the_state_computes_nothing_and_changes_nothing(name, sessions):
    session = sessions()
    simulation = session._simulations[name]
    before = told(simulation)
    state = simulation.state()
    assert all(simulation.state() is state for _ in range(3))
    assert told(simulation) == before


def test_a_refreshed_page_shows_the_same_when_it_is_refreshed_again(name, sessions):
    session = sessions()
    simulation = session._simulations[name]
    # saving adds a key frame of the shown step
    before = told(simulation)
    simulation.refresh(OBSERVED)
    state = simulation.state()
    simulation.refresh(OBSERVED)
    assert alike(simulation.state(), state)
    assert told(simulation) == before


def test_how_often_a_page_is_read_changes_nothing_that_follows(name, sessions):
    states, documents = [], []
    for reads in (0, 2):
        session, generator = sessions(), np.random.default_rng(4)
        for number in range(EDITS):
            session.apply(CASES[name].edit(session, name, generator))
            session.apply(Undo() if number % 7 == 6 else Pause(name))
            for _ in range(reads):
                session.snapshot()
        finish(session)
        payload = session.snapshot().simulation(name).payload
        states.append(CASES[name].compared(payload))
        documents.append(document_of(session._simulations[name]))
    # versions of weights are numbered over all simulations
    assert alike(*states, but="version")
    assert documents[0] == documents[1]
