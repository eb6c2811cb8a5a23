"""Download of files with known hashes: mirrors, progress, resume, cancel."""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import ssl
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from engine.data.files.mnist import MNIST_FILES, MnistFile
from engine.errors import DataError, StorageError

LOG = logging.getLogger(__name__)
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
PIECE = 64 * 1024
TIMEOUT_S = 20
SLACK = 64 * 1024
"""Bytes by which a gzipped file may exceed its content; a longer response is cut off."""
RANGE_NOT_SATISFIABLE = 416
PARTIAL_CONTENT = 206

Progress = Callable[[int, int], None]
"""(bytes of content so far, bytes in all)"""

_OFFLINE = (
    urllib.error.URLError,
    HTTPException,
    TimeoutError,
    ConnectionError,
    ssl.SSLError,
    ValueError,
)


def never() -> bool:
    """Never cancel."""
    return False


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One file to download, with its target, progress report and cancel check."""

    file: MnistFile
    target: Path
    report: Callable[[float], None]
    cancelled: Callable[[], bool]

    @property
    def partial(self) -> Path:
        """Path of the partial download, kept when the connection breaks."""
        return self.target.with_name(self.target.name + ".part")

    def complete(self) -> bool:
        """Move the partial file to its place if it has the right content."""
        if not has_content(self.partial, self.file):
            return False
        os.replace(self.partial, self.target)
        return True


def download_mnist(
    folder: Path,
    *,
    mirrors: Sequence[str] = MIRRORS,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    files: Sequence[MnistFile] = MNIST_FILES,
) -> None:
    """Download the four files of MNIST into a folder; complete files are kept.

    Parameters
    ----------
    mirrors : sequence of str
        Addresses that end in a slash, tried in turn.
    cancelled : callable
        Called between blocks; a partial download is kept and resumed next time.

    Raises
    ------
    DataError
        If no mirror delivers the right files, or it was cancelled.
    StorageError
        If the folder cannot be written.
    """
    total = sum(file.size for file in files)
    done = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:

            def report(share: float, before: int = done, size: int = file.size) -> None:
                progress(before + int(share * size), total)

            task = _Task(file, folder / f"{file.name}.gz", report, cancelled)
            if not has_content(task.target, file):
                _from_any(task, mirrors)
            done += file.size
            progress(done, total)
    except OSError as error:
        raise StorageError(
            "expected a folder that can be written, got {folder} ({reason}); choose another one "
            "with --data-dir",
            folder=folder,
            reason=error.strerror or "unknown reason",
        ) from None


def has_content(path: Path, file: MnistFile) -> bool:
    """Return whether a gzipped file has the expected content.

    Servers compress differently, so the hash is that of the content; decompression stops
    soon after the expected size.
    """
    found, size = hashlib.sha256(), 0
    try:
        with gzip.open(path) as content:
            while size <= file.size and (piece := content.read(PIECE)):
                found.update(piece)
                size += len(piece)
    except (OSError, EOFError, zlib.error):
        return False
    return found.hexdigest() == file.sha256


def _from_any(task: _Task, mirrors: Sequence[str]) -> None:
    reasons = []
    for mirror in mirrors:
        try:
            if _from_one(task, f"{mirror}{task.target.name}"):
                return
            reasons.append("the file that came has another content than expected")
        except _OFFLINE as error:
            LOG.info("%s: %s", mirror, error)
            reasons.append(str(getattr(error, "reason", error)))
    raise DataError(
        "expected {name} from one of {count} servers, got none ({reasons}); check the network "
        "connection and try again, or put the files into {folder}",
        name=task.target.name,
        count=len(mirrors),
        reasons="; ".join(dict.fromkeys(reasons)),
        folder=task.target.parent,
    )


def _from_one(task: _Task, address: str) -> bool:
    """Download from one mirror; start over if an earlier partial download does not fit."""
    resumed = task.partial.exists() and task.partial.stat().st_size > 0
    if resumed and task.complete():
        return True
    try:
        _fetch(task, address)
    except urllib.error.HTTPError as error:
        # the partial file is longer than the file itself
        if not resumed or error.code != RANGE_NOT_SATISFIABLE:
            raise
    if task.complete():
        return True
    task.partial.unlink(missing_ok=True)
    if not resumed:
        return False
    _fetch(task, address)
    if task.complete():
        return True
    task.partial.unlink(missing_ok=True)
    return False


def _fetch(task: _Task, address: str) -> None:
    """Download one file, resuming an earlier partial download."""
    have = task.partial.stat().st_size if task.partial.exists() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        resumed = response.status == PARTIAL_CONTENT
        have = have if resumed else 0
        length = response.headers.get("Content-Length")
        total = have + (int(length) if length else task.file.size)
        with task.partial.open("ab" if resumed else "wb") as out:
            _copy(task, response, out, have, total)
        if length and task.partial.stat().st_size < min(total, task.file.size):
            raise ConnectionError("the connection was cut off; what came is kept")


def _copy(task: _Task, response: Any, out: Any, have: int, total: int) -> None:
    while piece := response.read(PIECE):
        have += len(piece)
        if have > task.file.size + SLACK:
            break
        out.write(piece)
        task.report(min(1.0, have / max(total, 1)))
        if task.cancelled():
            raise DataError(
                "expected to finish the download of {name}, got cancelled; start it again to go on",
                name=task.target.name,
            )
