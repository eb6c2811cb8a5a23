"""Runs that ship are recorded from a table, by a command that says what is wrong."""

import pytest

from engine.experiments.record import RUNS, main
from engine.runs.recorded_runs import load_recorded
from engine.training.settings import TrainingSettings
from tests.support.sources import ROOT

FOLDER = ROOT / "assets" / "runs"


def test_the_command_says_what_is_wrong(tmp_path, caplog):
    status = main(["1.A", "--data-dir", str(tmp_path), "--save", str(tmp_path / "run")])
    assert status == 2
    assert "mnist" in caplog.text.lower()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.safetensors")), ids=lambda path: path.stem)
def test_shipped_runs_are_those_of_the_table(path):
    run = load_recorded(path)
    chosen = RUNS[path.stem]
    assert run.settings == TrainingSettings.from_values(chosen.settings)
    assert [frame.epoch for frame in run.frames] == list(chosen.epochs)
    assert len(run.results) == run.settings.epochs
