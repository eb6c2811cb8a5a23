"""Checks of the machine: shared libraries, apt-get and screen; standard library only."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.installation import program_text

BAD_INPUT = 2
NOT_READY = 3
"""Exit status when something must be installed first."""

NO_APT = "NABLA_NO_APT"
"""Environment variable; 1 forbids installing with apt-get."""

PLATFORM = "QT_QPA_PLATFORM"


class StartError(Exception):
    """Raised when the lab cannot start; its text is a sentence for the user.

    Attributes
    ----------
    status : int
        Exit status of the process.
    """

    def __init__(self, sentence: str, status: int = NOT_READY) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that Qt loads.

    Attributes
    ----------
    soname : str
        Name for the dynamic linker; RPM distributions provide it as a capability.
    package : str
        Its package in Debian and Ubuntu.
    """

    soname: str
    package: str


OFFSCREEN = (
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libGL.so.1", "libgl1"),
    Library("libEGL.so.1", "libegl1"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
)
X11 = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0"),
    Library("libwayland-egl.so.1", "libwayland-egl1"),
)


def announce(sentence: str) -> None:
    """Print a progress message on standard error; standard output belongs to the command.

    Programs of Windows without a console have neither.
    """
    if sys.stderr is None:
        return
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def run_visible(command: Sequence[str | Path], **variables: str) -> bool:
    """Run a program with its output on standard error; return whether it succeeded."""
    environment = {**os.environ, **variables}
    words = [str(word) for word in command]
    try:
        finished = subprocess.run(words, env=environment, stdout=sys.stderr.fileno(), check=False)
    except OSError as error:
        announce(f"{words[0]}: {error.strerror}")
        return False
    return finished.returncode == 0


# --- shared libraries ---------------------------------------------------------------------------


def wanted_libraries(variables: Mapping[str, str]) -> tuple[Library, ...]:
    """Return the libraries that Qt needs on Linux in this environment; none elsewhere."""
    if not sys.platform.startswith("linux"):
        return ()
    platform = variables.get(PLATFORM, "").split(":")[0]
    on_x11 = platform == "xcb" or (not platform and bool(variables.get("DISPLAY")))
    if on_x11:
        return OFFSCREEN + X11
    on_wayland = platform.startswith("wayland") or (
        not platform and bool(variables.get("WAYLAND_DISPLAY"))
    )
    return OFFSCREEN + WAYLAND if on_wayland else OFFSCREEN


def missing_libraries(libraries: Sequence[Library]) -> tuple[Library, ...]:
    """Return the libraries that cannot be loaded."""
    return tuple(library for library in libraries if not _loads(library.soname))


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def ensure_libraries(libraries: Sequence[Library]) -> None:
    """Install missing libraries where that is allowed.

    Raises
    ------
    StartError
        If some stay missing; names them and the command that installs them.
    """
    missing = missing_libraries(libraries)
    if missing and may_use_apt():
        announce(
            f"Nabla Lab installs the system libraries that Qt needs here ({NO_APT}=1 forbids it): "
            + " ".join(library.package for library in missing)
        )
        apt_install([library.package for library in missing])
        missing = missing_libraries(missing)
    if missing:
        names = ", ".join(library.soname for library in missing)
        raise StartError(
            f"expected the shared libraries that Qt needs, got no {names}; {_advice(missing)}"
        )


def _advice(missing: Sequence[Library]) -> str:
    """Return advice with this distribution's command that installs the libraries."""
    if shutil.which("apt-get"):
        return "run: " + apt_command([library.package for library in missing])
    capabilities = " ".join(f"'{library.soname}()(64bit)'" for library in missing)
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            return f"run: {_sudo()}{manager} install {capabilities}"
    return "install them with the system's package manager"


# --- apt-get ------------------------------------------------------------------------------------


def may_use_apt() -> bool:
    """Return whether packages may be installed unasked: root, apt-get, and not forbidden."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and os.environ.get(NO_APT) != "1" and shutil.which("apt-get") is not None


def apt_command(packages: Sequence[str]) -> str:
    """Return the command line that installs packages."""
    return f"{_sudo()}apt-get install -y --no-install-recommends {' '.join(packages)}"


def apt_install(packages: Sequence[str]) -> bool:
    """Install packages as root; return whether it succeeded."""
    run_visible(["apt-get", "update", "-q"])
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return run_visible(command, DEBIAN_FRONTEND="noninteractive")


def _sudo() -> str:
    return "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "


# --- screen -------------------------------------------------------------------------------------


def check_screen_named(variables: Mapping[str, str]) -> None:
    """Reject an environment that names no screen: Qt would abort.

    Raises
    ------
    StartError
        On Linux, if no variable names a screen.
    """
    platform = variables.get(PLATFORM, "").split(":")[0]
    drawn_elsewhere = bool(platform) and platform not in ("xcb", "wayland", "wayland-egl")
    on_wayland = platform != "xcb" and bool(variables.get("WAYLAND_DISPLAY"))
    named = on_wayland or bool(variables.get("DISPLAY"))
    if sys.platform.startswith("linux") and not (drawn_elsewhere or named):
        raise _no_screen("neither DISPLAY nor WAYLAND_DISPLAY is set")


def check_screen_answers(variables: Mapping[str, str]) -> None:
    """Reject a screen whose server cannot be reached: Qt would abort.

    Raises
    ------
    StartError
        On Linux, if the X11 or Wayland server of the variables does not answer.
    """
    wanted = wanted_libraries(variables)
    if X11[0] in wanted and not _x11_answers():
        raise _no_screen(f"nobody answers at DISPLAY={variables.get('DISPLAY', '')}")
    if WAYLAND[0] in wanted and not _wayland_answers(variables):
        name = variables.get("WAYLAND_DISPLAY", "")
        raise _no_screen(f"nobody answers at WAYLAND_DISPLAY={name}")


def _no_screen(found: str) -> StartError:
    return StartError(
        f"expected a screen to open the window on, got none ({found}); start it on a desktop, "
        f"or see {program_text('--help')} for the commands that need no screen",
        BAD_INPUT,
    )


def _x11_answers() -> bool:
    """Return whether the X server accepts a connection through libxcb, as Qt makes it."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt reports the missing library
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers(variables: Mapping[str, str]) -> bool:
    folder = variables.get("XDG_RUNTIME_DIR", "")
    address = str(Path(folder) / variables.get("WAYLAND_DISPLAY", "wayland-0"))
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(address)
        except OSError:
            return False
    return True
