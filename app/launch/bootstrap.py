"""Creation of `.venv` from the hashed lock, and restart inside it; standard library only.

Two files in `.venv` record its state: UNFINISHED exists while it is being filled, so that an
interrupted installation is redone; STAMP holds the hash of the lock that it was filled from.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from app.launch.dependencies import DEPENDENCIES, EXTRAS, FOR_TESTS, Dependency
from app.launch.machine import (
    StartError,
    announce,
    apt_command,
    apt_install,
    may_use_apt,
    run_visible,
)
from engine.installation import ROOT, Installation, installation

LOCK = ROOT / "requirements.lock"
EXTRAS_LOCK = ROOT / "requirements-extras.lock"
"""Versions of the optional libraries, which only `test` installs unasked."""

ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "nabla-lock"
EXTRAS_STAMP = ENVIRONMENT / "nabla-extras-lock"
UNFINISHED = ENVIRONMENT / "nabla-unfinished"

NO_BOOTSTRAP = "NABLA_NO_BOOTSTRAP"
"""Environment variable; 1 forbids creating `.venv`."""

STARTS = "NABLA_STARTS"
"""Environment variable: number of times the program has restarted itself."""

MOST_STARTS = 2


# --- present state --------------------------------------------------------------------------


def missing_modules(dependencies: Sequence[Dependency]) -> list[str]:
    """Return the modules that this Python cannot find."""
    return [each.module for each in dependencies if importlib.util.find_spec(each.module) is None]


def unfit_versions(dependencies: Sequence[Dependency]) -> list[str]:
    """Return installed distributions outside their version range: ``["numpy 1.26.4"]``."""
    found = [(each, installed_version(each.distribution)) for each in dependencies]
    return [
        f"{each.distribution} {version}"
        for each, version in found
        if version is not None and not each.at_least <= numbers(version) < each.below
    ]


def installed_version(distribution: str) -> str | None:
    """Return the version of a distribution, None if it is not installed."""
    return _installed().get(_plain(distribution))


@cache
def _installed() -> dict[str, str]:
    """Return the version of every installed distribution, read from folder names.

    Ten times faster than `importlib.metadata`, and on the path of every start.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        with contextlib.suppress(OSError):
            for entry in os.listdir(folder or "."):
                if entry.endswith((".dist-info", ".egg-info")):
                    name, _, version = entry.rpartition(".")[0].partition("-")
                    found[_plain(name)] = version.partition("-")[0]
    return found


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def numbers(version: str) -> tuple[int, ...]:
    """Return the leading numeric components of a version: (6, 11) for "6.11.3rc1"."""
    parts = []
    for part in version.split("."):
        if not part.isdigit():
            break
        parts.append(int(part))
    return tuple(parts)


def environment_python() -> Path:
    """Return the path of the Python inside `.venv`."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_inside() -> bool:
    """Return whether this Python is the one of `.venv`."""
    return Path(sys.prefix).resolve() == ENVIRONMENT.resolve()


def is_usable() -> bool:
    """Return whether `.venv` is complete, judged by its files."""
    configured = (ENVIRONMENT / "pyvenv.cfg").is_file() and environment_python().exists()
    return configured and not UNFINISHED.exists()


def is_outdated() -> bool:
    """Return whether the launcher filled `.venv` from another lock."""
    return _differs(STAMP, LOCK)


def _differs(stamp: Path, lock: Path) -> bool:
    """Return whether the launcher installed another version of a lock."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") != _hash_of(lock)


