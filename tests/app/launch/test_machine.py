"""Shared libraries are installed or named, and a screen is asked for only by a window."""

from __future__ import annotations

import sys

import pytest

from app.launch.machine import (
    OFFSCREEN,
    WAYLAND,
    X11,
    StartError,
    check_screen_named,
    missing_libraries,
    wanted_libraries,
)
from tests.support.machines.pretended_machine import FAKE_APT, Machine, ready

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are POSIX programs")


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, False),
        ({"QT_QPA_PLATFORM": "wayland"}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, True),
    ],
)
def test_a_screen_is_named_by_variables_or_drawn_elsewhere(
    variables: dict[str, str], named: bool
) -> None:
    if named:
        check_screen_named(variables)
        return
    with pytest.raises(StartError, match="neither DISPLAY nor WAYLAND_DISPLAY") as refused:
        check_screen_named(variables)
    assert refused.value.status == 2
