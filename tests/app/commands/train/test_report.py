"""Output of `train`: the JSON document, a line for each epoch, the summary."""

from __future__ import annotations

import numpy as np

from app.commands.output import Output
from app.commands.train.report import _report_accuracy, epoch_line
from engine.data.examples import DataSet, Examples
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import SETTINGS
from tests.support.command_line import strict_json

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


def test_each_epoch_prints_a_line_as_in_the_book(call, folder):
    status, out, err = call("train", "784-10", "--data", folder, "--epochs", 3)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert [line.split(":")[0] for line in lines[1:4]] == ["Epoch 1", "Epoch 2", "Epoch 3"]
    assert all("/ 20 " in line for line in lines[1:4])
    assert lines[-1].startswith("digest ")


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


def blank(count: int) -> Examples:
    """Return so many examples of class 0."""
    return Examples(np.zeros((count, 4)), np.zeros(count, np.uint8))


DATA = DataSet("digits", blank(9), blank(9), blank(50))


def test_the_line_of_an_epoch_counts_right_answers():
    line = epoch_line(EpochSummary(3, 0.25, 0.5, 0.75, 0.98, 1.234), DATA)
    assert line == (
        "Epoch 3: 49 / 50   cost 0.2500   training 50.00%   validation 75.00%   test 98.00%"
        "   1.23 s"
    )


def test_what_was_not_measured_is_a_dash():
    line = epoch_line(EpochSummary(1, None, None, None, None, 2.0), DATA)
    assert line == "Epoch 1   cost –   training –   validation –   test –   2.00 s"


def test_the_best_epoch_is_named_beside_the_last(capsys):
    history = [
        {"epoch": n, "training_accuracy": 0.9, "validation_accuracy": v, "test_accuracy": t}
        for n, v, t in ((1, 0.5, None), (2, 0.75, 0.6), (3, 0.25, None))
    ]
    _report_accuracy(Output(as_json=False), history)
    assert capsys.readouterr().out.splitlines() == [
        "validation accuracy: best 75.00% (epoch 2), last 25.00%",
        "test accuracy: best 60.00% (epoch 2), last 60.00%",
    ]
