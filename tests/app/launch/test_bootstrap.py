"""The environment is made from the lock, kept up to date, and refused in a sentence."""

from __future__ import annotations

import shutil
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from app.launch.bootstrap import numbers
from app.launch.dependencies import DEPENDENCIES, EXTRAS
from tests.support.machines.pretended_machine import (
    EVERYTHING,
    FAKE_APT,
    ROOT,
    SITE,
    Machine,
    install_into_bare,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are POSIX programs")


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


def pins(lock: str) -> dict[str, str]:
    """Return the entries of a lock by name and condition: version and hashes."""
    text = (ROOT / lock).read_text(encoding="ascii")
    assert "://" not in text
    entries = text.replace("\\\n", " ").splitlines()
    assert all("==" in line and "--hash=sha256:" in line for line in entries)
    return {line.split("==")[0].lower(): line for line in entries}


def test_the_lock_has_hashes_for_everything_and_no_address() -> None:
    assert {each.distribution.lower() for each in EVERYTHING} <= set(pins("requirements.lock"))


def test_the_lock_of_the_extras_agrees_with_the_other_one() -> None:
    own, extras = pins("requirements.lock"), pins("requirements-extras.lock")
    assert {each.distribution for each in EXTRAS} <= set(extras)
    versions = {name: line.split()[0] for name, line in extras.items() if name in own}
    assert versions == {name: own[name].split()[0] for name in versions}


def test_the_extras_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["project"]["optional-dependencies"]
    wanted = [Requirement(listed[name][0]) for name in ("sweep", "cluster", "baselines")]
    assert [(each.distribution, each.at_least) for each in EXTRAS] == [
        (each.name, numbers(next(iter(each.specifier)).version)) for each in wanted
    ]


@pytest.mark.parametrize("tool", ["pip", "uv"])
def test_the_tests_install_the_extras_once_and_the_lab_never_does(
    machine: Machine, tool: str
) -> None:
    if tool == "uv":
        machine.give_uv()
    machine.start("train")
    machine.give_extras()
    assert "extras" not in machine.start("train").stderr
    first, second = machine.start("test", "-k", "x"), machine.start("test", "-k", "x")
    assert "requirements-extras.lock" in first.stderr
    assert "extras" not in second.stderr
    assert {first.returncode, second.returncode} == {5}
    assert next(machine.environment.rglob("optuna")).is_dir()


def test_without_the_extras_the_tests_run_all_the_same(machine: Machine) -> None:
    machine.give_extras()
    for wheel in (machine.folder / "wheels").glob("optuna-*.whl"):
        wheel.unlink()
    done = machine.start("test", "-k", "x")
    assert "the tests that need them are skipped" in done.stderr
    assert done.returncode == 5
    python = str(machine.environment / "bin" / "python")
    forbidden = machine.start("test", "-k", "x", NABLA_NO_BOOTSTRAP="1", python=python)
    assert "extras" not in forbidden.stderr
