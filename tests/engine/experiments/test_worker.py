"""The process that runs an experiment: what it writes, and how it is stopped and goes on."""

from __future__ import annotations

import threading

import pytest

from engine.errors import SettingError
from engine.experiments.outside import OutsideRunner
from engine.experiments.worker import Order, Progress, Stop, Stopped, refusal_of, serve


class Training:
    """Something that is trained, as far as a wish to stop is concerned."""

    stop = False


def order(id_, folder, epochs=None):
    """Return an order with seed 1."""
    return Order(id_, 1, epochs, str(folder))


def never():
    """Fail: the process must not be left."""
    raise AssertionError


def test_an_experiment_writes_its_result(tmp_path):
    written = []
    serve(order("1.N", tmp_path), written.append, Stop(never))
    (record,) = written
    assert record["result"]["value"] == 6000.0
    assert record["result"]["which"] == "only"


def test_a_refusal_is_written_with_its_fields(tmp_path):
    written = []
    serve(order("6.N", tmp_path), written.append, Stop(never))
    template, fields = written[0]["refused"]
    assert "is not built yet" in template.format(**fields)
    assert refusal_of(SettingError("got {x}", x=tmp_path)) == ["got {x}", {"x": str(tmp_path)}]


def test_a_wish_to_stop_ends_the_training_and_is_told_behind_it():
    stop, training = Stop(never), Training()
    with pytest.raises(Stopped), stop.around(training):
        stop.ask()
    assert training.stop


def test_without_a_training_the_process_is_left():
    left = []
    Stop(lambda: left.append(True)).ask()
    assert left == [True]


def test_a_training_that_ends_by_itself_is_not_stopped():
    stop = Stop(never)
    with stop.around(Training()):
        pass


def test_progress_is_not_reported_too_often_but_a_new_network_is():
    written, now = [], [0.0]
    progress = Progress(written.append, lambda: now[0])
    for at, share in ((0.0, 0.1), (0.05, 0.2), (0.2, 0.3), (0.21, 0.0)):
        now[0] = at
        progress("", share)
    assert [each["share"] for each in written] == [0.1, 0.3, 0.0]


def ended(runner):
    """Return all reports up to the end of the process."""
    found = []
    while not found or "ended" not in found[-1]:
        found += runner.reports(30.0)
    return found


def test_a_process_reports_and_ends(tmp_path):
    runner = OutsideRunner(order("1.N", tmp_path))
    reports = ended(runner)
    assert reports[0]["result"]["value"] == 6000.0
    assert reports[-1] == {"ended": 0}
    runner.close()


def test_a_process_that_is_stopped_before_it_began_never_begins(tmp_path):
    first = OutsideRunner(order("1.N", tmp_path))
    second = OutsideRunner(order("1.N", tmp_path), first)
    second.stop()
    assert ended(second)[-1]["ended"] == 0
    second.close()
    assert not [each for each in threading.enumerate() if each.name == "nabla-experiment"]
