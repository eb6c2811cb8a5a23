"""Options of `train` are checked before anything is trained or written."""

from __future__ import annotations

import numpy as np
import pytest

from app.commands.train import request
from tests.support.command_line import strict_json
from tests.support.samples.mnist_files import idx_bytes
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
