"""Migrations of documents from older schema versions, one version at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from engine.documents.container import damaged
from engine.errors import DocumentError

SCHEMA = 1
"""Current schema version; a change of schema needs a new number, a migration and a golden file."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: dict[int, Migration] = {}
"""Conversion to the next version, by the version of a document."""


class _Header(msgspec.Struct):
    schema: int


def migrated(text: bytes) -> bytes:
    """Return the JSON of a document in the current schema version.

    Raises
    ------
    DocumentError
        If a newer version wrote it, or it is no document.
    """
    try:
        schema = msgspec.json.decode(text, type=_Header).schema
        if schema > SCHEMA:
            raise DocumentError(
                "expected a document of form {known} or older, got one of form {found}; open it "
                "with a newer Nabla Lab",
                known=SCHEMA,
                found=schema,
            )
        if schema == SCHEMA:
            return text
        content = msgspec.json.decode(text, type=dict[str, Any])
        while content["schema"] != SCHEMA:
            content = MIGRATIONS[content["schema"]](content)
        return msgspec.json.encode(content, order="sorted")
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, KeyError) as error:
        raise damaged(str(error)[:120]) from None
