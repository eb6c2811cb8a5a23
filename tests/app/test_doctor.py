"""The doctor says what prevents the lab from running, and what only makes it poorer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import doctor
from app.machine import Library

ROOT = Path(__file__).resolve().parents[2]


def finding(name: str) -> doctor.Finding:
    return next(each for each in doctor.examine() if each.check == name)


def test_every_check_answers_here_and_the_lab_can_run() -> None:
    findings = doctor.examine()
    assert len(findings) == len(doctor.CHECKS)
    assert len({each.check for each in findings}) == len(findings)
    assert doctor.can_run(findings), [each for each in findings if not each.ok]


def test_a_missing_system_library_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = Library("libnone.so.7", "libnone7")
    monkeypatch.setattr(doctor, "wanted_libraries", lambda variables: (absent,))
    found = finding("system")
    assert not found.ok
    assert "libnone.so.7" in found.found
    assert "libnone7" in found.advice


def test_a_missing_module_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing_modules", lambda dependencies: ["numba"])
    found = finding("libraries")
    assert (found.ok, found.found) == (False, "no numba")


def test_without_a_screen_the_lab_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    found = finding("screen")
    assert found.ok
    if sys.platform.startswith("linux"):
        assert found.found == "none"
        assert "expected a screen" in found.advice


def test_missing_weights_are_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("engine.recognition.weights_path", lambda: tmp_path / "none.safetensors")
    found = finding("weights")
    assert not found.ok
    assert "none.safetensors" in found.found


def test_the_doctor_needs_no_qt() -> None:
    script = "import sys, app.doctor as d; d.examine(); assert not any(m.startswith('PySide6.')"
    script += " or m.startswith('pyqtgraph') for m in sys.modules)"
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
