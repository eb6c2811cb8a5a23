"""Download a file whose hash is known: mirrors, progress, resume, cancel."""

from __future__ import annotations

import gzip
import hashlib
import logging
import os
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Sequence
from http.client import HTTPException
from pathlib import Path

from engine.data.mnist import MNIST_FILES, MnistFile
from engine.errors import DataError, StorageError

LOG = logging.getLogger(__name__)
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
PIECE = 64 * 1024
TIMEOUT_S = 20

Progress = Callable[[int, int], None]
"""(bytes so far, bytes in all)"""


def never() -> bool:
    """Cancel nothing."""
    return False


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


def download_mnist(
    folder: Path,
    *,
    mirrors: Sequence[str] = MIRRORS,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    files: Sequence[MnistFile] = MNIST_FILES,
) -> None:
    """Put the four files of MNIST into a folder; what is there already is kept.

    Parameters
    ----------
    cancelled : callable
        Asked between pieces; what was loaded so far is kept for the next time.

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
            target = folder / f"{file.name}.gz"

            def report(part: float, before: int = done, size: int = file.size) -> None:
                progress(before + int(part * size), total)

            if not target.is_file() or digest(target) != file.sha256:
                _from_any(file, target, mirrors, report, cancelled)
            done += file.size
            progress(done, total)
    except OSError as error:
        raise StorageError(
            "{folder} cannot be written ({reason}); choose another folder with --data-dir",
            folder=folder, reason=error.strerror or "unknown reason",
        ) from None


def digest(path: Path) -> str:
    """Return the SHA-256 of what a gzipped file holds, in hexadecimal; "" if it is damaged."""
    try:
        with gzip.open(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, EOFError, zlib.error):
        return ""


def _from_any(
    file: MnistFile, target: Path, mirrors: Sequence[str], report: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    reasons = []
    partial = target.with_name(target.name + ".part")
    for mirror in mirrors:
        try:
            _fetch(f"{mirror}{target.name}", partial, file.size, report, cancelled)
        except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
            LOG.info("%s: %s", mirror, error)
            reasons.append(str(getattr(error, "reason", error)))
            if getattr(error, "code", 0) == 416:
                # what was kept is longer than the file: begin anew next time
                partial.unlink(missing_ok=True)
            continue
        if digest(partial) == file.sha256:
            os.replace(partial, target)
            return
        partial.unlink()
        reasons.append("the file that came has another content than expected")
    raise DataError(
        "expected {name} from one of {count} servers, got none ({reasons}); check the network "
        "connection and try again, or put the files into {folder}",
        name=target.name, count=len(mirrors), reasons="; ".join(dict.fromkeys(reasons)),
        folder=target.parent,
    )


def _fetch(
    address: str, partial: Path, limit: int, report: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    """Load one file, going on where an earlier try was cut off."""
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={have}-"} if have else {})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        resumed = response.status == 206
        have = have if resumed else 0
        total = have + int(response.headers.get("Content-Length") or limit)
        with partial.open("ab" if resumed else "wb") as out:
            while piece := response.read(PIECE):
                have += len(piece)
                if have > limit:
                    break
                out.write(piece)
                report(min(1.0, have / total))
                if cancelled():
                    raise DataError("the download was cancelled; start it again to go on")
