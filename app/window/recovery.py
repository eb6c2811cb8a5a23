"""What is left of a window that did not end well: a copy of its document, offered at the start."""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

from app.appearance.settings import FOLDER_VARIABLE

LOCK, COPY = "lock", "copy.nabla"


def recovery_root() -> Path:
    """Return the folder under which every window keeps its copy."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen) / "recovery"
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "nabla-lab" / "recovery"


class RecoveryFolder:
    """One window's own folder: locked while the window lives, gone when it ends well.

    Parameters
    ----------
    root : Path
        Made if it is missing; where that fails nothing is kept.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / uuid.uuid4().hex
        self.usable = False
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True)
            self.usable = True
        self._lock = _lock_of(self._folder)
        self._lock.tryLock(0)

    @property
    def copy(self) -> Path:
        """Where the copy of the document lies."""
        return self._folder / COPY

    def forget(self) -> None:
        """Remove the copy: everything is saved, or meant to be lost."""
        for left in (self.copy, self.copy.with_name(COPY + "~")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder: the window ends well."""
        self._lock.unlock()
        shutil.rmtree(self._folder, ignore_errors=True)


def orphans(root: Path) -> list[Path]:
    """Return the copies of windows that did not end well, the newest first."""
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for folder in root.iterdir():
            lock = _lock_of(folder)
            if not lock.tryLock(0):
                continue
            lock.unlock()
            if (folder / COPY).is_file():
                found.append(folder / COPY)
            else:
                shutil.rmtree(folder, ignore_errors=True)
    return sorted(found, key=lambda copy: copy.stat().st_mtime, reverse=True)


def discard(copy: Path) -> None:
    """Remove a copy that nobody wants, and its folder."""
    shutil.rmtree(copy.parent, ignore_errors=True)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / LOCK))
    # only the end of its program makes a lock stale, never its age
    lock.setStaleLockTime(0)
    return lock
