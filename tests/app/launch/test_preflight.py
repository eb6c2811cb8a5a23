"""Each way from a bare Python to a running lab, in a process of its own, without a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.launch.dependencies import DEPENDENCIES
from app.launch.preflight import all_tests, find_command
from tests.support.machines.pretended_machine import Machine, install_into_bare, ready

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are POSIX programs")


def test_qt_6_12_is_refused_on_python_3_11(machine: Machine) -> None:
    machine.give_wheels(PySide6="6.12.0")
    install_into_bare(machine, DEPENDENCIES)
    done = machine.start("train", NABLA_NO_BOOTSTRAP="1")
    if sys.version_info >= (3, 12):
        assert done.returncode == 7
        return
    assert done.returncode == 3
    assert "expected PySide6 below 6.12 on Python 3.11, got 6.12.0" in done.stderr


def test_a_window_on_no_real_screen_opens_anywhere(machine: Machine) -> None:
    done = ready(machine).start("--page", "digits", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 7
    assert done.stdout.endswith("offscreen --page digits\n")


def test_the_test_command_runs_pytest_in_the_project_without_a_screen(machine: Machine) -> None:
    done = ready(machine).start("test", "-k", "pad or page")
    assert done.returncode == 5
    assert done.stdout == f"PYTEST {machine.root} offscreen -k pad or page\n"


def test_all_tests_are_divided_among_the_cores(machine: Machine) -> None:
    done = ready(machine).start("test")
    words = " ".join(["offscreen", *all_tests()])
    assert done.stdout == f"PYTEST {machine.root} {words}\n"


def test_the_test_command_needs_the_libraries_of_the_tests(machine: Machine) -> None:
    install_into_bare(machine, DEPENDENCIES)
    machine.give_uv()
    done = machine.start("test")
    assert done.returncode == 5, done.stderr
    assert "UV pip sync" in done.stderr


# --- old and new Pythons --------------------------------------------------------------------


def run_main_as(version: tuple[int, int], folder: Path) -> subprocess.CompletedProcess[str]:
    script = f"import runpy, sys; sys.argv = ['main.py', 'train']; sys.version_info = {version}"
    script += f"; runpy.run_path({str(folder / 'main.py')!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )


def test_an_old_python_is_refused_in_a_sentence(machine: Machine) -> None:
    done = run_main_as((3, 9), machine.root)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "expected Python 3.11 or newer, got 3.9; install a newer one\n"


def test_a_python_without_our_libraries_is_refused_in_a_sentence(machine: Machine) -> None:
    done = run_main_as((3, 15), machine.root)
    assert done.returncode == 3
    assert done.stderr.startswith("expected Python 3.11 to 3.14, got 3.15")


# --- small things ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], ""),
        (["--lecture"], ""),
        (["--page", "train"], ""),
        (["--page=train", "doctor"], "doctor"),
        (["--theme", "dark", "train", "--help"], "train"),
        (["nabla:AQ", "--lecture"], ""),
        (["--help"], None),
    ],
)
def test_the_command_is_the_first_word_that_is_no_value(
    arguments: list[str], command: str | None
) -> None:
    assert find_command(arguments) == command


@pytest.mark.parametrize(
    ("cores", "words"),
    [(None, []), (1, []), (2, ["-n", "2"]), (64, ["-n", "4"])],
)
def test_one_core_divides_nothing(
    cores: int | None, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert all_tests()[:2] == words
