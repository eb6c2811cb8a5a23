"""Disk cache for the machine code of the kernels, in the user's cache folder.

Numba does not notice that a function changed in another file, and fails at every start on a
truncated file. So the folder's name is a hash of all sources and versions, and the files'
hashes are compared with a list of known good ones before Numba reads them.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.util
import json
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from engine.atomic_files import write_atomically
from engine.errors import StorageError

LOG = logging.getLogger(__name__)

SOURCES = Path(__file__).resolve().parents[1] / "kernels"
"""Sources of the machine code: kernels import nothing else of the engine (tested)."""

PACKAGES = ("numba", "llvmlite", "numpy")
FOLDER_VARIABLE = "NABLA_CACHE"
"""Environment variable with another folder for all caches."""

NUMBA_VARIABLE = "NUMBA_CACHE_DIR"
BYPASS_VARIABLE = "NABLA_NO_NUMBA"
"""Environment variable; 1 makes kernels run as plain Python, see `engine.kernels.jit`."""

SEAL = "seal.json"
"""Name of the list of files and their hashes."""

FIRST_BYTE, LAST_BYTE = b"\x80", b"."
"""First and last byte of Numba's files, which are pickles, unless truncated."""

BYPASS = "bypass"
"""Name of the marker file: Numba failed even with an empty cache."""

BYPASS_S = 24 * 3600
"""Validity of the marker in seconds."""

OLD_S = 30 * 24 * 3600
"""Age since the last use, in seconds, at which folders of other sources are removed."""


@dataclass(frozen=True, slots=True)
class CacheState:
    """State of the machine code's cache in this process.

    Attributes
    ----------
    folder : Path
        Cache folder of Numba.
    kept : bool
        Whether the cache is persistent; otherwise it is a temporary folder.
    repaired : int
        Number of damaged files that were removed.
    reason : str
        Reason why the cache is not persistent; empty if it is.
    bypassed : bool
        Whether kernels run as plain Python, because Numba failed even with an empty cache.
    """

    folder: Path
    kept: bool
    repaired: int = 0
    reason: str = ""
    bypassed: bool = False


def prepare_cache() -> CacheState:
    """Choose and check the cache folder, and pass it to Numba by environment variable.

    Call before Numba is imported. Never fails: if no folder is writable, machine code is kept
    for this process only.
    """
    chosen = os.environ.get(NUMBA_VARIABLE)
    if chosen:
        return _state(Path(chosen), "")
    root = cache_root()
    folder = root / cache_key()
    reason = _claim(root, folder)
    if reason:
        LOG.warning("machine code is not kept: %s", reason)
        folder = Path(tempfile.mkdtemp(prefix="nabla-lab-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    else:
        _drop_old(root, folder)
    os.environ[NUMBA_VARIABLE] = str(folder)
    return _state(folder, reason)


def _state(folder: Path, reason: str) -> CacheState:
    repaired = remove_damaged(folder)
    bypassed = is_bypassed(folder)
    if bypassed:
        os.environ[BYPASS_VARIABLE] = "1"
    if not reason:
        atexit.register(seal, folder)
    return CacheState(folder, not reason, repaired, reason, bypassed)


def cache_root() -> Path:
    """Return the parent of the cache folders, one for each state of the sources."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return (Path(chosen) if chosen else user_cache_path("nabla-lab", appauthor=False)) / "numba"


def cache_key(sources: Path = SOURCES) -> str:
    """Return a hash of all sources of kernels and of the versions that compile them.

    Parameters
    ----------
    sources : Path
        Folder whose Python files are read.

    Returns
    -------
    key : str
        16 hexadecimal digits.
    """
    digest = hashlib.sha256("\n".join([sys.version, *compiler_versions()]).encode())
    for path in sorted(sources.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(sources).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def compiler_versions() -> list[str]:
    """Return names and versions of the packages of the compiler: ``["numba-0.68.1", …]``."""
    found = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            # from the folder's name: importing importlib.metadata takes longer than the rest
            installed = Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info")
            found += sorted(path.stem for path in installed) or [_version(package)]
    return found


def _version(package: str) -> str:
    from importlib import metadata

    with suppress(metadata.PackageNotFoundError):
        return f"{package}-{metadata.version(package)}"
    return package


def wipe(folder: Path) -> None:
    """Empty a cache folder, ignoring what cannot be removed."""
    for path in list(folder.glob("*")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def bypass(folder: Path) -> None:
    """Run kernels as plain Python from the next start on, for a day or until sources change."""
    with suppress(OSError):
        (folder / BYPASS).touch()


def is_bypassed(folder: Path) -> bool:
    """Return whether a valid marker of `bypass` exists."""
    with suppress(OSError):
        return time.time() - (folder / BYPASS).stat().st_mtime < BYPASS_S
    return False


# --- sound or damaged ---------------------------------------------------------------------------


def seal(folder: Path) -> None:
    """Write the hashes of a cache's files, by which later damage is detected."""
    with suppress(OSError, StorageError):
        listed = {
            name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in _files(folder)
        }
        write_atomically(folder / SEAL, json.dumps(listed).encode())


def remove_damaged(folder: Path) -> int:
    """Remove the files of functions that differ from their seal; return the number of files.

    A file without a seal (another process is writing it, or was killed) counts as sound if it
    is not truncated.
    """
    listed = _read_seal(folder)
    found = list(_files(folder))
    damaged = {_function(path) for name, path in found if not _is_sound(path, listed.get(name))}
    removed = 0
    for _, path in found:
        if _function(path) in damaged:
            with suppress(OSError):
                path.unlink()
                removed += 1
    return removed


def _is_sound(path: Path, sealed: str | None) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if sealed is not None:
        return hashlib.sha256(content).hexdigest() == sealed
    return content.startswith(FIRST_BYTE) and content.endswith(LAST_BYTE)


def _read_seal(folder: Path) -> dict[str, str]:
    try:
        listed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return listed if isinstance(listed, dict) else {}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of Numba's files: per function an index and its machine code."""
    for pattern in ("*.nbi", "*.nbc"):
        for path in folder.rglob(pattern):
            yield path.relative_to(folder).as_posix(), path


def _function(path: Path) -> tuple[Path, str]:
    """Return the common key of one function's files: ``f-1.py311.2.nbc`` → f-1.py311."""
    stem = path.stem
    return path.parent, stem if path.suffix == ".nbi" else stem.rpartition(".")[0]


# --- the folder ---------------------------------------------------------------------------------


def _claim(root: Path, folder: Path) -> str:
    """Create a private writable folder; return the reason for a failure, or ""."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for place in (root, folder):
            place.chmod(0o700)
        if not _is_ours(folder):
            return f"{folder} can be written by others"
        with tempfile.TemporaryFile(dir=folder):
            pass
        os.utime(folder)
    except OSError as error:
        return f"{folder}: {error.strerror}"
    return ""


def _is_ours(folder: Path) -> bool:
    """Return whether only this user can write to a folder, since its content is executed."""
    try:
        status = folder.stat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _drop_old(root: Path, kept: Path) -> None:
    oldest = time.time() - OLD_S
    for folder in root.iterdir():
        with suppress(OSError):
            if folder != kept and folder.is_dir() and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
