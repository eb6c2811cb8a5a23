"""A page of one scene: what the shared base gives to it, and that all simulations' rules hold."""

from __future__ import annotations

import msgspec
import pytest

from engine.commands.documents import OpenDocument, SaveDocument
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.transport import Open, Pause, Reset, Seek, Start, Step
from engine.errors import DocumentError
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.snapshots import Status
from tests.engine.simulations.scene_page.slope import MoveStart, Slope
from tests.engine.simulations.test_simulation import (  # noqa: F401  (the rules of every page)
    simulation,
    test_a_new_page_rests_where_it_begins,
    test_a_setting_that_no_page_has_is_refused_and_nothing_is_changed,
    test_an_untouched_page_comes_out_of_its_document_in_the_same_words,
    test_settings_refuse_what_is_out_of_their_range_under_their_own_names,
    test_the_way_back_of_an_edit_leads_to_the_words_before_it,
)
from tests.support.pages.cases import CASES
from tests.support.pages.cases.page_cases import PageCases, payload_of

PAGE = "slope"

OWN_CASES = PageCases(
    edit=lambda session, run, generator: MoveStart(run, generator.uniform(-2, 2)),
    fingerprint=lambda session, run: (payload_of(session, run).settings,),
    changed=("eta", 0.25),
)


@pytest.fixture
def name(monkeypatch):
    """Put the page into the table; return its name."""
    monkeypatch.setitem(SIMULATIONS, PAGE, Slope)
    monkeypatch.setitem(CASES, PAGE, OWN_CASES)
    return PAGE


class Seen:
    """A session with the page open and a clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.session = Session(lambda: self.now)
        self.session.apply(Open(PAGE, PAGE))

    def send(self, *commands):
        """Apply commands; return the page's state."""
        for command in commands:
            self.session.apply(command)
        return self.shown.payload

    def wait(self, seconds):
        """Let time pass; return the page's state."""
        self.now += seconds
        self.session.advance(0.01)
        return self.shown.payload

    @property
    def shown(self):
        """The page in the snapshot."""
        return self.session.snapshot().simulation(PAGE)


@pytest.fixture
def seen(name):
    """Return a session with the page."""
    made = Seen()
    yield made
    made.session.close()


def test_it_plays_at_its_speed_and_time_goes_back(seen):
    seen.send(Start(PAGE))
    assert (seen.wait(0.6).step, seen.wait(1.0).step) == (1, 3)
    assert seen.send(SetSetting(PAGE, "speed", 10.0)).step == 3
    assert seen.wait(0.35).step == 6
    assert seen.send(Pause(PAGE), Step(PAGE, 4), Step(PAGE, -3)).step == 7
    assert (seen.wait(9.0).step, seen.shown.status) == (7, Status.PAUSED)
    assert seen.send(Seek(PAGE, 2)).places[-1] == pytest.approx(0.8**2)
    assert (seen.send(Reset(PAGE)).step, seen.shown.status) == (0, Status.IDLE)


def test_an_edit_is_taken_back_after_further_steps_and_what_was_reached_stays(seen):
    seen.send(Step(PAGE, 2), MoveStart(PAGE, 3.0), Step(PAGE, 5))
    state = seen.send(Undo())
    assert (state.places[0], state.step) == (1.0, 7)
    assert "was reached since stays" in str(seen.session.snapshot().notice)
    state = seen.send(Redo())
    assert (state.places[0], state.step) == (3.0, 7)


def test_a_hundred_moves_are_one_edit_and_there_and_back_is_none(seen):
    for number in range(100):
        seen.send(MoveStart(PAGE, 1 + number / 50, finished=number == 99))
    assert seen.send(Undo()).places[0] == 1.0
    assert seen.session.snapshot().undo is None
    seen.send(MoveStart(PAGE, 2.0, finished=False), MoveStart(PAGE, 1.0))
    assert seen.session.snapshot().undo is None


def test_its_scene_is_its_document(seen, tmp_path):
    seen.send(MoveStart(PAGE, 3.0), SetSetting(PAGE, "eta", 0.2), Step(PAGE, 4))
    before, path = seen.shown.payload, str(tmp_path / "slope.nabla")
    seen.send(SaveDocument(path))
    while seen.session.advance(0.01):
        pass
    seen.send(Reset(PAGE), MoveStart(PAGE, 0.5), OpenDocument(path))
    while seen.session.advance(0.01):
        pass
    after = seen.shown.payload
    assert (after.settings, after.step) == (before.settings, before.step)
    assert after.places.tobytes() == before.places.tobytes()


@pytest.mark.parametrize(
    "words",
    [
        {"settings": {"eta": 7.0, "speed": 2.0}},
        {"settings": {"eta": "fast"}},
        {"settings": {}, "start": "left"},
        {"step": 1},
    ],
)
def test_a_document_with_other_contents_is_refused(simulation, words):  # noqa: F811
    with pytest.raises(DocumentError):
        simulation.restore(msgspec.Raw(msgspec.json.encode(words)), {}, {})
