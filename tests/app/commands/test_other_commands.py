"""`experiment`, `data`, `doctor`, `bench`, `capture`, `test`."""

from __future__ import annotations

import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from app.commands import data as data_command
from app.commands import doctor
from app.commands.command_line import main
from app.launch.bootstrap import Dependency
from app.launch.machine import Library, StartError
from app.launch.preflight import all_tests
from engine.errors import DataError
from tests.support.command_line import strict_json
from tests.support.sources import ROOT


def test_experiments_are_listed_with_what_is_to_come(call):
    found = strict_json(call("experiment", "list", "--json")[1])
    built = {entry["id"]: entry["built"] for entry in found}
    assert built["1.A"] is True
    assert built["3.D"] is False
    assert "Not built yet" in call("experiment", "list")[1]


def test_an_exact_experiment_runs_without_data(call, monkeypatch, tmp_path):
    monkeypatch.setenv("NABLA_DATA", str(tmp_path))
    status, out, err = call("experiment", "run", "1.N", "--json")
    found = strict_json(out)
    assert (status, err) == (0, "")
    assert list(found) == ["id", "settings", "book", "ours", "rule", "agrees", "seconds"]
    assert found["agrees"] is True
    assert found["rule"] == "exact"
    assert "agrees, rule exact" in call("experiment", "run", "1.n")[1]


def test_an_experiment_without_its_data_says_how_to_get_them(call, tmp_path):
    status, out, err = call("experiment", "run", "1.A", "--data-dir", tmp_path)
    assert status == 2
    assert "python main.py data get mnist" in err
    assert "Epoch" not in out


def test_data_sets_are_listed(call, tmp_path):
    found = strict_json(call("data", "list", "--json", "--data-dir", tmp_path)[1])
    assert [entry["name"] for entry in found] == ["built-in", "mnist"]
    assert [entry["available"] for entry in found] == [True, False]
    assert "data get mnist" in call("data", "list", "--data-dir", tmp_path)[1]


def test_mnist_is_downloaded_into_the_folder_that_is_asked_for(call, tmp_path, monkeypatch):
    loaded = []

    def download(folder, *, progress):
        progress(1, 2)
        loaded.append(folder)

    monkeypatch.setattr(data_command, "download_mnist", download)
    status, out, _ = call("data", "get", "mnist", "--data-dir", tmp_path / "a", "--json")
    assert (status, loaded) == (0, [tmp_path / "a"])
    assert strict_json(out)["downloaded"] is True
    monkeypatch.setenv("NABLA_DATA", str(tmp_path / "b"))
    call("data", "get", "mnist")
    assert loaded[-1] == tmp_path / "b"


def test_a_download_that_fails_gives_one_sentence(call, tmp_path, monkeypatch):
    def download(folder, *, progress):
        raise DataError("expected a network connection, got none; plug in the cable")

    monkeypatch.setattr(data_command, "download_mnist", download)
    status, out, err = call("data", "get", "mnist", "--data-dir", tmp_path)
    assert (status, out) == (2, "")
    assert err == "expected a network connection, got none; plug in the cable\n"


def test_mnist_that_is_there_is_not_downloaded_again(call, tmp_path, monkeypatch):
    monkeypatch.setattr(data_command, "find_mnist", Path)
    monkeypatch.setattr(data_command, "download_mnist", None)
    out = call("data", "get", "mnist", "--data-dir", tmp_path, "--json")[1]
    assert strict_json(out)["downloaded"] is False


def test_the_doctor_finds_this_machine_well(call):
    status, out, _ = call("doctor", "--json")
    found = strict_json(out)
    assert status == 0
    assert [finding["ok"] for finding in found] == [True] * len(doctor.CHECKS)
    assert list(found[0]) == ["check", "ok", "found", "advice"]


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


def test_the_window_is_measured(call, monkeypatch):
    def measure():
        return {"frame_gap_ms": {"median": 16.5, "p99": float("nan")}}

    module = types.SimpleNamespace(measure=measure)
    monkeypatch.setitem(sys.modules, "app.automation.window_benchmark", module)
    found = strict_json(call("bench", "window", "--json")[1])
    assert found == {"frame_gap_ms": {"median": 16.5, "p99": None}}
    assert call("bench", "window")[1].split() == [
        "frame_gap_ms.median",
        "16.5",
        "frame_gap_ms.p99",
        "nan",
    ]


def test_pictures_of_the_pages_are_written(call, monkeypatch, tmp_path):
    def capture(folder):
        return [folder / "digits.png"]

    module = types.SimpleNamespace(capture=capture)
    monkeypatch.setitem(sys.modules, "app.automation.capture", module)
    folder = tmp_path / "new"
    assert strict_json(call("capture", folder, "--json")[1]) == [str(folder / "digits.png")]
    assert folder.is_dir()
    (tmp_path / "file").write_text("in the way")
    status, _, err = call("capture", tmp_path / "file" / "below")
    assert status == 2
    assert "expected a folder that can be written" in err


def test_the_tests_run_on_a_screen_that_nobody_sees(monkeypatch):
    calls = []

    def run(command, **options):
        calls.append((command, options))
        return types.SimpleNamespace(returncode=5)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert main(["test", "-k", "pad", "-x"]) == 5
    (command, options) = calls[0]
    assert command == [sys.executable, "-m", "pytest", "-k", "pad", "-x"]
    assert options["env"]["QT_QPA_PLATFORM"] == "offscreen"
    assert Path(options["cwd"]) == ROOT


@pytest.mark.parametrize(
    ("cores", "words"),
    [(None, []), (1, []), (2, ["-n", "2"]), (64, ["-n", "4"])],
)
def test_one_core_divides_nothing(
    cores: int | None, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert all_tests()[:2] == words
