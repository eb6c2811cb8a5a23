"""Journals: whole lines only, of this search only."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from engine.errors import StorageError
from engine.search.journal import LARGEST, Journal, read_journal
from tests.support.searches.small_searches import plan, result
from tests.support.sources import ROOT


@pytest.fixture
def path(tmp_path):
    """Return the name of a journal that is not there yet."""
    return tmp_path / "search.jsonl"


@pytest.fixture
def written(path):
    """Return a journal with three results."""
    journal = Journal(path, plan())
    journal.begin("data")
    for number in (2, 0, 1):
        journal.add(result(number))
    journal.close()
    return path


def test_what_was_written_is_read_in_the_order_of_numbers(written):
    content = read_journal(written)
    assert content.plan == plan()
    assert content.fingerprint == "data"
    assert content.results == {n: result(n) for n in range(3)}
    assert list(content.results) == [0, 1, 2]
    assert content.whole == written.stat().st_size


def test_each_line_is_json_and_the_first_is_the_search(written):
    head, *lines = map(json.loads, written.read_text().splitlines())
    assert head["plan"] == plan().as_record()
    assert [line["trial"] for line in lines] == [2, 0, 1]


def test_a_missing_and_an_empty_file_are_new_journals(path):
    assert read_journal(path) is None
    path.touch()
    assert read_journal(path) is None
    Journal(path, plan()).close()


@pytest.mark.parametrize("kept", [1, 10, 50, 200])
def test_a_torn_last_line_is_dropped_and_the_next_result_takes_its_place(written, kept):
    whole = written.read_bytes()
    lines = whole.splitlines(keepends=True)
    written.write_bytes(b"".join(lines[:-1]) + lines[-1][:kept])
    journal = Journal(written, plan())
    assert list(journal.results) == [0, 2]
    journal.begin("data")
    journal.add(result(1))
    journal.close()
    assert written.read_bytes() == whole


def test_a_torn_first_line_is_a_new_journal(written):
    head = written.read_bytes().splitlines()[0]
    for kept in (1, 12, 40):
        written.write_bytes(head[:kept])
        assert read_journal(written) is None


def test_damage_in_the_last_whole_line_is_dropped_and_before_it_refused(written):
    lines = written.read_bytes().splitlines(keepends=True)
    written.write_bytes(b"".join(lines[:-1]) + b"garbage\n")
    assert list(read_journal(written).results) == [0, 2]
    written.write_bytes(b"".join([lines[0], b"garbage\n", *lines[2:]]))
    with pytest.raises(StorageError, match="line 2"):
        read_journal(written)
    written.write_bytes(b"".join(lines[:-1]) + b'{"trial": 1}\n{"tri')
    with pytest.raises(StorageError, match="line 4"):
        read_journal(written)


def test_a_result_that_stands_twice_counts_once(written):
    lines = written.read_bytes().splitlines(keepends=True)
    written.write_bytes(b"".join([*lines, lines[1]]))
    assert len(read_journal(written).results) == 3


@pytest.mark.parametrize("content", [b"a note\n", b"a note", b"{}\n", b"[1]\n", b"\xff\xfe\n"])
def test_another_file_is_refused_and_stays_as_it_was(path, content):
    path.write_bytes(content)
    with pytest.raises(StorageError, match="another file"):
        Journal(path, plan())
    assert path.read_bytes() == content


def test_a_version_to_come_is_refused(written):
    written.write_text(written.read_text().replace('"nabla_search": 1', '"nabla_search": 99'))
    with pytest.raises(StorageError, match="version 99"):
        read_journal(written)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (plan("eta=1,2"), "space"),
        (plan(strategy="random"), "strategy"),
        (plan(base={"momentum": 0.5}), "settings"),
        (plan(prune=True), "prune"),
    ],
)
def test_the_journal_of_another_search_is_refused_and_stays_as_it_was(written, other, said):
    before = written.read_bytes()
    with pytest.raises(StorageError, match=f"another {said}"):
        Journal(written, other)
    assert written.read_bytes() == before


def test_more_trials_are_the_same_search(written):
    Journal(written, replace(plan(), trials=500)).close()


def test_other_data_of_the_same_name_are_refused(written):
    journal = Journal(written, plan())
    with pytest.raises(StorageError, match="other examples"):
        journal.begin("others")
    journal.close()


def test_two_searches_cannot_share_a_journal(written):
    pytest.importorskip("fcntl", reason="no locks of files")
    journal = Journal(written, plan())
    with pytest.raises(StorageError, match="another process"):
        Journal(written, plan())
    journal.close()
    Journal(written, plan()).close()


def test_a_folder_and_a_huge_file_are_refused(tmp_path, path):
    with pytest.raises(StorageError):
        Journal(tmp_path, plan())
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(StorageError):
        read_journal(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of POSIX")
def test_a_full_disk_is_a_sentence_and_what_was_whole_is_read(path):
    code = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from engine.errors import StorageError
from engine.search.journal import Journal
from tests.support.searches.small_searches import plan, result
journal = Journal(Path({str(path)!r}), plan())
journal.begin("data")
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    for number in range(100):
        journal.add(result(number))
except StorageError as error:
    print(number, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    count, sentence = done.stdout.split(maxsplit=1)
    assert "cannot be written" in sentence, done.stderr
    assert list(read_journal(path).results) == list(range(int(count)))
