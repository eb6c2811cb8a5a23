"""The report names versions and system, and never the user's own folder."""

from __future__ import annotations

import platform
from pathlib import Path

import numba
import numpy as np
import pytest
from PySide6.QtCore import qVersion

from app.launch.report import library_versions, system_report, without_home
from engine import __version__
from engine.installation import installation


def test_the_report_names_the_lab_its_system_and_its_libraries():
    lab, system, libraries, further = system_report("theme dark").splitlines()
    assert lab == f"Nabla Lab {__version__} ({installation().value})"
    assert f"Python {platform.python_version()}" in system
    assert platform.machine() in system
    assert f"numba {numba.__version__}" in libraries
    assert further == "theme dark"


def test_versions_are_those_of_the_imported_libraries():
    versions = library_versions()
    assert versions["numpy"] == np.__version__
    assert versions["PySide6-Essentials"] == qVersion()


def test_a_missing_library_is_said_to_be_missing(monkeypatch):
    monkeypatch.setattr("app.launch.report.installed_version", lambda distribution: None)
    assert set(library_versions().values()) == {"none"}


def test_the_user_s_folder_is_not_in_the_report(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/people/ada"))
    assert system_report("opened /people/ada/seven.nabla").endswith("opened ~/seven.nabla")


@pytest.mark.parametrize(
    ("home", "text", "said"),
    [
        ("/people/ada", 'File "/people/ada/lab/main.py"', 'File "~/lab/main.py"'),
        ("/people/ada", "/people/ada", "~"),
        ("/people/ada", "/people/adam/x /people/ada-2/x", "/people/adam/x /people/ada-2/x"),
        ("C:\\People\\Ada", "C:\\People\\Ada\\x C:/People/Ada/x", "~\\x ~/x"),
        ("C:\\People\\Ada", r"'C:\\People\\Ada\\x'", r"'~\\x'"),
        ("/", "/usr/lib/python3", "/usr/lib/python3"),
    ],
)
def test_the_user_s_folder_is_written_as_a_tilde(monkeypatch, home, text, said):
    monkeypatch.setattr("app.launch.report.Path.home", lambda: home)
    assert without_home(text) == said
