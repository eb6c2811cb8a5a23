"""`train`: what it prints, saves and resumes, and what it refuses."""

from __future__ import annotations

import os
import signal
import types

import numpy as np
import pytest

from app.commands.interruption import interruptible
from app.commands.train import request
from engine.runs.storage import load_network
from engine.training.settings import SETTINGS
from tests.engine.data.files.test_idx import idx_bytes
from tests.engine.experiments.test_experiment import digits
from tests.support.command_line import process, strict_json

EPOCH_KEYS = [
    "epoch",
    "cost",
    "training_accuracy",
    "validation_accuracy",
    "test_accuracy",
    "seconds",
]


def test_the_document_of_a_run_has_the_agreed_keys(train):
    found = train("--eta", 2)
    assert list(found) == ["epochs", "parameters", "parameter_count", "diverged", "digest"]
    assert [epoch["epoch"] for epoch in found["epochs"]] == [1, 2, 3, 4]
    for epoch in found["epochs"]:
        assert list(epoch) == EPOCH_KEYS
        assert all(0 <= epoch[key] <= 1 for key in EPOCH_KEYS[2:5])
        assert epoch["seconds"] > 0
    assert {setting.name for setting in SETTINGS} <= set(found["parameters"])
    assert found["parameters"]["train_size"] == 160
    assert found["parameters"]["eta"] == 2
    assert found["parameter_count"] == 785 * 12 + 13 * 10
    assert found["diverged"] is None
    assert len(found["digest"]) == 64


def test_a_network_learns(train):
    last = train("--epochs", 30, "--eta", 1)["epochs"][-1]
    assert last["training_accuracy"] > 0.9
    assert last["test_accuracy"] > 0.8


def test_the_training_size_is_what_was_used(train):
    assert train("--train-size", 50)["parameters"]["train_size"] == 50


def test_more_examples_than_there_are_are_refused(call, folder):
    status, _, err = call("train", "784-10", "--data", folder, "--train-size", 161)
    assert status == 2
    assert "at most 160" in err


def test_a_network_that_does_not_fit_the_pictures_is_refused(call, folder):
    status, _, err = call("train", "783-12-10", "--data", folder)
    assert status == 2
    assert "784 inputs to 10 outputs" in err


def test_each_epoch_prints_a_line_as_in_the_book(call, folder):
    status, out, err = call("train", "784-10", "--data", folder, "--epochs", 3)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert [line.split(":")[0] for line in lines[1:4]] == ["Epoch 1", "Epoch 2", "Epoch 3"]
    assert all("/ 20 " in line for line in lines[1:4])
    assert lines[-1].startswith("digest ")


def test_layers_may_be_written_in_words(train):
    found = train("--cost", "log-likelihood", layers="28x28 dense9:relu softmax10")
    assert found["parameter_count"] == 785 * 9 + 10 * 10


def test_the_initialiser_may_be_written_as_in_the_book(train):
    assert train("--initialiser", "1/√n_in")["parameters"]["initialiser"] == "1/sqrt(n_in)"


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


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--seed", "2"], "expected the seed of the saved run (1), got 2"),
        (["--initialiser", "he"], "expected the initialiser of the saved run"),
        (["--cost", "log-likelihood"], "expected the cost of the saved run"),
    ],
)
def test_what_a_run_began_with_cannot_change(train, call, tmp_path, options, message):
    file = tmp_path / "a.run"
    train("--save", file)
    status, out, err = call("train", "--resume", file, *options)
    assert (status, out) == (2, "")
    assert message in err


def test_other_data_than_a_run_began_with_are_refused(train, call, tmp_path, folder):
    file = tmp_path / "a.run"
    train("--save", file)
    other = tmp_path / "other"
    other.mkdir()
    for path in folder.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    labels = other / "labels-idx1-ubyte"
    labels.write_bytes(labels.read_bytes()[:8] + bytes(200))
    status, _, err = call("train", "--resume", file, "--data", other)
    assert status == 2
    assert "got other examples" in err


def test_a_run_on_a_folder_is_resumed_from_anywhere(train, tmp_path, folder, monkeypatch, call):
    file = tmp_path / "a.run"
    monkeypatch.chdir(folder.parent)
    saved = train("--data", folder.name, "--save", file)
    monkeypatch.chdir(tmp_path)
    status, out, _ = call("train", "--resume", file, "--json")
    assert (status, strict_json(out)["digest"]) == (0, saved["digest"])


@pytest.mark.parametrize("damage", ["truncated", "oversized"])
def test_a_damaged_file_of_pictures_is_named_in_one_line(call, tmp_path, folder, damage):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    pictures = tmp_path / "pictures-idx3-ubyte"
    content = pictures.read_bytes()
    pictures.write_bytes({"truncated": content[:-9], "oversized": content + b"more"}[damage])
    saved = tmp_path / "a.run"
    status, out, err = call("train", "784-10", "--data", tmp_path, "--save", saved)
    assert (status, out) == (2, "")
    assert "pictures-idx3-ubyte: expected 200 × 28 × 28 = 156800 bytes of data" in err
    assert err.count("\n") == 1
    assert not saved.exists()


