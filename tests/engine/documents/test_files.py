"""Documents on disk: saved beside a backup, and never half written."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec
import numpy as np
import pytest

from engine.documents.container import pack
from engine.documents.files import backup_of, read_document, write_document
from engine.errors import DocumentError, EngineError, StorageError
from tests.support.sources import ROOT


def test_a_save_keeps_what_was_there_before(tmp_path):
    path = tmp_path / "work.nabla"
    first, second = (pack(b"%d" % number, {"a": np.arange(number)}) for number in (3, 4))
    write_document(path, first)
    assert not backup_of(path).exists()
    write_document(path, second)
    assert path.read_bytes() == second
    assert backup_of(path).read_bytes() == first
    assert sorted(file.name for file in tmp_path.iterdir()) == ["work.nabla", "work.nabla~"]


def test_a_damaged_file_does_not_take_the_place_of_a_sound_backup(tmp_path):
    path = tmp_path / "work.nabla"
    first, second = (pack(b"%d" % number, {"a": np.arange(number)}) for number in (3, 4))
    write_document(path, first)
    write_document(path, second)
    path.write_bytes(b"damaged")
    write_document(path, second)
    assert backup_of(path).read_bytes() == first


def test_a_missing_document_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nothing.nabla", tmp_path):
        with pytest.raises(DocumentError, match="no such file"):
            read_document(path)


def test_a_folder_that_takes_no_files_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(EngineError, match="in an existing folder"):
        write_document(tmp_path / "none" / "work.nabla", pack(b"1", {}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal")
def test_a_save_that_is_killed_at_any_moment_leaves_the_old_or_the_new_document(tmp_path):
    script = ROOT / "tests" / "support" / "killed_saves.py"
    found = subprocess.run(
        [sys.executable, script, tmp_path, "100"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=250,
    )
    said = msgspec.json.decode(found.stdout)
    assert said["sound"] == 100
    assert said["interrupted"] > 5


def test_a_document_behind_a_link_is_replaced_there_and_its_backup_lies_beside_the_link(tmp_path):
    (tmp_path / "far").mkdir()
    real, path = tmp_path / "far" / "real.nabla", tmp_path / "work.nabla"
    path.symlink_to(real)
    first, second = (pack(b"%d" % number, {"a": np.arange(number)}) for number in (3, 4))
    write_document(path, first)
    real.chmod(0o600)
    write_document(path, second)
    assert (path.is_symlink(), real.read_bytes()) == (True, second)
    backup = backup_of(path)
    assert (backup.read_bytes(), backup.is_symlink()) == (first, False)
    assert [file.stat().st_mode & 0o777 for file in (real, backup)] == [0o600, 0o600]


def test_a_pipe_in_place_of_a_document_is_refused_and_stays(tmp_path):
    path = tmp_path / "work.nabla"
    os.mkfifo(path)
    with pytest.raises(StorageError, match="got a pipe"):
        write_document(path, pack(b"{}", {"a": np.arange(3)}))
    assert path.is_fifo()
