"""Each way from a bare Python to a running lab, in a process of its own, without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from app.launch.bootstrap import DEPENDENCIES, numbers
from app.launch.machine import OFFSCREEN, WAYLAND, X11, missing_libraries, wanted_libraries
from app.launch.preflight import all_tests, find_command
from tests.support.pretended_machine import (
    EVERYTHING,
    FAKE_APT,
    ROOT,
    SITE,
    Machine,
    install_into_bare,
    make_machine,
)


@pytest.fixture(name="machine")
def _machine(tmp_path: Path) -> Machine:
    return make_machine(tmp_path)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are POSIX programs")


# --- everything is there --------------------------------------------------------------------


def test_with_all_libraries_it_goes_on_where_it_is(machine: Machine) -> None:
    install_into_bare(machine, DEPENDENCIES)
    done = machine.start("train", "784-30-10", "--page x y")
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout.split(maxsplit=1)[1].startswith(str(machine.folder / "bare"))
    assert done.stdout.endswith("None train 784-30-10 --page x y\n")
    assert not machine.environment.exists()


def test_a_library_in_an_unfit_version_counts_as_missing(machine: Machine) -> None:
    machine.give_wheels(numpy="1.26.4")
    install_into_bare(machine, DEPENDENCIES)
    machine.give_wheels()
    machine.give_uv()
    done = machine.start("train")
    assert done.returncode == 7
    assert str(machine.environment) in done.stdout


def test_qt_6_12_is_refused_on_python_3_11(machine: Machine) -> None:
    machine.give_wheels(PySide6="6.12.0")
    install_into_bare(machine, DEPENDENCIES)
    done = machine.start("train", NABLA_NO_BOOTSTRAP="1")
    if sys.version_info >= (3, 12):
        assert done.returncode == 7
        return
    assert done.returncode == 3
    assert "expected PySide6 below 6.12 on Python 3.11, got 6.12.0" in done.stderr


# --- making .venv ---------------------------------------------------------------------------


def test_uv_makes_the_environment_where_it_is_installed(machine: Machine) -> None:
    machine.give_uv()
    done = machine.start("train", "--eta", "0.5")
    assert done.returncode == 7, done.stderr
    assert done.stdout.startswith(f"RUN {machine.environment}")
    assert done.stdout.endswith("train --eta 0.5\n")
    assert "UV venv" in done.stderr
    assert "UV pip sync --require-hashes" in done.stderr
    again = machine.start("train")
    assert (again.returncode, again.stderr) == (7, "")


def test_without_uv_venv_and_pip_make_it_and_check_the_hashes(machine: Machine) -> None:
    done = machine.start("train")
    assert done.returncode == 7, done.stderr
    assert done.stdout.startswith(f"RUN {machine.environment}")
    again = machine.start("train")
    assert (again.returncode, again.stderr) == (7, "")
    lock = machine.root / "requirements.lock"
    lock.write_text(lock.read_text("ascii").replace("numpy==2", "numpy==2.5"), encoding="ascii")
    stale = machine.start("train")
    assert stale.returncode == 7, "the old libraries stay in use"
    assert "stay as they were" in stale.stderr


def test_pip_steps_in_where_uv_fails(machine: Machine) -> None:
    machine.give_uv()
    done = machine.start("train", UV_FAILS="1")
    assert done.returncode == 7, done.stderr
    assert done.stdout.startswith(f"RUN {machine.environment}")


def test_a_wrong_hash_is_refused_and_nothing_runs(machine: Machine) -> None:
    lock = machine.root / "requirements.lock"
    wrong = lock.read_text("ascii").splitlines()
    wrong[2] = wrong[2].split("sha256:")[0] + "sha256:" + "0" * 64
    lock.write_text("\n".join(wrong) + "\n", encoding="ascii")
    done = machine.start("train")
    assert (done.returncode, done.stdout) == (3, "")
    assert "expected to install the libraries of requirements.lock" in done.stderr


def test_a_changed_lock_brings_the_environment_up_to_date(machine: Machine) -> None:
    machine.give_uv()
    machine.start("train")
    machine.give_wheels(numpy="2.9")
    done = machine.start("train")
    assert done.returncode == 7, done.stderr
    assert "UV pip sync" in done.stderr
    assert "UV venv" not in done.stderr
    assert list(machine.environment.rglob("numpy-2.9.dist-info"))


def test_a_half_made_environment_is_made_anew(machine: Machine) -> None:
    machine.give_uv()
    machine.start("train")
    (machine.environment / "nabla-lock").unlink()
    (machine.environment / "nabla-unfinished").touch()
    (machine.environment / "bin" / "python").unlink()
    done = machine.start("train")
    assert done.returncode == 7, done.stderr
    assert "UV venv" in done.stderr
    assert not (machine.environment / "nabla-unfinished").exists()


def test_a_damaged_environment_is_filled_again(machine: Machine) -> None:
    machine.give_uv()
    machine.start("train")
    shutil.rmtree(next(machine.environment.rglob("numba")))
    done = machine.start("train")
    assert done.returncode == 7, done.stderr
    assert next(machine.environment.rglob("numba")).is_dir()


def test_an_environment_that_stays_incomplete_ends_in_a_sentence(machine: Machine) -> None:
    machine.give_uv()
    for wheel in (machine.folder / "wheels").glob("numba-*.whl"):
        wheel.unlink()
    done = machine.start("train")
    assert done.returncode == 3
    assert "got no numba in" in done.stderr
    assert "start again" in done.stderr


def test_bootstrapping_can_be_forbidden(machine: Machine) -> None:
    machine.give_uv()
    done = machine.start("train", NABLA_NO_BOOTSTRAP="1")
    assert done.returncode == 3
    assert done.stderr.startswith("expected the libraries of requirements.lock, got no PySide6")
    assert not machine.environment.exists()


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(machine: Machine) -> None:
    machine.give_uv()
    machine.environment.symlink_to(machine.folder / "nowhere")
    blocked = (
        "import os, pathlib\ndef refuse(*a, **k): raise PermissionError(13, 'Permission denied')\n"
    )
    site = machine.folder / "site" / "sitecustomize.py"
    site.write_text(SITE + blocked + "pathlib.Path.unlink = refuse\n", encoding="utf-8")
    done = machine.start("train")
    assert done.returncode == 3
    assert "expected a folder that can be written" in done.stderr


# --- Debian without ensurepip ---------------------------------------------------------------


def test_without_ensurepip_root_installs_it(machine: Machine) -> None:
    machine.give("apt-get", FAKE_APT)
    done = machine.start("train", BLOCKED="ensurepip", FAKE_ROOT="1")
    assert done.returncode == 3
    assert "APT update -q" in done.stderr
    assert "APT install -y -q --no-install-recommends python3-venv" in done.stderr
    assert "run: apt-get install -y --no-install-recommends python3-venv" in done.stderr


@pytest.mark.parametrize("variables", [{}, {"FAKE_ROOT": "1", "NABLA_NO_APT": "1"}])
def test_without_ensurepip_others_are_told_the_command(
    machine: Machine, variables: dict[str, str]
) -> None:
    machine.give("apt-get", FAKE_APT)
    done = machine.start("train", BLOCKED="ensurepip", **variables)
    assert done.returncode == 3
    assert "APT" not in done.stderr
    sudo = "" if variables else "sudo "
    assert done.stderr.endswith(
        f"run: {sudo}apt-get install -y --no-install-recommends python3-venv\n"
    )


def test_without_ensurepip_uv_is_enough(machine: Machine) -> None:
    machine.give_uv()
    done = machine.start("train", BLOCKED="ensurepip")
    assert done.returncode == 7, done.stderr


# --- the system's libraries -----------------------------------------------------------------


def ready(machine: Machine) -> Machine:
    install_into_bare(machine, EVERYTHING)
    return machine


def test_a_missing_library_is_named_with_the_command(machine: Machine) -> None:
    ready(machine).give("apt-get", FAKE_APT)
    (machine.folder / "libraries" / "libEGL.so.1").unlink()
    done = machine.start("capture", "pictures")
    assert done.returncode == 3
    assert "got no libEGL.so.1; run: sudo apt-get install" in done.stderr
    assert done.stderr.rstrip().endswith("libegl1")


def test_on_rpm_systems_the_library_itself_is_asked_for(machine: Machine) -> None:
    ready(machine).give("dnf", "#!/bin/sh\n")
    (machine.folder / "libraries" / "libEGL.so.1").unlink()
    done = machine.start("capture", "pictures")
    assert "run: sudo dnf install 'libEGL.so.1()(64bit)'" in done.stderr


def test_root_installs_missing_libraries_and_goes_on(machine: Machine) -> None:
    ready(machine).give("apt-get", FAKE_APT)
    (machine.folder / "libraries" / "libEGL.so.1").unlink()
    done = machine.start("capture", "pictures", FAKE_ROOT="1", APT_BRINGS="libEGL.so.1")
    assert done.returncode == 7
    assert "APT install -y -q --no-install-recommends libegl1" in done.stderr
    assert done.stdout.endswith("offscreen capture pictures\n")


def test_what_root_could_not_install_is_named(machine: Machine) -> None:
    ready(machine).give("apt-get", FAKE_APT)
    (machine.folder / "libraries" / "libEGL.so.1").unlink()
    done = machine.start("bench", "window", FAKE_ROOT="1", APT_FAILS="1")
    assert done.returncode == 3
    assert "got no libEGL.so.1" in done.stderr


def test_commands_without_a_window_need_no_library(machine: Machine) -> None:
    ready(machine)
    for path in (machine.folder / "libraries").iterdir():
        path.unlink()
    for command in (["train"], ["doctor"], ["bench", "engine"], ["--help"]):
        assert machine.start(*command).returncode == 7


def test_what_is_wanted_depends_on_the_screen() -> None:
    if not sys.platform.startswith("linux"):
        assert wanted_libraries({"DISPLAY": ":0"}) == ()
        return
    assert wanted_libraries({}) == OFFSCREEN
    assert wanted_libraries({"DISPLAY": ":0"}) == OFFSCREEN + X11
    assert wanted_libraries({"WAYLAND_DISPLAY": "wayland-0"}) == OFFSCREEN + WAYLAND
    assert wanted_libraries({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}) == OFFSCREEN
    assert wanted_libraries({"QT_QPA_PLATFORM": "xcb"}) == OFFSCREEN + X11


def test_nothing_is_missing_where_the_tests_run() -> None:
    assert missing_libraries(wanted_libraries({"QT_QPA_PLATFORM": "offscreen"})) == ()


# --- the screen -----------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
@pytest.mark.parametrize("arguments", [[], ["--page", "digits"], ["--lecture", "--seed=3"]])
@pytest.mark.parametrize("variables", [{}, {"QT_QPA_PLATFORM": "xcb"}])
def test_without_a_screen_it_says_so_before_anything_is_installed(
    machine: Machine, arguments: list[str], variables: dict[str, str]
) -> None:
    machine.give_uv()
    done = machine.start(*arguments, **variables)
    assert done.returncode == 2
    assert done.stderr.startswith("expected a screen to open the window on, got none")
    assert done.stderr.count("\n") == 1
    assert not machine.environment.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
def test_a_screen_that_does_not_answer_is_no_screen(machine: Machine) -> None:
    ready(machine)
    for library in WAYLAND:
        (machine.folder / "libraries" / library.soname).touch()
    done = machine.start(WAYLAND_DISPLAY="wayland-9", XDG_RUNTIME_DIR=str(machine.folder))
    assert done.returncode == 2
    assert "nobody answers at WAYLAND_DISPLAY=wayland-9" in done.stderr


def test_a_window_on_no_real_screen_opens_anywhere(machine: Machine) -> None:
    done = ready(machine).start("--page", "digits", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 7
    assert done.stdout.endswith("offscreen --page digits\n")


# --- the tests ------------------------------------------------------------------------------


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
        (["--help"], None),
    ],
)
def test_the_command_is_the_first_word_that_is_no_value(
    arguments: list[str], command: str | None
) -> None:
    assert find_command(arguments) == command


def test_only_leading_numbers_of_a_version_count() -> None:
    assert numbers("6.11.3") == (6, 11, 3)
    assert numbers("6.12.0rc1") == (6, 12)
    assert numbers("") == ()


def test_the_ranges_are_those_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted = {each.name: each.specifier for each in map(Requirement, listed)}
    assert {each.distribution for each in DEPENDENCIES} == {
        Requirement(line).name for line in project["project"]["dependencies"]
    }
    for each in EVERYTHING:
        ends = {(">=", each.at_least)}
        if each.below < (10_000,):
            ends.add(("<", each.below))
        assert {
            (part.operator, numbers(part.version)) for part in wanted[each.distribution]
        } == ends


def test_the_lock_has_hashes_for_everything_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="ascii")
    entries = text.replace("\\\n", " ").splitlines()
    assert all("==" in line and "--hash=sha256:" in line for line in entries)
    assert "://" not in text
    names = {line.split("==")[0].lower() for line in entries}
    assert {each.distribution.lower() for each in EVERYTHING} <= names
