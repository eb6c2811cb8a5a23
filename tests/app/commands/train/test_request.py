"""Options of `train` are checked before anything is trained or written."""

from __future__ import annotations

import numpy as np
import pytest

from app.commands.train import request
from engine.data.fingerprint import fingerprint
from engine.runs.headless_run import resume
from engine.runs.storage import load_run, save_run
from engine.training.trainer import Trainer
from tests.support.command_line import strict_json
from tests.support.samples.mnist_files import (
    digit_arrays,
    digit_folders,
    idx_bytes,
    write_pair,
)
from tests.support.samples.small_experiments import digits


def test_more_examples_than_there_are_are_refused(call, folder):
    status, _, err = call("train", "784-10", "--data", folder, "--train-size", 161)
    assert status == 2
    assert "at most 160" in err


def test_a_network_that_does_not_fit_the_pictures_is_refused(call, folder):
    status, _, err = call("train", "783-12-10", "--data", folder)
    assert status == 2
    assert "784 inputs to 10 outputs" in err


def test_layers_may_be_written_in_words(train):
    found = train("--cost", "log-likelihood", layers="28x28 dense9:relu softmax10")
    assert found["parameter_count"] == 785 * 9 + 10 * 10


def test_the_initialiser_may_be_written_as_in_the_book(train):
    assert train("--initialiser", "1/√n_in")["parameters"]["initialiser"] == "1/sqrt(n_in)"


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


def test_a_file_that_is_no_run_cannot_be_resumed(call, tmp_path):
    file = tmp_path / "a.run"
    file.write_text("Dear reader")
    status, _, err = call("train", "--resume", file)
    assert status == 2
    assert "damaged file or one of another kind" in err


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


def test_another_set_is_evaluated_on_as_a_whole(train, tmp_path, folder):
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
        assert (epoch["test_accuracy"] * 300) % 1 == pytest.approx(0, abs=1e-9)


def test_pictures_of_another_size_cannot_be_evaluated_on(call, folder, tmp_path):
    (tmp_path / "x-idx3-ubyte").write_bytes(idx_bytes(np.ones((20, 9, 9), np.uint8)))
    (tmp_path / "y-idx1-ubyte").write_bytes(idx_bytes(np.ones(20, np.uint8)))
    status, _, err = call("train", "784-10", "--data", folder, "--evaluate-on", tmp_path)
    assert status == 2
    assert "expected pictures of 28 × 28 to evaluate on, got 9 × 9" in err


WORDS = {0: "zero", 1: "one", 2: "two", 3: "three"}


@pytest.fixture
def words(call, tmp_path):
    """Return a folder of named classes, the file of a run on it, and its last test accuracy."""
    folder = digit_folders(tmp_path / "words", WORDS, count=20)
    file = tmp_path / "words.run"
    options = ("--data", folder, "--evaluate-on", folder, "--epochs", 20, "--save", file, "--json")
    status, out, _ = call("train", "784-20-10", *options)
    assert status == 0
    return folder, file, strict_json(out)["epochs"][-1]["test_accuracy"]


def test_classes_are_matched_by_name_where_another_set_lacks_the_first(call, words, tmp_path):
    _, file, accuracy = words
    assert accuracy > 0.8
    fewer = digit_folders(tmp_path / "fewer", {2: "two", 3: "three"}, count=20)
    options = ("--epochs", 21, "--evaluate-on", fewer, "--json")
    status, out, _ = call("train", "--resume", file, *options)
    assert status == 0
    assert strict_json(out)["epochs"][-1]["test_accuracy"] > 0.8


def test_classes_that_a_run_does_not_know_are_refused_by_name(call, words, tmp_path):
    folder, file, _ = words
    other = digit_folders(tmp_path / "other", {2: "two", 3: "zebra"}, count=12)
    for arguments in (
        ("--resume", file, "--evaluate-on", other),
        ("784-20-10", "--data", folder, "--evaluate-on", other),
        ("--resume", file, "--data", other),
    ):
        status, out, err = call("train", *arguments)
        assert (status, out) == (2, "")
        assert "zebra" in err
        assert err.count("\n") == 1


def test_the_names_of_classes_are_saved_and_a_run_without_them_goes_on(call, words, tmp_path):
    folder, file, _ = words
    state, segments, data, history = load_run(file)
    assert data["names"][:4] == list(WORDS.values())
    old = {key: value for key, value in data.items() if key not in ("names", "rows", "columns")}
    loaded = request.load_data(str(folder))
    for name_order in (loaded.names, tuple(sorted(loaded.names))):
        counted = request._counted(loaded, name_order)
        trainer = Trainer(segments[-1].settings, counted.training, 10)
        resume(trainer, state, segments)
        older = tmp_path / "older.run"
        save_run(older, trainer, {**old, "fingerprint": fingerprint(counted.training)}, history)
        assert call("train", "--resume", older, "--epochs", 21)[0] == 0


def test_a_network_of_as_many_outputs_as_classes_or_of_ten_is_trained(call, tmp_path):
    folder = digit_folders(tmp_path / "a", {1: "cat", 7: "dog"}, count=10)
    for layers, status in (("784-2", 0), ("784-10", 0), ("784-11", 2), ("784-1", 2)):
        assert call("train", layers, "--data", folder, "--epochs", 1)[0] == status


def test_what_was_done_to_pictures_and_their_classes_are_said(call, tmp_path):
    x, y = digit_arrays(100)
    out = call("train", "784-10", "--data", write_pair(tmp_path, "a", x.transpose(0, 2, 1), y))[1]
    assert "The pictures were stored on their side" in out
    folder = digit_folders(tmp_path / "b", {1: "cat", 7: "dog"}, count=10)
    assert "\nclasses: cat, dog\n" in call("train", "784-2", "--data", folder)[1]