def _hash_of(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


# --- installation ----------------------------------------------------------------------------


def ensure_environment(arguments: Sequence[str], *, tests: bool) -> int | None:
    """Return None if all libraries are present; else create `.venv` and restart inside it.

    Only a checkout has a `.venv`: an installed copy or a bundle lives with the libraries it has.

    Parameters
    ----------
    arguments : sequence of str
        Command-line arguments, passed on to the restart.
    tests : bool
        Whether the libraries of the tests are needed too.

    Returns
    -------
    status : int or None
        Exit status of the restarted program, on Windows, where no process is replaced.

    Raises
    ------
    StartError
        If the environment cannot be created, or creating it is forbidden.
    """
    starts = int(os.environ.pop(STARTS, "0"))
    dependencies = DEPENDENCIES + FOR_TESTS if tests else DEPENDENCIES
    missing = missing_modules(dependencies)
    if installation() is not Installation.CHECKOUT:
        if missing:
            raise _incomplete(missing)
        return None
    fit = not missing and not unfit_versions(DEPENDENCIES)
    if fit and (starts or not (is_inside() and (is_outdated() or UNFINISHED.exists()))):
        return None
    if os.environ.get(NO_BOOTSTRAP) == "1" or starts >= MOST_STARTS:
        if missing:
            raise _missing(missing, forbidden=starts < MOST_STARTS)
        return None
    with _alone():
        if not is_usable():
            _make()
        elif is_outdated() or is_inside():
            _refresh()
    return start_again([ROOT / "main.py", *arguments], starts + 1)


def ensure_extras() -> None:
    """Install the optional libraries into `.venv`; on failure the tests go on without them.

    Does nothing in another Python than that of `.venv`, which belongs to somebody else.
    """
    present = not missing_modules(EXTRAS) and not _differs(EXTRAS_STAMP, EXTRAS_LOCK)
    forbidden = os.environ.get(NO_BOOTSTRAP) == "1" or not is_inside()
    if present or forbidden or not EXTRAS_LOCK.is_file():
        return
    announce(f"Nabla Lab installs the libraries of {EXTRAS_LOCK.name} for its tests …")
    with _alone():
        uv = _find_uv()
        if (uv and _uv_fill(uv, "install", EXTRAS_LOCK)) or _pip_fill(EXTRAS_LOCK):
            EXTRAS_STAMP.write_text(_hash_of(EXTRAS_LOCK), encoding="ascii")
        else:
            announce("that failed; the tests that need them are skipped")


def start_again(words: Sequence[str | Path], starts: int) -> int:
    """Replace this process by the Python of `.venv` with these arguments.

    Returns
    -------
    status : int
        On Windows, where a process cannot be replaced: exit status of the child process.
    """
    command = [str(environment_python()), *map(str, words)]
    variables = {**os.environ, STARTS: str(starts)}
    sys.stderr.flush()
    if os.name != "nt":
        os.execve(command[0], command, variables)
    return subprocess.run(command, env=variables, check=False).returncode


def _missing(missing: Sequence[str], *, forbidden: bool) -> StartError:
    found = f"got no {', '.join(missing)} in {sys.executable}"
    install = shlex.join([sys.executable, "-m", "pip", "install", "-r", str(LOCK)])
    todo = (
        f"unset {NO_BOOTSTRAP}, or run: {install}"
        if forbidden
        else f"delete {ENVIRONMENT} and start again"
    )
    return StartError(f"expected the libraries of {LOCK.name}, {found}; {todo}")


def _incomplete(missing: Sequence[str]) -> StartError:
    """Return the complaint of an installed copy or a bundle, which has no lock to install from."""
    if installation() is Installation.BUNDLE:
        return StartError(
            f"expected a whole bundle of Nabla Lab, got no {', '.join(missing)} in it; get the "
            "bundle again"
        )
    install = shlex.join([sys.executable, "-m", "pip", "install", "--force-reinstall"])
    return StartError(
        f"expected the libraries that Nabla Lab was installed with, got no {', '.join(missing)} in "
        f"{sys.executable}; install the lab again: {install} FOLDER-OF-NABLA-LAB"
    )


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold an exclusive lock, so that only one process creates `.venv`."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with LOCK.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make() -> None:
    announce(
        f"Nabla Lab makes its environment in {ENVIRONMENT} (once, about 500 MB; "
        f"{NO_BOOTSTRAP}=1 forbids it) …"
    )
    uv = _find_uv()
    done = bool(uv) and _clear() and _uv_venv(uv) and _uv_fill(uv, "sync")
    if not done:
        _ensure_pip_can_be_had()
        done = _clear() and run_visible([_base_python(), "-m", "venv", ENVIRONMENT]) and _pip_fill()
    if not done:
        raise StartError(
            f"expected to install the libraries of {LOCK.name}, got the failure printed above; "
            "check the network and the free disk space, then start again"
        )
    _stamp()


def _refresh() -> None:
    """Update a complete `.venv` to the present lock; on failure continue with the old one."""
    uv = _find_uv()
    has_pip = _succeeds([environment_python(), "-c", "import pip"])
    if not uv and not has_pip:
        _make()
        return
    announce(f"Nabla Lab brings {ENVIRONMENT} to the present {LOCK.name} …")
    # additional packages in an environment that a user created are kept
    verb = "sync" if STAMP.is_file() else "install"
    UNFINISHED.touch()
    if (uv and _uv_fill(uv, verb)) or (has_pip and _pip_fill()):
        _stamp()
    else:
        UNFINISHED.unlink()
        announce(f"that failed; the libraries in {ENVIRONMENT} stay as they were")


def _clear() -> bool:
    """Empty `.venv` and mark it as unfinished.

    Raises
    ------
    StartError
        If the project's folder is not writable.
    """
    try:
        if ENVIRONMENT.is_symlink() or ENVIRONMENT.is_file():
            ENVIRONMENT.unlink()
        elif ENVIRONMENT.exists():
            shutil.rmtree(ENVIRONMENT)
        ENVIRONMENT.mkdir()
        UNFINISHED.touch()
    except OSError as error:
        raise StartError(
            f"expected a folder that can be written, got {ROOT} ({error.strerror}); move the "
            f"project, or set {NO_BOOTSTRAP}=1 and start it with a Python that has its libraries"
        ) from None
    return True


def _stamp() -> None:
    STAMP.write_text(_hash_of(LOCK), encoding="ascii")
    UNFINISHED.unlink()


def _base_python() -> str:
    """Return the Python outside all virtual environments."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _find_uv() -> list[str]:
    """Return the command prefix of uv, [] if it is not installed."""
    path = shutil.which("uv")
    if path:
        return [path]
    return [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else []


def _uv_venv(uv: list[str]) -> bool:
    return run_visible([*uv, "venv", "--allow-existing", "--python", _base_python(), ENVIRONMENT])


def _uv_fill(uv: list[str], verb: str, lock: Path = LOCK) -> bool:
    python = environment_python()
    named = [lock] if verb == "sync" else ["-r", lock]
    return run_visible([*uv, "pip", verb, "--require-hashes", "--python", python, *named])


def _pip_fill(lock: Path = LOCK) -> bool:
    options = ["--require-hashes", "--disable-pip-version-check", "--no-input"]
    return run_visible([environment_python(), "-m", "pip", "install", *options, "-r", lock])


def _ensure_pip_can_be_had() -> None:
    """Ensure that venv and ensurepip are available; Debian ships them as a separate package.

    Raises
    ------
    StartError
        If they stay missing; names the command that installs them.
    """
    if _can_make_environments():
        return
    packages = ["python3-venv"]
    if may_use_apt():
        announce("Nabla Lab installs python3-venv (NABLA_NO_APT=1 forbids it) …")
        apt_install(packages)
        if _can_make_environments():
            return
    has_apt = shutil.which("apt-get") is not None
    advice = f"run: {apt_command(packages)}" if has_apt else "install them, or install uv"
    raise StartError(
        f"expected a Python with the modules venv and ensurepip, or uv, got {_base_python()} "
        f"without them; {advice}"
    )


def _can_make_environments() -> bool:
    # in a new process, as this one may have cached that a module is missing
    return _succeeds([_base_python(), "-c", "import venv, ensurepip"])


def _succeeds(command: Sequence[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
