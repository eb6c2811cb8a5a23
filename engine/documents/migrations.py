"""From older forms of a document to the present one, one number at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from engine.documents.container import damaged
from engine.errors import DocumentError

SCHEMA = 1
"""Number of the present form; whoever changes a form adds one, a migration, a golden file."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: dict[int, Migration] = {}
"""By the number that a document has: what makes the next form of it."""


class _Header(msgspec.Struct):
    schema: int


def migrated(text: bytes) -> bytes:
    """Return the JSON of a document in its present form.

    Raises
    ------
    DocumentError
        If a newer program wrote it, or it is no document.
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
