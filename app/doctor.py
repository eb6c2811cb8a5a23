"""Can the lab run here, and if not, what helps? Checks that need no Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import (
    DEPENDENCIES,
    ENVIRONMENT,
    installed_version,
    is_inside,
    is_outdated,
    missing_modules,
    unfit_versions,
)
from app.machine import (
    StartError,
    apt_command,
    check_screen_answers,
    check_screen_named,
    missing_libraries,
    wanted_libraries,
)
from app.preflight import check_qt
from engine.cache import FOLDER_VARIABLE, prepare_cache
from engine.errors import EngineError


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    ok : bool
        Whether the lab can run as far as this goes.
    advice : str
        What to do, empty where nothing is needed.
    """

    check: str
    ok: bool
    found: str
    advice: str = ""


def examine() -> tuple[Finding, ...]:
    """Make every check, in the order of CHECKS; none of them raises."""
    return tuple(check() for check in CHECKS)


def can_run(findings: tuple[Finding, ...]) -> bool:
    """Whether nothing that was found prevents the lab from running."""
    return all(finding.ok for finding in findings)


# --- the frame ------------------------------------------------------------------------------


def _python() -> Finding:
    return Finding("Python", True, f"{sys.version.split()[0]} in {sys.prefix}")


def _environment() -> Finding:
    if not is_inside():
        return Finding("environment", True, "libraries of this Python, no .venv")
    advice = "start main.py again, which brings it up to date" if is_outdated() else ""
    return Finding("environment", True, str(ENVIRONMENT), advice)


def _libraries() -> Finding:
    wrong = [f"no {module}" for module in missing_modules(DEPENDENCIES)]
    wrong += unfit_versions(DEPENDENCIES)
    if wrong:
        advice = "unset NABLA_NO_BOOTSTRAP and run python3 main.py, which installs them"
        return Finding("libraries", False, ", ".join(wrong), advice)
    names = [each.distribution for each in DEPENDENCIES]
    return Finding(
        "libraries", True, ", ".join(f"{name} {installed_version(name)}" for name in names)
    )


def _qt() -> Finding:
    found = f"PySide6 {installed_version('PySide6-Essentials')}"
    try:
        check_qt()
    except StartError as error:
        return Finding("Qt", False, found, str(error))
    return Finding("Qt", True, found)


def _system_libraries() -> Finding:
    missing = missing_libraries(wanted_libraries(os.environ))
    if not missing:
        return Finding("system", True, "every shared library that Qt needs")
    names = ", ".join(library.soname for library in missing)
    packages = [library.package for library in missing]
    return Finding("system", False, f"no {names}", f"on Debian and Ubuntu: {apt_command(packages)}")


def _screen() -> Finding:
    """Without a screen the lab still computes: the window alone cannot open."""
    try:
        check_screen_named(os.environ)
        check_screen_answers(os.environ)
    except StartError as error:
        return Finding("screen", True, "none", str(error))
    named = [
        name for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY") if name in os.environ
    ]
    return Finding(
        "screen", True, f"{named[0]}={os.environ[named[0]]}" if named else "there is one"
    )


# --- the engine -----------------------------------------------------------------------------


def _cache() -> Finding:
    state = prepare_cache()
    found = str(state.folder)
    if state.repaired:
        found += f" ({state.repaired} damaged files removed)"
    if state.kept:
        return Finding("cache", True, found)
    advice = f"kernels are compiled at every start; make it writable, or set {FOLDER_VARIABLE}"
    return Finding("cache", True, state.reason or found, advice)


def _kernels() -> Finding:
    from engine.kernels.jit import JIT_AVAILABLE

    found = "compiled" if JIT_AVAILABLE else "plain Python"
    advice = "" if JIT_AVAILABLE else "training is slow; unset NABLA_NO_NUMBA if it is set"
    return Finding("kernels", True, found, advice)


def _training() -> Finding:
    """Train a tiny network: the whole path from kernels to numbers."""
    import numpy as np

    from engine.data.examples import Examples
    from engine.settings import TrainingSettings
    from engine.training import Trainer

    examples = Examples(np.eye(10, dtype=np.float32), np.arange(10, dtype=np.uint8))
    settings = TrainingSettings.from_values({"layers": "10-8-10", "batch": 5, "epochs": 2})
    try:
        trained = Trainer(settings, examples).train(2)
    except (EngineError, ImportError, OSError, RuntimeError) as error:
        advice = "set NABLA_NO_NUMBA=1 to run without compiled kernels"
        return Finding("training", False, " ".join(str(error).split())[:120], advice)
    return Finding("training", trained == 2, f"{trained} mini-batches of a tiny network")


def _weights() -> Finding:
    from engine.recognition import load_reader

    try:
        reader = load_reader()
    except EngineError as error:
        return Finding("weights", False, str(error), "get the project's files again")
    return Finding("weights", True, f"ready-made network {reader.network.specification}")


def _data() -> Finding:
    from engine.data.mnist import find_mnist, search_path

    folder: Path | None = find_mnist()
    if folder is not None:
        return Finding("data", True, f"built-in digits; MNIST in {folder}")
    looked = ", ".join(map(str, search_path()))
    advice = f"no MNIST in {looked}; `data get mnist` downloads it"
    return Finding("data", True, "built-in digits", advice)


CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _environment,
    _libraries,
    _qt,
    _system_libraries,
    _screen,
    _cache,
    _kernels,
    _training,
    _weights,
    _data,
)
