"""Results of one's own: what is kept, what goes first, and what a damaged file does."""

from __future__ import annotations

import pytest

from engine.errors import StorageError
from engine.experiments import find_experiment
from engine.experiments.experiment import Ours, Result
from engine.experiments.own_results import (
    FILE,
    MOST_KEPT,
    OwnResult,
    is_full,
    keep_own,
    load_own,
    own_folder,
    own_result,
)


def of(value=0.9, epochs=30):
    """Return a result of 1.A."""
    return OwnResult(value, "test", "best on test", epochs, 1, 3.0, "0.1.0", "2026-11-30", {})


def test_a_result_takes_the_curve_of_the_set_that_was_measured():
    experiment = find_experiment("3.L")
    details = {"test_accuracy": [0.1, 0.2], "validation_accuracy": [0.3, None]}
    ours = Ours(0.3, "last", details, "last", 2)
    kept = own_result(Result(experiment, {"seed": 4}, ours, True, 1.26), "2026-11-30")
    assert kept.curve == (0.3, 0.0)
    assert (kept.on, kept.seed, kept.seconds, kept.date) == ("validation", 4, 1.3, "2026-11-30")


def test_results_come_back_in_their_order(tmp_path):
    experiment = find_experiment("1.A")
    keep_own(tmp_path / "new", experiment, of(0.9))
    known = keep_own(tmp_path / "new", experiment, of(0.95))
    assert [each.value for each in known["1.A"]] == [0.9, 0.95]
    assert load_own(tmp_path / "new") == known


def test_a_run_of_fewer_epochs_is_not_in_full():
    experiment = find_experiment("1.A")
    assert is_full(experiment, of(epochs=30))
    assert not is_full(experiment, of(epochs=3))


def test_shortened_runs_are_dropped_before_those_in_full(tmp_path):
    experiment = find_experiment("1.A")
    keep_own(tmp_path, experiment, of(0.5))
    for place in range(MOST_KEPT + 3):
        known = keep_own(tmp_path, experiment, of(place / 100, epochs=3))
    assert len(known["1.A"]) == MOST_KEPT
    assert known["1.A"][0].value == 0.5
    assert known["1.A"][1].value == 0.04


@pytest.mark.parametrize("content", [b"[", b'{"1.A": [{"value": 1}]}', b"\xff"])
def test_a_damaged_file_is_refused_with_what_to_do(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StorageError, match="restore the file or delete it"):
        load_own(tmp_path)


def test_the_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("NABLA_RESULTS_DIR", str(tmp_path))
    assert own_folder() == tmp_path
    monkeypatch.delenv("NABLA_RESULTS_DIR")
    assert own_folder().name == "experiments"
