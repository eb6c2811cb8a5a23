"""`experiment`: what is listed, run, kept and stored."""

from __future__ import annotations

import json
import signal

import pytest

from app.commands.interruption import SIGNALS
from app.commands.output import Output
from engine.experiments import ALL, stored
from engine.runs.storage import load_arrays
from tests.support.command_line import strict_json
from tests.support.samples.small_experiments import SMALL

FIELDS = ["accuracy", "set", "which", "epochs", "seed", "seconds", "version", "date"]


@pytest.fixture
def results(monkeypatch, tmp_path):
    """Keep results in a file that is not there yet, nor its folder."""
    path = tmp_path / "new" / "results.json"
    monkeypatch.setattr(stored, "results_path", lambda: path)
    monkeypatch.setattr("app.commands.experiment.results_path", lambda: path)
    return path


@pytest.fixture
def _small_data(monkeypatch):
    def load(name, **options):
        return SMALL

    monkeypatch.setattr("app.commands.experiment.load_data", load)


def run(call, *arguments):
    status, out, err = call("experiment", "run", *arguments)
    assert (status, err) == (0, "")
    return out


def test_every_experiment_is_listed_with_what_is_stored_of_it(call, results):
    found = strict_json(call("experiment", "list", "--json")[1])
    assert sorted(entry["id"] for entry in found) == sorted(ALL)
    assert all({"id", "book", "stored", "built"} <= set(entry) for entry in found)
    assert {entry["stored"] for entry in found} == {None}
    built = {entry["id"] for entry in found if entry["built"]}
    assert {f"6.{letter}" for letter in "ABCDEFGHIJKLM"} <= built


@pytest.mark.usefixtures("_small_data")
def test_a_run_is_stored_and_listed(call, results):
    out = run(call, "6.A", "--epochs", 2, "--store")
    assert "Epoch 2: " in out
    assert ", validation " in out
    assert "stored: " in out
    (entry,) = (
        entry
        for entry in strict_json(call("experiment", "list", "--json")[1])
        if entry["id"] == "6.A"
    )
    assert list(entry["stored"]) == FIELDS
    assert entry["stored"]["epochs"] == 2
    assert entry["stored"]["which"] == "best on validation, 2 epochs instead of 60"
    assert "ours: " in call("experiment", "list")[1]
    assert list(json.loads(results.read_text(encoding="utf-8"))) == ["6.A"]


@pytest.mark.usefixtures("_small_data")
def test_with_json_a_stored_run_still_prints_one_document(call, results):
    found = strict_json(run(call, "1.A", "--epochs", 1, "--seed", 4, "--store", "--json"))
    kept = json.loads(results.read_text(encoding="utf-8"))["1.A"]
    assert kept["accuracy"] == found["ours"]["value"]
    assert kept["seed"] == 4
    assert kept["settings"] == found["settings"]


@pytest.mark.usefixtures("_small_data")
def test_without_store_nothing_is_written(call, results):
    run(call, "1.G")
    assert not results.exists()


def test_what_cannot_be_stored_is_refused_before_it_runs(call, results):
    status, out, err = call("experiment", "run", "1.N", "--store")
    assert (status, out) == (2, "")
    assert "leave --store out" in err


@pytest.mark.usefixtures("_small_data")
def test_damaged_results_are_refused_before_anything_is_trained(call, results):
    results.parent.mkdir()
    results.write_text("Dear reader", encoding="utf-8")
    for arguments in (("run", "1.A", "--store"), ("list",)):
        status, out, err = call("experiment", *arguments)
        assert (status, out) == (2, "")
        assert "restore the file or delete it" in err


@pytest.mark.usefixtures("_small_data")
def test_a_run_goes_on_from_its_checkpoint(call, results, tmp_path):
    folder = tmp_path / "kept" / "here"
    run(call, "6.A", "--epochs", 1, "--checkpoints", folder)
    out = run(call, "6.A", "--epochs", 2, "--checkpoints", folder)
    assert "Going on after epoch 1" in out
    assert "Epoch 1: " not in out
    assert "Epoch 2: " in out


