"""Commands about the list of runs: which are edits, which change the document."""

from __future__ import annotations

from engine.commands import runs
from tests.support.commands import ALL_COMMANDS

RUNS = {
    command.__name__: command for command in ALL_COMMANDS if command.__module__ == runs.__name__
}


def test_names_removals_beginnings_and_runs_in_lockstep_are_undone() -> None:
    undone = {name for name, each in RUNS.items() if each.undoable}
    assert undone == {"RenameRun", "RemoveRun", "AddLockstepRun", "BeginRun"}


def test_whatever_adds_a_run_or_takes_one_away_changes_the_document() -> None:
    unchanged = {name for name, each in RUNS.items() if not each.changes_document}
    assert unchanged == {"SelectRun", "StartEnsemble", "StopEnsemble"}


def test_no_command_about_runs_is_superseded_by_a_later_one() -> None:
    assert all(each.drag_target is None for each in RUNS.values())
