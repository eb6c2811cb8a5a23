"""A window's copy of its document outlives a crash, and nothing else."""

from __future__ import annotations

import os

import pytest

from app.appearance.settings import FOLDER_VARIABLE
from app.window.recovery import RecoveryFolder, discard, orphans, recovery_root


@pytest.fixture
def crash(tmp_path):
    """Return (content) -> the copy that a window has left under `tmp_path`."""
    folders = []

    def make(content, age_s=0):
        folder = RecoveryFolder(tmp_path)
        folders.append(folder)
        if content:
            folder.copy.write_bytes(content)
            then = folder.copy.stat().st_mtime - age_s
            os.utime(folder.copy, (then, then))
        # what the end of the process does
        folder._lock.unlock()
        return folder.copy

    return make


def test_copies_lie_beside_the_settings_that_were_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert recovery_root() == tmp_path / "recovery"
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert recovery_root().parts[-2:] == ("nabla-lab", "recovery")


def test_the_newest_copy_is_offered_first(crash, tmp_path):
    old, new, middle = crash(b"old", 900), crash(b"new"), crash(b"middle", 60)
    assert orphans(tmp_path) == [new, middle, old]


def test_a_window_that_lives_keeps_its_copy_to_itself(crash, tmp_path):
    living = RecoveryFolder(tmp_path)
    living.copy.write_bytes(b"being worked on")
    left = crash(b"left")
    assert orphans(tmp_path) == [left]
    living.close()
    assert orphans(tmp_path) == [left]
    assert not living.copy.parent.exists()


def test_a_crash_before_the_first_copy_leaves_nothing(crash, tmp_path):
    crash(b"")
    assert orphans(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_forgetting_removes_the_copy_and_the_one_before_it(tmp_path):
    folder = RecoveryFolder(tmp_path)
    before = folder.copy.with_name(folder.copy.name + "~")
    for path in (folder.copy, before):
        path.write_bytes(b"content")
    folder.forget()
    folder.forget()
    assert [path.exists() for path in (folder.copy, before)] == [False, False]
    folder.close()


def test_what_is_discarded_is_gone_with_its_folder(crash, tmp_path):
    unwanted, wanted = crash(b"unwanted"), crash(b"wanted")
    discard(unwanted)
    assert orphans(tmp_path) == [wanted]
    assert not unwanted.parent.exists()


def test_where_no_folder_can_be_made_nothing_is_kept_and_nothing_fails(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    folder = RecoveryFolder(tmp_path / "file")
    assert not folder.usable
    folder.forget()
    folder.close()
    assert orphans(tmp_path / "file") == []
    assert orphans(tmp_path / "none") == []
