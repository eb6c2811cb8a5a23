"""A page on which a network is trained: what the shared base gives to it."""

from __future__ import annotations

import pytest

from engine.commands.runs import AddLockstepRun, Race, SelectRun, StartEnsemble
from engine.commands.transport import Pause, Reset, Rewind, Seek, SetPace, Start, Step
from engine.documents.run_reading import RunReader
from engine.errors import SettingError
from engine.simulations.builder.edits import settings_for
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning_page.document import (
    LearningContent,
    learning_fields,
    restore_learning,
)
from engine.simulations.learning_page.learning_page import TRANSPORT, LearningPage
from engine.snapshots import Status

NAME = "smallest"


class Smallest(LearningPage[PointStore]):
    """The least that a page has to give; it notes which hooks were called."""

    def __init__(self):
        self.now, self.called = 0.0, []
        settings = settings_for("clusters", 1).changed("epochs", 4)
        super().__init__(settings, PointStore("clusters", 1), lambda: self.now)
        self.refresh(frozenset())

    def view(self, observed):
        """Return the view of the run."""
        return self.training(0, observed)

    def shown_network(self):
        """Return the network of the run."""
        return self.learning.prepared().network

    def check_file(self, specification):
        """Accept every network."""

    def before(self, command):
        """Note the command; refuse a step of -7."""
        self.called.append(type(command))
        if command == Step(NAME, -7):
            raise SettingError("not that one")

    def show_own_run(self):
        """Note that it was called."""
        self.called.append("own run")
        return super().show_own_run()

    def do(self, *commands):
        """Apply commands; return which hooks were called."""
        self.called = []
        for command in commands:
            self.handlers[type(command)](command)
        return self.called

    def settle(self):
        """Let it do all it has to do."""
        while self.busy:
            self.now += 0.001
            self.advance(0.01)


@pytest.fixture
def page():
    """Return a page at rest."""
    return Smallest()


def test_every_command_of_the_transport_is_announced_and_reaches_the_run(page):
    commands = [Start(NAME), Pause(NAME), Step(NAME, 1), Seek(NAME, 0), Reset(NAME)]
    assert page.do(*commands) == [type(each) for each in commands] == list(TRANSPORT)
    assert (page.status, page.step) == (Status.IDLE, 0)
    page.do(Start(NAME))
    page.settle()
    assert (page.status, page.failure) == (Status.FINISHED, None)
    assert page.step == page.progress == page.learning.run.last_step > 0
    assert page.elapsed_s == page.learning.elapsed_s


def test_a_command_that_is_refused_beforehand_changes_nothing(page):
    page.do(Step(NAME, 3))
    page.settle()
    with pytest.raises(SettingError):
        page.do(Step(NAME, -7))
    assert page.step == 3


@pytest.mark.parametrize("command", [Pause(NAME), Seek(NAME, 5), Race(NAME, "eta", (0.1, 0.2))])
def test_the_transport_ends_rewinding(page, command):
    page.do(Step(NAME, 40))
    page.settle()
    page.do(SetPace(NAME, epochs_per_second=1), Rewind(NAME))
    assert page.status is Status.RUNNING
    assert page.rewinder.busy
    page.do(command)
    assert not page.rewinder.busy


def test_the_own_run_is_shown_after_commands_that_are_about_it(page):
    shown = [
        AddLockstepRun(NAME, "eta", 0.25),
        SelectRun(NAME, 1),
        StartEnsemble(NAME, 3),
    ]
    assert page.do(*shown) == ["own run"] * 3
    assert page.do(Race(NAME, "eta", (0.1, 0.2))) == [Race, "own run"]
    with pytest.raises(SettingError):
        page.do(SelectRun(NAME, 99))
    assert page.called == []


def test_the_payload_is_assembled_by_refresh_alone(page):
    before = page.state()
    page.do(Step(NAME, 3))
    page.settle()
    assert page.state() is before
    page.refresh(frozenset())
    assert page.state().step == 3


def test_runs_are_restored_from_the_fields_of_a_document(page):
    page.do(Step(NAME, 7))
    page.settle()
    writer, fields = learning_fields(page.learning)
    again = Smallest()
    content, data = LearningContent(**fields), {page.store.name: page.store.data}
    restore_learning(again.learning, content, RunReader(writer.arrays()), data)
    assert (again.status, again.step) == (Status.PAUSED, 7)
    assert again.learning.network.digest() == page.learning.network.digest()
