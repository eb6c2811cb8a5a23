"""Experiments that are stopped go on, and finished networks are not trained twice."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from engine.errors import StorageError
from engine.experiments.courses import SHIFTS, train
from engine.experiments.experiment import Request
from engine.runs.storage import save_arrays
from tests.support.samples.small_experiments import SMALL, Clock

SETTINGS = {"layers": "784-6-10", "cost": "cross-entropy", "epochs": 3, "seed": 2, "lambda": 0.1}


class StopError(Exception):
    """Somebody pressed Ctrl-C."""


def request(folder, said=None, stop_after=None):
    """Return a request that keeps runs in a folder, and may be stopped after some lines."""
    said = [] if said is None else said

    def say(line):
        if len(said) == stop_after:
            raise StopError
        said.append(line)

    def load(name):
        return SMALL

    return Request(2, None, load, Clock(), say, lambda text, share: None, folder)


@pytest.mark.parametrize("expansion", [{}, {"expansion": SHIFTS}], ids=["plain", "shifts"])
def test_a_stopped_run_goes_on_to_the_same_bits(tmp_path, expansion):
    settings = {**SETTINGS, **expansion}
    whole = train(settings, request(None), SMALL)
    with pytest.raises(StopError):
        # stopped while the second epoch is told
        train(settings, request(tmp_path, stop_after=1), SMALL)
    said = []
    rest = train(settings, request(tmp_path, said), SMALL)
    assert said[0] == "Going on after epoch 2"
    assert [epoch.epoch for epoch in rest.epochs] == [1, 2, 3]
    assert [e.test_accuracy for e in rest.epochs] == [e.test_accuracy for e in whole.epochs]
    assert rest.network.digest() == whole.network.digest()


def stopping(folder, pieces, stop):
    """Return a request whose run is stopped by `stop` after some slices of training."""
    runs, done = [], []

    @contextmanager
    def stoppable(run):
        runs.append(run)
        yield
        raise StopError

    def progress(text, share):
        done.append(share)
        if len(done) == pieces:
            stop(runs[-1])

    return replace(request(folder), progress=progress, stoppable=stoppable)


def ask(run):
    """Ask a run to stop, as a signal does."""
    run.stop = True


def hang_up(run):
    """Fail as a terminal that is gone."""
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("stop", [ask, hang_up])
@pytest.mark.parametrize(
    ("expansion", "pieces", "epoch"),
    [({}, 1, 1), ({}, 9, 2), ({"expansion": SHIFTS}, 40, 2)],
    ids=["first epoch", "plain", "shifts"],
)
def test_a_run_stopped_in_mid_epoch_goes_on_to_the_same_bits(
    tmp_path, expansion, pieces, epoch, stop
):
    settings = {**SETTINGS, **expansion}
    whole = train(settings, request(None), SMALL)
    with pytest.raises((StopError, OSError)):
        train(settings, stopping(tmp_path, pieces, stop), SMALL)
    said = []
    rest = train(settings, request(tmp_path, said), SMALL)
    assert said[0] == f"Going on in epoch {epoch}"
    assert [e.epoch for e in rest.epochs] == [1, 2, 3]
    assert [e.test_accuracy for e in rest.epochs] == [e.test_accuracy for e in whole.epochs]
    assert rest.network.digest() == whole.network.digest()
    # the time of the begun epoch counts, too: one reading of the clock a slice
    assert [e.seconds for e in rest.epochs] == [e.seconds for e in whole.epochs]


def test_an_epoch_that_was_trained_but_not_measured_is_trained_again(tmp_path):
    with pytest.raises(OSError, match="Input/output"):
        train(SETTINGS, stopping(tmp_path, 12, hang_up), SMALL)
    said = []
    rest = train(SETTINGS, request(tmp_path, said), SMALL)
    assert said[0] == "Going on after epoch 1"
    assert rest.network.digest() == train(SETTINGS, request(None), SMALL).network.digest()


def test_a_run_stopped_in_a_later_epoch_is_not_taken_for_a_shorter_one(tmp_path):
    with pytest.raises(StopError):
        train(SETTINGS, stopping(tmp_path, 9, ask), SMALL)
    with pytest.raises(StorageError, match=r"at most 1 epochs .* got one of 2"):
        train({**SETTINGS, "epochs": 1}, request(tmp_path), SMALL)


def test_a_finished_run_is_not_repeated(tmp_path):
    first = train(SETTINGS, request(tmp_path), SMALL)
    said = []
    again = train(SETTINGS, request(tmp_path, said), SMALL)
    assert said == ["Going on after epoch 3"]
    assert again.epochs == first.epochs
    assert again.network.digest() == first.network.digest()


def test_a_short_run_goes_on_to_more_epochs_but_not_back(tmp_path):
    train({**SETTINGS, "epochs": 1}, request(tmp_path), SMALL)
    longer = train(SETTINGS, request(tmp_path), SMALL)
    assert longer.network.digest() == train(SETTINGS, request(None), SMALL).network.digest()
    with pytest.raises(StorageError, match="at most 1 epochs"):
        train({**SETTINGS, "epochs": 1}, request(tmp_path), SMALL)


@pytest.mark.parametrize(
    "other", [{"seed": 3}, {"lambda": 0.2}, {"layers": "784-7-10"}, {"expansion": SHIFTS}]
)
def test_other_runs_have_other_files(tmp_path, other):
    train(SETTINGS, request(tmp_path), SMALL)
    train({**SETTINGS, **other}, request(tmp_path), SMALL)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_checkpoint_is_refused(tmp_path):
    train(SETTINGS, request(tmp_path), SMALL)
    (file,) = tmp_path.iterdir()
    save_arrays(file, {}, {"run": "another"})
    with pytest.raises(StorageError, match="expected a checkpoint of this run"):
        train(SETTINGS, request(tmp_path), SMALL)
    file.write_bytes(b"Dear reader")
    with pytest.raises(StorageError, match="expected a file written by Nabla Lab"):
        train(SETTINGS, request(tmp_path), SMALL)


def test_every_epoch_is_told_with_test_and_validation(tmp_path):
    said = []
    epochs = train(SETTINGS, request(None, said), SMALL).epochs
    right = round(epochs[0].test_accuracy * 40)
    assert said[0].startswith(
        f"Epoch 1: {right} / 40, validation {epochs[0].validation_accuracy:.2%}"
    )
    assert len(said) == 3
