"""Documents on disk: atomic writes, with a backup of the previous version."""

from __future__ import annotations

import os
from pathlib import Path

from engine.atomic_files import check_writable, write_atomically
from engine.documents.container import MAX_BYTES, damaged, too_large, unpack
from engine.errors import DocumentError


def backup_of(path: Path) -> Path:
    """Return the path of a document's backup."""
    return path.with_name(path.name + "~")


def write_document(path: Path, content: bytes) -> None:
    """Replace a document atomically.

    The previous version, if valid, is kept at `backup_of`.

    Raises
    ------
    DocumentError, StorageError
        If it is damaged, cannot be written, or does not read back.
    """
    unpack(content)
    check_writable(path)
    if path.exists():
        _keep(path)
    write_atomically(path, content, checked=True)


def read_document(path: Path) -> bytes:
    """Return the bytes of a document.

    Raises
    ------
    DocumentError
        If it is missing, unreadable or too large.
    """
    try:
        if not path.is_file():
            raise damaged("there is no such file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(
            "{path} cannot be read ({reason}); check the name and its permissions",
            path=path,
            reason=error.strerror or "unknown reason",
        ) from None
    if len(content) > MAX_BYTES:
        raise too_large()
    return content


def _keep(path: Path) -> None:
    """Keep the present content as the backup; the document itself never disappears."""
    try:
        old = read_document(path)
        unpack(old)
    except DocumentError:
        # do not replace a possibly valid backup by a damaged file
        return
    beside = backup_of(path)
    try:
        spare = path.with_name(f".{path.name}.{os.getpid()}.spare")
        spare.unlink(missing_ok=True)
        # the file behind a link: a second name of the link would show the new content
        os.link(os.path.realpath(path), spare)
        os.replace(spare, beside)
    except OSError:
        write_atomically(beside, old)
