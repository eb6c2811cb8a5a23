"""`desktop`: files below the folder of data, and nothing elsewhere."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from app.commands.desktop import REFRESH, data_home, desktop_files, quoted
from app.window.application import parse_options
from tests.support.command_line import strict_json


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return the folder of data of a user who has nothing."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    # without programs that add caches of their own
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    return tmp_path


def files_in(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_what_is_installed_is_removed(call, home):
    ours = {Path("data") / name for name in desktop_files()}
    for _ in range(2):
        assert call("desktop", "install")[0] == 0
        assert files_in(home) == ours
    status, out, _ = call("desktop", "remove", "--json")
    assert (status, len(strict_json(out)["files"])) == (0, len(ours))
    assert files_in(home) == set()
    assert call("desktop", "remove")[:2] == (0, "Nothing was installed.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are scripts of a shell")
def test_the_desktop_reads_the_files_anew(call, home):
    (home / "programs").mkdir()
    for name, _ in REFRESH:
        program = home / "programs" / name
        program.write_text(f'#!/bin/sh\necho "$1" > {home}/{name}.txt\n')
        program.chmod(0o755)
    assert call("desktop", "install")[0] == 0
    for name, folder in REFRESH:
        assert (home / f"{name}.txt").read_text() == f"{home / 'data' / folder}\n"


def test_files_of_others_stay(call, home):
    other = home / "data" / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("kept")
    call("desktop", "install")
    call("desktop", "remove")
    assert files_in(home) == {other.relative_to(home)}


def test_a_folder_that_is_a_file_gives_one_sentence(call, home):
    (home / "data").write_text("")
    status, _, err = call("desktop", "install")
    assert status == 2
    assert err.startswith("expected a file that can be changed")


def test_a_relative_folder_of_data_does_not_count(home, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert data_home() == home / ".local" / "share"


def test_file_type_and_icon_are_xml():
    for name, content in desktop_files().items():
        if name.suffix in (".xml", ".svg"):
            assert ElementTree.fromstring(content) is not None
            assert "currentColor" not in content


def test_arguments_are_quoted():
    assert quoted("/a b/50%") == '"/a b/50%%"'
    assert quoted("a$b") == '"a\\\\$b"'


def test_the_menu_opens_the_window_without_a_document():
    assert parse_options(["--open"]).open == ""
    assert parse_options(["--open", "a.nabla"]).open == "a.nabla"
