"""Recovery copies of the document, kept while a window is open and found after a crash."""

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
    """Return the parent folder of all windows' recovery folders."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen) / "recovery"
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "nabla-lab" / "recovery"


class RecoveryFolder:
    """Recovery folder of one window: locked while it is open, removed when it closes normally.

    Parameters
    ----------
    root : Path
        Created if missing; if that fails, no copies are kept (`usable` is False).
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
        """Path of the copy of the document."""
        return self._folder / COPY

    def forget(self) -> None:
        """Remove the copy, once changes are saved or discarded."""
        for left in (self.copy, self.copy.with_name(COPY + "~")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder, when the window closes normally."""
        self._lock.unlock()
        shutil.rmtree(self._folder, ignore_errors=True)


def orphans(root: Path) -> list[Path]:
    """Return the copies of crashed windows, the newest first; remove empty folders of theirs."""
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
    """Remove a copy and its folder."""
    shutil.rmtree(copy.parent, ignore_errors=True)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / LOCK))
    # a lock is stale only if its process has ended, never by age
    lock.setStaleLockTime(0)
    return lock
