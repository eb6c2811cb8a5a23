"""`train`: what it prints, saves and resumes, and what it refuses."""

from __future__ import annotations

import os
import shlex
import signal

import pytest

from engine.functions.optimisers import OPTIMISERS
from engine.runs.storage import load_network
from tests.support.command_line import process


def test_a_network_learns(train):
    last = train("--epochs", 30, "--eta", 1)["epochs"][-1]
    assert last["training_accuracy"] > 0.9
    assert last["test_accuracy"] > 0.8


def test_the_training_size_is_what_was_used(train):
    assert train("--train-size", 50)["parameters"]["train_size"] == 50


def test_another_seed_gives_another_digest_and_threads_give_the_same(train):
    one, two = train(), train("--seed", 2)
    assert one["digest"] != two["digest"]
    assert train("--threads", 3)["digest"] == one["digest"]


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--dropout", "0.3", "--momentum", "0.5", "--lambda", "0.1"],
        ["--schedule", "halve-on-plateau", "--patience", "1"],
        ["--expand", "shift,rotate=10,elastic", "--threads", "2"],
        *(["--optimiser", entry.name, "--eta", "0.02"] for entry in OPTIMISERS),
    ],
)
def test_one_go_two_halves_and_a_stop_in_mid_epoch_end_in_one_digest(train, tmp_path, options):
    file = tmp_path / "half.run"
    whole = train(*options)
    train(*options, "--epochs", 2, "--save", file)
    halves = train(*options, "--resume", file)
    train(*options, "--stop-after", 23, "--save", file)
    stopped = train("--resume", file, layers=None)
    digests = {run["digest"] for run in (whole, halves, stopped)}
    assert digests == {whole["digest"]}
    for run in (halves, stopped):
        assert [epoch["epoch"] for epoch in run["epochs"]] == [1, 2, 3, 4]
        costs = [[epoch["cost"] for epoch in each["epochs"]] for each in (run, whole)]
        assert costs[0] == costs[1]


def test_a_stop_in_mid_epoch_reports_only_whole_epochs(train):
    assert [epoch["epoch"] for epoch in train("--stop-after", 23)["epochs"]] == [1]


def test_a_run_goes_on_with_another_learning_rate(train, tmp_path):
    file = tmp_path / "a.run"
    train("--epochs", 2, "--save", file)
    changed = train("--resume", file, "--eta", 0.01)
    assert changed["parameters"]["eta"] == 0.01
    assert changed["digest"] != train("--resume", file)["digest"]


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_a_terminal_that_is_closed_leaves_the_run_saved(folder, tmp_path):
    import pty

    file = tmp_path / "a.run"
    master, terminal = pty.openpty()
    running = process(
        *("train", "784-12-10", "--data", folder, "--epochs", 100_000, "--save", file),
        stdout=terminal,
        stderr=terminal,
        stdin=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    shown = b""
    while b"Epoch 3" not in shown:  # the progress of an epoch is shown before its end
        shown += os.read(master, 1000)
    os.close(master)
    running.send_signal(signal.SIGHUP)
    assert running.wait(timeout=60) == 129
    assert len(load_network(file)[2]["run"]["history"]) >= 2


@pytest.mark.skipif(os.name == "nt", reason="no pipes that break")
def test_a_reader_that_leaves_does_not_lose_the_run(folder, tmp_path):
    file = tmp_path / "a.run"
    running = process("train", "784-12-10", "--data", folder, "--epochs", 100_000, "--save", file)
    for _ in range(3):
        running.stdout.readline()
    running.stdout.close()
    assert running.wait(timeout=60) == 2
    assert running.stderr.read() == ""
    running.stderr.close()
    assert len(load_network(file)[2]["run"]["history"]) >= 2


@pytest.mark.parametrize(
    ("options", "why", "further"),
    [
        ((), "all its 4 epochs are trained", ["--epochs", "8"]),
        (
            ("--epochs", 50, "--early-stopping", "--patience", 1),
            "it stopped early after",
            ["--patience", "2"],
        ),
    ],
)
def test_a_finished_run_that_is_resumed_says_how_to_go_on(
    call, folder, tmp_path, options, why, further
):
    file = tmp_path / "my first run's"
    trained = ("train", "784-12-10", "--data", folder, "--epochs", 4, *options, "--save", file)
    assert call(*trained)[0] == 0
    status, out, err = call("train", "--resume", file)
    assert (status, err) == (0, "")
    said = next(line for line in out.splitlines() if line.startswith("The run in "))
    assert f"is finished: {why}" in said
    words = shlex.split(said.rpartition("go on with: ")[2])
    assert words == ["python3", "main.py", "train", "--resume", str(file), *further]
    assert "is finished" not in call(*words[2:])[1]


def test_a_finished_run_says_so_and_keeps_its_epochs(train, tmp_path):
    file = tmp_path / "a.run"
    saved = train("--save", file)
    again = train("--resume", file)
    assert again["epochs"] == saved["epochs"]
    assert again["digest"] == saved["digest"]


def test_a_saved_network_is_what_was_trained(train, tmp_path):
    file = tmp_path / "a.run"
    found = train("--save", file)
    assert load_network(file)[0].digest() == found["digest"]


def test_a_refused_run_leaves_the_old_file_as_it_was(train, call, folder, tmp_path):
    file = tmp_path / "a.run"
    train("--save", file)
    before = file.read_bytes()
    assert call("train", "784-9", "--data", folder, "--save", file)[0] == 2
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


STOPS = {"SIGINT": (130, "Ctrl-C"), "SIGTERM": (143, "SIGTERM"), "SIGHUP": (129, "SIGHUP")}


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
@pytest.mark.parametrize("name", STOPS)
def test_a_signal_saves_the_run_and_it_goes_on_to_the_same_bits(name, folder, tmp_path, train):
    status, said = STOPS[name]
    file = tmp_path / "a.run"
    running = process("train", "784-12-10", "--data", folder, "--epochs", 100_000, "--save", file)
    lines = [running.stdout.readline() for _ in range(3)]
    assert lines[-1].startswith("Epoch 2")
    running.send_signal(getattr(signal, name))
    _, err = running.communicate(timeout=60)
    assert running.returncode == status
    assert err.startswith(f"Stopped by {said} after ")
    assert "saved in" in err
    assert err.count("\n") == 1
    done = load_network(file)[2]["run"]["history"][-1]["epoch"]
    whole = train("--epochs", done + 2)
    assert train("--resume", file, "--epochs", done + 2)["digest"] == whole["digest"]
