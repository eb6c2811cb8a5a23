"""Every kernel is compiled ahead, reported and tried once more after a failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.compilation import cache, precompile
from tests.support.samples.machine_code import cached_files


def test_a_failed_warm_up_empties_the_cache_and_is_tried_once_more(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(filled))
    assert precompile.wants_another_try(-11, 1)
    assert not list(filled.iterdir())
    assert not cache.is_bypassed(filled)
    assert not precompile.wants_another_try(1, 2)
    assert cache.is_bypassed(filled)


@pytest.mark.parametrize("status", [0, -15, -9, -2])
def test_a_warm_up_that_succeeded_or_was_stopped_changes_nothing(
    filled: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(filled))
    assert not precompile.wants_another_try(status, 1)
    assert len(cached_files(filled, "*.nb?")) == 4


@pytest.mark.timeout(600)
def test_every_entry_of_the_warm_up_table_runs_and_is_counted() -> None:
    names = [name for name, _ in precompile.PRECOMPILATIONS]
    assert len(set(names)) == len(names)
    assert list(precompile.precompile()) == list(enumerate(names, start=1))


def test_the_warm_up_process_reports_progress_as_json() -> None:
    process = precompile.start_precompile()
    lines, _ = process.communicate(timeout=250)
    assert process.returncode == 0
    progress = [json.loads(line) for line in lines.splitlines()]
    assert [each["done"] for each in progress] == list(
        range(1, len(precompile.PRECOMPILATIONS) + 1)
    )
    assert {each["of"] for each in progress} == {len(precompile.PRECOMPILATIONS)}
    assert [each["name"] for each in progress] == [name for name, _ in precompile.PRECOMPILATIONS]
