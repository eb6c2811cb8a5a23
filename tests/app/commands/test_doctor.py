"""`doctor`: what it finds well, what it finds broken, and its advice."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.commands import doctor
from app.launch.dependencies import Dependency
from app.launch.machine import Library, StartError
from app.launch.report import system_report
from tests.support.command_line import strict_json


def test_the_doctor_finds_this_machine_well(call):
    status, out, _ = call("doctor", "--json")
    found = strict_json(out)
    assert status == 0
    assert [finding["ok"] for finding in found] == [True] * len(doctor.CHECKS)
    assert list(found[0]) == ["check", "ok", "found", "advice"]


def test_a_report_to_be_sent_on_names_versions_and_not_the_user(call, monkeypatch):
    found = doctor.Finding("data", True, str(Path.home() / "mnist"))
    monkeypatch.setattr(doctor, "CHECKS", (lambda: found,))
    status, out, _ = call("doctor", "--report")
    assert status == 0
    assert out == f"{system_report()}\n\nok   data       {Path('~/mnist')}\n"


def test_the_doctor_reports_what_is_broken_and_what_helps(call, monkeypatch):
    absent = Dependency("no_such_library", "no-such-library", (1,))
    old = Dependency("numpy", "numpy", (999,))
    monkeypatch.setattr(doctor, "DEPENDENCIES", (absent, old))
    status, out, _ = call("doctor")
    assert status == 1
    assert f"BAD  libraries  no no_such_library, numpy {np.__version__}: run python3 main" in out


def test_the_doctor_warns_of_the_qt_that_aborts(call, monkeypatch):
    def check_qt():
        raise StartError("expected another PySide6; install it")

    monkeypatch.setattr(doctor, "check_qt", check_qt)
    status, out, _ = call("doctor")
    assert status == 1
    assert "expected another PySide6; install it" in out


def test_the_doctor_names_missing_system_libraries(call, monkeypatch):
    def wanted_libraries(variables):
        return (Library("libmissing.so.9", "libmissing9"),)

    monkeypatch.setattr(doctor, "wanted_libraries", wanted_libraries)
    status, out, _ = call("doctor")
    assert status == 1
    assert "no libmissing.so.9" in out
    assert "libmissing9" in out


def test_the_doctor_finds_weights_that_are_damaged(call, monkeypatch, tmp_path):
    broken = tmp_path / "weights"
    broken.write_text("Dear reader")
    monkeypatch.setattr("engine.recognition.recognition.weights_path", lambda: broken)
    status, out, _ = call("doctor")
    assert status == 1
    assert "BAD  weights" in out


def test_a_machine_without_a_screen_can_run_the_lab(call, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert call("doctor")[0] == 0