@pytest.mark.usefixtures("_small_data")
def test_a_stopped_run_says_where_it_is_kept(call, monkeypatch, tmp_path):
    def stopped(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("app.commands.experiment.run_experiment", stopped)
    status, out, err = call("experiment", "run", "6.A", "--checkpoints", tmp_path)
    assert status == 130
    assert f"Kept in {tmp_path}; the same command goes on from there." in out
    assert "Stopped by Ctrl-C" in err


@pytest.fixture(params=SIGNALS, ids=lambda number: number.name)
def stopped_by(request, monkeypatch):
    """Send a signal in the middle of the second epoch; return its number."""
    shown = []

    def refuse(number, frame):
        raise AssertionError("the signal ended the program")

    def progress(*arguments):
        shown.append(arguments)
        if len(shown) == 9:
            signal.raise_signal(request.param)

    monkeypatch.setattr(Output, "progress", progress)
    before = signal.signal(request.param, refuse)
    yield request.param
    signal.signal(request.param, before)


@pytest.mark.usefixtures("_small_data")
def test_a_signal_keeps_the_begun_epoch_and_it_goes_on_to_the_same_bits(call, tmp_path, stopped_by):
    name = "Ctrl-C" if stopped_by == signal.SIGINT else stopped_by.name
    folders = tmp_path / "stopped", tmp_path / "whole"
    commands = [
        ("experiment", "run", "6.A", "--epochs", 2, "--checkpoints", folder) for folder in folders
    ]
    status, _, err = call(*commands[0])
    assert status == 128 + stopped_by
    kept = f"kept in {folders[0]}; the same command goes on from there"
    assert err == f"Stopped by {name}; the run is {kept}.\n"
    outs = [run(call, *command[2:]) for command in commands]
    assert "Going on in epoch 2" in outs[0]
    (stopped,), (whole,) = (list(folder.iterdir()) for folder in folders)
    arrays = [load_arrays(path)[0] for path in (stopped, whole)]
    assert all(arrays[0][name].tobytes() == arrays[1][name].tobytes() for name in arrays[1])


@pytest.mark.usefixtures("_small_data")
def test_a_stopped_run_that_is_not_kept_says_how_to_keep_it(call, stopped_by):
    status, _, err = call("experiment", "run", "6.A", "--epochs", 2)
    assert status == 128 + stopped_by
    assert "the run is not kept (--checkpoints FOLDER keeps it)." in err


def test_a_folder_for_checkpoints_that_cannot_be_made_is_refused(call, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    status, _, err = call("experiment", "run", "6.A", "--checkpoints", tmp_path / "file" / "below")
    assert status == 2
    assert "expected a folder that can be written" in err


def test_epochs_that_are_none_are_refused(call):
    status, _, err = call("experiment", "run", "6.A", "--epochs", 0)
    assert status == 2
    assert "Epochs must be" in err


def test_experiments_are_listed_with_what_is_to_come(call):
    found = strict_json(call("experiment", "list", "--json")[1])
    built = {entry["id"]: entry["built"] for entry in found}
    assert built["1.A"] is True
    assert built["6.N"] is False
    assert "Not built yet" in call("experiment", "list")[1]


def test_an_exact_experiment_runs_without_data(call, monkeypatch, tmp_path):
    monkeypatch.setenv("NABLA_DATA", str(tmp_path))
    status, out, err = call("experiment", "run", "1.N", "--json")
    found = strict_json(out)
    assert (status, err) == (0, "")
    assert list(found) == ["id", "settings", "book", "ours", "rule", "agrees", "seconds"]
    assert found["agrees"] is True
    assert found["rule"] == "exact"
    assert "agrees, rule exact" in call("experiment", "run", "1.n")[1]


def test_an_experiment_without_its_data_says_how_to_get_them(call, tmp_path):
    status, out, err = call("experiment", "run", "1.A", "--data-dir", tmp_path)
    assert status == 2
    assert "python3 main.py data get mnist" in err
    assert "Epoch" not in out