def test_a_finished_run_says_so_and_keeps_its_epochs(train, tmp_path):
    file = tmp_path / "a.run"
    saved = train("--save", file)
    again = train("--resume", file)
    assert again["epochs"] == saved["epochs"]
    assert again["digest"] == saved["digest"]


def test_a_file_that_is_no_run_cannot_be_resumed(call, tmp_path):
    file = tmp_path / "a.run"
    file.write_text("Dear reader")
    status, _, err = call("train", "--resume", file)
    assert status == 2
    assert "damaged file or one of another kind" in err


def test_a_saved_network_is_what_was_trained(train, tmp_path):
    file = tmp_path / "a.run"
    found = train("--save", file)
    assert load_network(file)[0].digest() == found["digest"]


def test_a_file_that_cannot_be_written_is_refused_before_anything_is_loaded(
    call, tmp_path, monkeypatch
):
    def load(*arguments, **options):
        raise AssertionError("loaded first")

    monkeypatch.setattr(request, "load_data", load)
    status, out, err = call("train", "784-10", "--save", tmp_path / "none" / "a.run")
    assert (status, out) == (2, "")
    assert "existing folder" in err
    assert list(tmp_path.iterdir()) == []


def test_a_refused_run_leaves_the_old_file_as_it_was(train, call, folder, tmp_path):
    file = tmp_path / "a.run"
    train("--save", file)
    before = file.read_bytes()
    assert call("train", "784-9", "--data", folder, "--save", file)[0] == 2
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_run_that_diverges_ends_well_and_says_at_which_step_and_what_to_try(call, folder):
    options = ("784-10:linear", "--data", folder, "--cost", "quadratic", "--eta", 900)
    status, out, err = call("train", *options, "--json")
    found = strict_json(out)
    assert (status, err) == (0, "")
    assert found["diverged"]["step"] >= 1
    assert "smaller learning rate" in found["diverged"]["advice"]
    assert "Diverged at step" in call("train", *options)[1]


def test_a_network_that_learns_nothing_is_told_to_try_another_rate(call, folder):
    out = call("train", "784-10", "--data", folder, "--eta", 1e-6, "--epochs", 1)[1]
    assert "hardly better than by guessing" in out


def test_another_set_is_evaluated_on(train, tmp_path, folder):
    plain_run = train()
    other = tmp_path / "other"
    other.mkdir()
    examples = digits(300, 9)
    pictures = (examples.x * 255).astype(np.uint8).reshape(-1, 28, 28)
    (other / "x-idx3-ubyte").write_bytes(idx_bytes(pictures))
    (other / "y-idx1-ubyte").write_bytes(idx_bytes(examples.labels))
    found = train("--evaluate-on", other)
    assert found["digest"] == plain_run["digest"]
    assert found["parameters"]["evaluate_on"] == str(other)
    for epoch in found["epochs"]:
        assert (epoch["test_accuracy"] * 30) % 1 == pytest.approx(0, abs=1e-9)


def test_pictures_of_another_size_cannot_be_evaluated_on(call, folder, tmp_path):
    (tmp_path / "x-idx3-ubyte").write_bytes(idx_bytes(np.ones((20, 9, 9), np.uint8)))
    (tmp_path / "y-idx1-ubyte").write_bytes(idx_bytes(np.ones(20, np.uint8)))
    status, _, err = call("train", "784-10", "--data", folder, "--evaluate-on", tmp_path)
    assert status == 2
    assert "expected pictures of 28 × 28 to evaluate on, got 9 × 9" in err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_saves_the_run_and_it_goes_on_to_the_same_bits(folder, tmp_path, train):
    file = tmp_path / "a.run"
    running = process("train", "784-12-10", "--data", folder, "--epochs", 100_000, "--save", file)
    lines = [running.stdout.readline() for _ in range(3)]
    assert lines[-1].startswith("Epoch 2")
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.startswith("Stopped by Ctrl-C after ")
    assert "saved in" in err
    assert err.count("\n") == 1
    done = load_network(file)[2]["run"]["history"][-1]["epoch"]
    whole = train("--epochs", done + 2)
    assert train("--resume", file, "--epochs", done + 2)["digest"] == whole["digest"]


def test_the_second_ctrl_c_interrupts_at_once_and_the_old_handler_comes_back():
    run = types.SimpleNamespace(stop=False)
    before = signal.getsignal(signal.SIGINT)
    with interruptible(run):
        signal.raise_signal(signal.SIGINT)
        assert run.stop
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
