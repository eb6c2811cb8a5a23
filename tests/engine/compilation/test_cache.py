"""Machine code on disk: keyed by its sources, ours alone, and never fatal when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.compilation import cache
from tests.support.samples.machine_code import cached_files
from tests.support.sources import ROOT

DOUBLE = """
import sys
from engine.compilation.cache import prepare_cache
state = prepare_cache()
import numpy as np
from tests.support.doubling import double
out = np.zeros(3)
double(np.ones(3), out)
assert out.tolist() == [2, 2, 2]
hits = sum(getattr(double, "stats").cache_hits.values()) if hasattr(double, "stats") else -1
print(state.kept, state.repaired, state.bypassed, hits)
"""


def run_double(folder: Path, **variables: str) -> list[str]:
    """Run a kernel in a process of its own; return kept, repaired, bypassed, hits."""
    environment = {**os.environ, "NABLA_CACHE": str(folder), **variables}
    environment.pop("NUMBA_CACHE_DIR", None)
    finished = subprocess.run(
        [sys.executable, "-c", DOUBLE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.split()


@pytest.fixture(name="fresh")
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `prepare_cache` choose anew, below a folder of this test."""
    monkeypatch.setenv("NABLA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setenv("NABLA_NO_NUMBA", os.environ.get("NABLA_NO_NUMBA", ""))
    monkeypatch.setattr("atexit.register", lambda *arguments, **options: None)
    return tmp_path / "cache"


# --- the key --------------------------------------------------------------------------------


def test_the_key_changes_with_every_source(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "inner" / "b.py").write_text("y = 1\n", encoding="utf-8")
    first = cache.cache_key(tmp_path)
    assert cache.cache_key(tmp_path) == first
    assert len(first) == 16
    (tmp_path / "inner" / "b.py").write_text("y = 2\n", encoding="utf-8")
    second = cache.cache_key(tmp_path)
    (tmp_path / "c.py").touch()
    assert len({first, second, cache.cache_key(tmp_path)}) == 3


def test_the_key_changes_with_the_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cache.cache_key(tmp_path)
    assert [each.split("-")[0] for each in cache.compiler_versions()] == list(cache.PACKAGES)
    monkeypatch.setattr(cache, "compiler_versions", lambda: ["numba-99.0"])
    assert cache.cache_key(tmp_path) != first


# --- the folder -----------------------------------------------------------------------------


def test_the_folder_is_announced_to_numba_and_ours_alone(fresh: Path) -> None:
    state = cache.prepare_cache()
    assert (state.kept, state.repaired, state.reason, state.bypassed) == (True, 0, "", False)
    assert os.environ["NUMBA_CACHE_DIR"] == str(state.folder)
    assert state.folder == fresh / "numba" / cache.cache_key()
    if os.name == "posix":
        assert state.folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_chosen_already_stays_chosen(
    fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "mine"))
    assert cache.prepare_cache().folder == tmp_path / "mine"


def test_where_nothing_can_be_written_a_temporary_folder_serves(
    fresh: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fresh.write_text("a file, no folder", encoding="utf-8")
    state = cache.prepare_cache()
    assert not state.kept
    assert str(fresh) in state.reason
    assert state.folder.is_dir()
    assert fresh not in state.folder.parents
    state.folder.rmdir()


def test_a_folder_that_others_can_write_is_not_used(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)
    folder = fresh / "numba" / cache.cache_key()
    folder.mkdir(parents=True)
    os.chmod(folder, 0o777)
    state = cache.prepare_cache()
    assert state.kept == (os.name != "posix")


def test_folders_of_old_sources_are_dropped_after_a_month(fresh: Path) -> None:
    old, recent = fresh / "numba" / ("0" * 16), fresh / "numba" / "recent"
    for folder in (old, recent):
        folder.mkdir(parents=True)
    month_ago = time.time() - cache.OLD_S - 60
    os.utime(old, (month_ago, month_ago))
    cache.prepare_cache()
    assert not old.exists()
    assert recent.exists()


# --- damage ---------------------------------------------------------------------------------


def test_a_sound_cache_is_left_alone(filled: Path) -> None:
    assert cache.remove_damaged(filled) == 0
    assert len(cached_files(filled, "*.nb?")) == 4


@pytest.mark.parametrize("damage", [b"", b"\x80", b"garbage", b"\x80onE."])
@pytest.mark.parametrize("name", ["f-1.py311.nbi", "f-1.py311.1.nbc"])
def test_a_damaged_function_is_removed_and_the_others_stay(
    filled: Path, name: str, damage: bytes
) -> None:
    (filled / name).write_bytes(damage)
    assert cache.remove_damaged(filled) == 2
    assert [path.name for path in cached_files(filled, "*.nb?")] == [
        "g-2.py311.1.nbc",
        "g-2.py311.nbi",
    ]


def test_what_another_run_is_just_writing_stays_unless_it_is_cut_off(filled: Path) -> None:
    (filled / "h-3.py311.nbi").write_bytes(b"\x80new.")
    assert cache.remove_damaged(filled) == 0
    (filled / "h-3.py311.1.nbc").write_bytes(b"\x80cut o")
    assert cache.remove_damaged(filled) == 2


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00"])
def test_a_damaged_seal_is_no_seal(filled: Path, text: str) -> None:
    (filled / cache.SEAL).write_text(text, encoding="utf-8")
    assert cache.remove_damaged(filled) == 0


def test_a_wiped_cache_is_empty(filled: Path) -> None:
    (filled / "sub").mkdir()
    cache.wipe(filled)
    assert list(filled.iterdir()) == []


def test_the_second_run_finds_machine_code_and_damage_is_repaired(tmp_path: Path) -> None:
    assert run_double(tmp_path)[:3] == ["True", "0", "False"]
    assert run_double(tmp_path) == ["True", "0", "False", "1"]
    for path in cached_files(tmp_path, "*.nb?"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    kept, repaired, bypassed, hits = run_double(tmp_path)
    assert (kept, bypassed, hits) == ("True", "False", "0")
    assert int(repaired) >= 2
    assert run_double(tmp_path)[3] == "1"


# --- by-pass --------------------------------------------------------------------------------


def test_where_numba_fails_twice_it_is_bypassed_for_a_day(tmp_path: Path) -> None:
    run_double(tmp_path)
    folder = next((tmp_path / "numba").iterdir())
    cache.bypass(folder)
    assert run_double(tmp_path) == ["True", "0", "True", "-1"]
    day_ago = time.time() - cache.BYPASS_S - 60
    os.utime(folder / cache.BYPASS, (day_ago, day_ago))
    assert run_double(tmp_path)[2:] == ["False", "1"]
