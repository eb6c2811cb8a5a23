"""The worker publishes, survives failures and ends."""

import itertools
import threading
import time

import pytest

from app.bridge.worker import PUBLISH_S, Worker
from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.transport import Open, Pause, Reset, Seek, Start, Step
from engine.snapshots import SimulationSnapshot, Snapshot, Status


class Recorder:
    """A session that records; it works as long as it was told."""

    def __init__(self):
        self.applied = []
        self.pieces_left = 0
        self.advanced = 0
        self.closed = self.worked = False
        self.looked = 0
        self.error = None
        self.gate = None

    def apply(self, command, generation=0):
        if self.gate is not None:
            self.gate.wait(5)
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        self.applied.append((generation, command))
        if isinstance(command, Start):
            self.pieces_left = 10**9
        if isinstance(command, Pause):
            self.pieces_left = 0
        if isinstance(command, Seek):
            self.pieces_left = 1

    def advance(self, budget_s):
        self.worked = self.pieces_left > 0
        if self.pieces_left:
            self.advanced += 1
            self.pieces_left -= 1
            threading.Event().wait(budget_s / 4)
        return self.pieces_left > 0

    def snapshot(self):
        self.looked += 1
        status = Status.RUNNING if self.pieces_left else Status.IDLE
        run = SimulationSnapshot("r", "fake", status, self.advanced, 0.0, None)
        generation = self.applied[-1][0] if self.applied else 0
        return Snapshot(generation, self.advanced, (run,))

    def close(self):
        self.closed = True


@pytest.fixture
def session():
    return Recorder()


@pytest.fixture
def worker(session, no_leaks):
    worker = Worker(lambda: session)
    yield worker
    assert worker.stop()


def wait_until(condition, limit_s=5.0):
    end = time.perf_counter() + limit_s
    rest = threading.Event()
    while not condition():
        assert time.perf_counter() < end, "waited in vain"
        rest.wait(0.002)


def generation_of(worker):
    return worker.latest.generation if worker.latest is not None else -1


def test_commands_that_were_sent_before_the_start_are_applied(worker, session):
    assert worker.send(Open("r", "fake")) == 1
    worker.start()
    wait_until(lambda: generation_of(worker) == 1)
    assert session.applied == [(1, Open("r", "fake"))]


def test_sending_never_waits_even_while_the_session_is_stuck(worker, session):
    session.gate = threading.Event()
    worker.start()
    worker.send(Step("r"))
    began = time.perf_counter()
    for _ in range(1000):
        worker.send(Step("r"))
    assert time.perf_counter() - began < 0.5
    session.gate.set()


def test_a_slider_that_moved_while_the_session_was_busy_costs_one_command(worker, session):
    session.gate = threading.Event()
    worker.start()
    worker.send(Step("r"))
    wait_until(lambda: worker._inbox.empty())
    for value in range(10):
        worker.send(SetSetting("r", "eta", float(value)))
    session.gate.set()
    wait_until(lambda: generation_of(worker) == 11)
    assert [c for _, c in session.applied] == [Step("r"), SetSetting("r", "eta", 9.0)]


def test_a_running_session_goes_on_and_pauses_when_told(worker, session):
    worker.start()
    worker.send(Start("r"))
    wait_until(lambda: worker.latest is not None and worker.latest.clock > 5)
    assert worker.latest.simulations[0].status is Status.RUNNING
    number = worker.send(Pause("r"))
    wait_until(lambda: generation_of(worker) == number)
    assert worker.latest.simulations[0].status is Status.IDLE
    wait_until(lambda: worker.latest.clock == session.advanced)


def test_an_idle_worker_sleeps_until_there_is_a_command(worker, session):
    worker.start()
    wait_until(lambda: worker.latest is not None)
    number = worker.send(Observe("r"))
    wait_until(lambda: generation_of(worker) == number)
    assert session.looked == 2


def test_snapshots_are_published_at_most_a_hundred_and_twenty_times_a_second(worker, session):
    worker.start()
    worker.send(Start("r"))
    wait_until(lambda: worker.latest is not None and worker.latest.clock > 0)
    seen, end = set(), time.perf_counter() + 0.5
    while time.perf_counter() < end:
        worker.seen = worker.latest
        seen.add(worker.latest.clock)
    assert 5 <= len(seen) <= 64


def test_while_nobody_looks_snapshots_are_rare(worker, session):
    worker.start()
    worker.send(Start("r"))
    wait_until(lambda: worker.latest is not None and worker.latest.clock > 0)
    seen, end = set(), time.perf_counter() + 0.5
    while time.perf_counter() < end:
        seen.add(worker.latest.clock)
    assert 2 <= len(seen) <= 8


def test_a_failure_is_published_with_a_report_and_the_thread_lives_on(worker, session):
    worker.start()
    worker.send(Start("r"))
    wait_until(lambda: session.advanced > 1)
    session.error = ZeroDivisionError("by design")
    number = worker.send(Step("r"))
    wait_until(lambda: generation_of(worker) == number)
    run = worker.latest.simulations[0]
    assert run.status is Status.FAILED
    assert "by design" in run.failure.report
    assert worker.latest.notice is run.failure
    assert worker.alive
    number = worker.send(Reset("r"))
    wait_until(lambda: generation_of(worker) == number)
    assert worker.latest.simulations[0].status is not Status.FAILED


def test_a_session_that_cannot_be_made_is_reported_and_tried_again(no_leaks):
    attempts = itertools.count()

    def make():
        if next(attempts) == 0:
            raise OSError("no weights")
        return Recorder()

    worker = Worker(make)
    worker.start()
    wait_until(lambda: worker.latest is not None)
    assert "no weights" in worker.latest.notice.report
    number = worker.send(Step("r"))
    wait_until(lambda: generation_of(worker) == number)
    assert worker.latest.simulations[0].status is Status.IDLE
    assert worker.stop()


def test_stopping_ends_the_thread_within_two_seconds_and_closes_the_session(worker, session):
    worker.start()
    worker.send(Start("r"))
    wait_until(lambda: session.advanced > 0)
    began = time.perf_counter()
    assert worker.stop()
    assert time.perf_counter() - began < 2.0
    assert session.closed
    assert not worker.alive


def test_a_worker_that_was_never_started_stops_at_once():
    assert Worker(Recorder).stop()


def test_work_that_ends_in_one_go_is_shown(worker, session):
    worker.start()
    wait_until(lambda: worker.latest is not None)
    rested = time.perf_counter() + 5 * PUBLISH_S
    wait_until(lambda: time.perf_counter() > rested)
    # after a rest the first answer comes before the work is done; the last one must not
    worker.send(Seek("r", 7))
    wait_until(lambda: worker.latest.clock == 1)
    assert session.advanced == 1
