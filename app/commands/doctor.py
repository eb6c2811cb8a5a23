"""`doctor`: checks whether the lab can run here, with advice where it cannot."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.output import Output
from app.launch.bootstrap import installed_version, missing_modules, unfit_versions
from app.launch.dependencies import DEPENDENCIES
from app.launch.machine import (
    StartError,
    apt_command,
    check_screen_answers,
    check_screen_named,
    missing_libraries,
    wanted_libraries,
)
from app.launch.preflight import check_qt
from app.launch.report import system_report, without_home
from engine.compilation.cache import FOLDER_VARIABLE, NUMBA_VARIABLE, cache_root
from engine.data.files.mnist import find_mnist, search_path
from engine.errors import EngineError
from engine.installation import Installation, installation, program_text

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of one check.

    Attributes
    ----------
    ok : bool
        Whether the check passed.
    advice : str
        Recommended action, empty if none is needed.
    """

    check: str
    ok: bool
    found: str
    advice: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `doctor`."""
    parser.add_argument(
        "--report",
        action="store_true",
        help="versions and system too, without the name of your own folder: to be sent on",
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Run all checks; return 0 if the lab can run, else 1."""
    output = Output(options.json)
    findings = [check() for check in CHECKS]
    lines = [_line(finding) for finding in findings]
    if options.report:
        lines = without_home("\n".join([system_report(), "", *lines])).splitlines()
    for line in lines:
        output.line(line)
    output.document([asdict(finding) for finding in findings])
    return 0 if all(finding.ok for finding in findings) else 1


def _line(finding: Finding) -> str:
    mark = "ok  " if finding.ok else "BAD "
    advice = f": {finding.advice}" if finding.advice else ""
    return f"{mark} {finding.check:<10} {finding.found}{advice}"


def _python() -> Finding:
    ok = sys.version_info >= OLDEST_PYTHON
    wanted = ".".join(map(str, OLDEST_PYTHON))
    advice = "" if ok else f"install Python {wanted} or newer"
    return Finding("Python", ok, sys.version.split()[0], advice)


def _libraries() -> Finding:
    missing, unfit = missing_modules(DEPENDENCIES), unfit_versions(DEPENDENCIES)
    if missing or unfit:
        found = ", ".join([*(f"no {module}" for module in missing), *unfit])
        return Finding("libraries", False, found, _library_advice())
    versions = (
        f"{each.distribution} {installed_version(each.distribution)}" for each in DEPENDENCIES
    )
    return Finding("libraries", True, ", ".join(versions))


def _library_advice() -> str:
    if installation() is Installation.CHECKOUT:
        return f"run {program_text()}, which installs them"
    return "install Nabla Lab again"


def _qt() -> Finding:
    try:
        check_qt()
    except StartError as error:
        return Finding("Qt", False, "a version that aborts", str(error))
    missing = missing_libraries(wanted_libraries(os.environ))
    if missing:
        packages = [library.package for library in missing]
        names = ", ".join(library.soname for library in missing)
        return Finding("Qt", False, f"no {names}", f"on Debian run: {apt_command(packages)}")
    return Finding("Qt", True, f"PySide6 {installed_version('PySide6-Essentials')}")


def _screen() -> Finding:
    try:
        check_screen_named(os.environ)
        check_screen_answers(os.environ)
    except StartError:
        advice = "the window needs one; all commands run without"
        return Finding("screen", True, "none", advice)
    return Finding("screen", True, "there is one")


def _kernels() -> Finding:
    from engine.kernels.jit import JIT_AVAILABLE

    found = "compiled" if JIT_AVAILABLE else "switched off"
    advice = "" if JIT_AVAILABLE else "training is slow; install numba, unset NABLA_NO_NUMBA"
    return Finding("kernels", True, found, advice)


def _training() -> Finding:
    """Train a tiny network, as an end-to-end check of the kernels."""
    import numpy as np

    from engine.data.examples import Examples
    from engine.training.settings import TrainingSettings
    from engine.training.trainer import Trainer

    x = np.eye(10, dtype=np.float32)
    settings = TrainingSettings.from_values({"layers": "10-8-10", "batch": 5, "epochs": 2})
    try:
        trainer = Trainer(settings, Examples(x, np.arange(10, dtype=np.uint8)))
        trained = trainer.train(2)
    except (EngineError, ImportError, OSError, RuntimeError) as error:
        advice = "set NABLA_NO_NUMBA=1 to run without compiled kernels"
        return Finding("training", False, " ".join(str(error).split())[:120], advice)
    return Finding("training", trained == 2, f"{trained} mini-batches of a tiny network")


def _weights() -> Finding:
    from engine.recognition.recognition import load_reader

    try:
        reader = load_reader()
    except EngineError as error:
        return Finding("weights", False, str(error), "get the project's files again")
    return Finding("weights", True, f"ready-made network {reader.network.specification}")


def _data() -> Finding:
    there = find_mnist()
    looked = ", ".join(map(str, search_path()))
    return Finding(
        "data",
        True,
        f"built-in digits; MNIST in {there}" if there else "built-in digits",
        "" if there else f"no MNIST in {looked}; `data get mnist` downloads it",
    )


def _cache() -> Finding:
    folder = Path(os.environ.get(NUMBA_VARIABLE) or cache_root())
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        advice = f"kernels are compiled at every start; name another folder in {FOLDER_VARIABLE}"
        return Finding("cache", True, f"{folder}: {error.strerror}", advice)
    return Finding("cache", True, str(folder))


CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _libraries,
    _qt,
    _screen,
    _kernels,
    _training,
    _weights,
    _data,
    _cache,
)
COMMAND = Command("doctor", "say whether the lab can run here", configure, run)
