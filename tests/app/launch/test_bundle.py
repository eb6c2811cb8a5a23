"""A bundle's program runs the lab's own worker modules, and no others."""

from __future__ import annotations

import importlib.util
import os
import sys

import pytest

from app.launch import bundle
from app.launch.bundle import MODULES, run_module
from app.launch.platform_trial import TRIAL
from engine.search.workers.processes import COMMAND
from tests.support.machines.smoke import try_out


@pytest.fixture
def started(monkeypatch):
    """Return the list of modules that a pretended bundle runs."""
    names = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["nabla-lab"])
    monkeypatch.setattr(bundle.runpy, "run_module", lambda name, **how: names.append(name))
    return names


@pytest.mark.parametrize("name", MODULES)
def test_a_bundle_runs_its_workers(started, name):
    assert run_module(["-m", name])
    assert started == [name]
    assert sys.argv == [name]
    assert importlib.util.find_spec(name) is not None


@pytest.mark.parametrize("words", [[], ["-m"], ["-m", "http.server"], ["train"], ["-c", "1"]])
def test_a_bundle_is_no_python_for_anything_else(started, words):
    assert not run_module(words)
    assert started == []


def test_elsewhere_python_runs_modules(monkeypatch):
    monkeypatch.delattr(sys, "frozen", raising=False)
    assert not run_module(["-m", MODULES[0]])


def test_every_process_that_the_lab_starts_as_a_module_is_listed():
    assert {COMMAND[2], TRIAL} <= set(MODULES)


@pytest.mark.slow
@pytest.mark.skipif("NABLA_BUNDLE" not in os.environ, reason="NABLA_BUNDLE names no program")
def test_a_bundle_that_was_made_diagnoses_reads_and_opens_its_window(tmp_path):
    try_out(os.environ["NABLA_BUNDLE"], tmp_path)
