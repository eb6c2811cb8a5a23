"""Migrations of documents from older schema versions, one version at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from engine.documents.container import damaged
from engine.errors import DocumentError

SCHEMA = 5
"""Current schema version; a change of schema needs a new number, a migration and a golden file."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]

ADAPTIVE = {"rho": 0.9, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
"""Training settings that came with version 2, as they were then by default."""


EXPANSION = {"expand": "none"}
"""Training settings that came with version 3."""


def _with_settings(schema: int, added: dict[str, Any]) -> Migration:
    """Return a migration to a version that adds to all settings of training."""

    def completed(part: Any) -> Any:
        if isinstance(part, list):
            return [completed(each) for each in part]
        if not isinstance(part, dict):
            return part
        more = added if {"optimiser", "momentum"} <= part.keys() else {}
        return {**more, **{name: completed(each) for name, each in part.items()}}

    return lambda content: {**completed(content), "schema": schema}


MIGRATIONS: dict[int, Migration] = {
    1: _with_settings(2, ADAPTIVE),
    2: _with_settings(3, EXPANSION),
    3: lambda content: {**content, "score": None, "schema": 4},
    4: lambda content: {**content, "schema": 5},
}
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
