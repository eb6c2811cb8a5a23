"""A copy of the lab knows how it was installed and what starts it."""

from __future__ import annotations

import sys
import tomllib

import pytest

from engine import __version__, installation
from engine.installation import ROOT, Installation, program_text, program_words, start_command


def test_a_checkout_is_started_by_python():
    assert installation.installation() is Installation.CHECKOUT
    assert program_words() == ("python3", "main.py")
    assert program_text("recognise", "my seven.png") == "python3 main.py recognise 'my seven.png'"
    assert start_command() == (sys.executable, str(ROOT / "main.py"))


def test_a_copy_without_a_lock_is_an_installed_package(monkeypatch, tmp_path):
    monkeypatch.setattr(installation, "ROOT", tmp_path)
    assert installation.installation() is Installation.PACKAGE
    assert program_text("doctor") == "nabla-lab doctor"
    assert start_command() == (sys.executable, str(tmp_path / "main.py"))


def test_a_bundle_is_its_own_program(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert installation.installation() is Installation.BUNDLE
    assert program_words() == ("nabla-lab",)
    assert start_command() == (sys.executable,)


def test_the_version_stands_in_one_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "engine.__version__"}
    assert [part.isdecimal() for part in __version__.split(".")] == [True, True, True]


@pytest.mark.parametrize("name", ["main.py", "app", "engine", "assets"])
def test_the_root_holds_the_whole_lab(name):
    assert (ROOT / name).exists()
