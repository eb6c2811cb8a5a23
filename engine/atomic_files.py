"""Writing of files, whole or not at all: every writer of the program uses `write_atomically`."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from pathlib import Path

from engine.errors import StorageError
from engine.snapshots import Message

PART = ".part"
"""Suffix of temporary files during a write."""

LEFT_S = 3_600
"""Age in seconds at which a temporary file counts as left behind by a killed process."""

KINDS = (
    (stat.S_ISFIFO, Message("a pipe")),
    (stat.S_ISSOCK, Message("a socket")),
    (stat.S_ISCHR, Message("a device")),
    (stat.S_ISBLK, Message("a device")),
)
"""Other things than files that may stand at a path, by their mode."""


def check_writable(path: Path) -> None:
    """Raise if a file cannot be written, before any work is done.

    Raises
    ------
    StorageError
        If the folder is missing, nothing can be written into it, or something stands there that
        cannot be replaced: a pipe, a device, a read-only file, a file of another user.
    """
    target = _target(path)
    try:
        before = _status(path)
        _check_replaceable(path, before)
        temporary = _temporary(target)
        os.close(_opened(temporary, before))
        temporary.unlink()
    except OSError as error:
        raise _not_written(path, error) from None


def write_atomically(path: Path, content: bytes, *, checked: bool = False) -> None:
    """Replace a file's content atomically.

    A link stays, and the file that it names is replaced. A file that was there keeps its
    permissions and its owner; a new one gets those of any new file of this user.

    Parameters
    ----------
    checked : bool
        Whether the content is read back and compared before it replaces the file.

    Raises
    ------
    StorageError
        If it cannot be written; no partial file remains.
    """
    target = _target(path)
    _sweep(target)
    temporary = _temporary(target)
    try:
        before = _status(path)
        _check_replaceable(path, before)
        with os.fdopen(_opened(temporary, before), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if checked and temporary.read_bytes() != content:
            raise OSError(0, "what was written does not read back")
        os.replace(temporary, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _not_written(path, error) from None


def _target(path: Path) -> Path:
    """Return the file that a path names, behind all links.

    Raises
    ------
    StorageError
        If it is a folder or lies in none.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir() or not target.parent.is_dir():
        raise StorageError(
            "expected a file in an existing folder, got {path}; choose another name", path=path
        )
    return target


def _status(path: Path) -> os.stat_result | None:
    """Return the status of the file behind all links, None if there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _check_replaceable(path: Path, before: os.stat_result | None) -> None:
    if before is None:
        return
    found = next((name for is_kind, name in KINDS if is_kind(before.st_mode)), None)
    if found is None and not os.access(path, os.W_OK):
        found = Message("one that is read-only")
    elif found is None and hasattr(os, "geteuid") and os.geteuid() not in (0, before.st_uid):
        found = Message("one of another user")
    if found is not None:
        raise StorageError(
            "expected a file that may be replaced, got {found} at {path}; choose another name",
            found=found,
            path=path,
        )


def _temporary(target: Path) -> Path:
    """Return the name of a new file beside another one; as long names as possible are kept."""
    return target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}{PART}")


def _opened(temporary: Path, before: os.stat_result | None) -> int:
    """Make an empty file with the permissions and the owner of the one before; return it open."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    if before is None or not hasattr(os, "fchown"):
        return os.open(temporary, flags, 0o666)
    # nobody else may open it before it has its permissions
    file = os.open(temporary, flags, 0o600)
    try:
        os.fchmod(file, _kept_mode(file, before))
    except BaseException:
        os.close(file)
        raise
    return file


def _kept_mode(file: int, before: os.stat_result) -> int:
    """Give a file its owner and its group; return the permissions that it may have."""
    mode = stat.S_IMODE(before.st_mode)
    made = os.fstat(file)
    if (made.st_uid, made.st_gid) == (before.st_uid, before.st_gid):
        return mode
    try:
        os.fchown(file, before.st_uid, before.st_gid)
    except PermissionError:
        # a group that this user is not in: the rights of one group are not given to another
        return mode & ~stat.S_IRWXG
    return mode


def _sweep(target: Path) -> None:
    """Remove temporary files that a killed process left behind while writing this file."""
    with contextlib.suppress(OSError):
        for left in target.parent.iterdir():
            ours = left.name.startswith(f".{target.name[:80]}.") and left.name.endswith(PART)
            if ours and time.time() - left.stat().st_mtime > LEFT_S:
                left.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> StorageError:
    return StorageError(
        "{path} cannot be written ({reason}); choose another folder or free some space",
        path=path,
        reason=error.strerror or "unknown reason",
    )


class AppendedFile:
    """A file that grows by whole pieces, each on the disk before `append` returns.

    Only one process at a time can hold it open, where the system has such locks.

    Parameters
    ----------
    path : Path
        Made if it is missing; else nothing in it is changed.

    Raises
    ------
    StorageError
        If it cannot be written, or another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        target = _target(path)
        try:
            _check_replaceable(path, _status(path))
            self._file = target.open("ab")
        except OSError as error:
            raise _not_written(path, error) from None
        if not _locked(self._file.fileno()):
            self._file.close()
            raise StorageError(
                "expected a file that nothing else writes, got {path}, which another process "
                "holds; stop that one, or choose another name",
                path=path,
            )

    def cut(self, length: int) -> None:
        """Cut off what follows the first `length` bytes, torn by a killed process.

        Raises
        ------
        StorageError
        """
        try:
            self._file.truncate(length)
        except OSError as error:
            raise _not_written(self._path, error) from None

    def append(self, content: bytes) -> None:
        """Write a piece at the end.

        Raises
        ------
        StorageError
            If it cannot be written; a part of it may then stand at the end of the file.
        """
        try:
            self._file.write(content)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _not_written(self._path, error) from None

    def close(self) -> None:
        """Close the file; another process may open it then."""
        with contextlib.suppress(OSError):
            self._file.close()


def _locked(file: int) -> bool:
    """Lock an open file for this process alone; return whether nobody else holds it."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # a file system without locks
        return True
    return True
