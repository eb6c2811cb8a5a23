"""Journal of a search: a line of JSON for the search, then one for each trial that ended.

A trial is in it or it is not: each line is on the disk before the next trial is counted. Only
the last line can be torn, by a kill or a full disk; it is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.atomic_files import AppendedFile
from engine.errors import EngineError, StorageError
from engine.search.plan import VERSION, SearchPlan
from engine.search.trial import TrialResult

HEAD = "nabla_search"
"""First key of the first line, by which a journal is known."""

LARGEST = 256 * 2**20
"""Size in bytes beyond which a file is no journal."""


@dataclass(frozen=True, slots=True)
class JournalContent:
    """A journal as it was read.

    Attributes
    ----------
    plan : SearchPlan
    fingerprint : str
        Of the training data, see `engine.data.fingerprint`.
    results : dict of TrialResult
        By number, in ascending order.
    whole : int
        Bytes of whole lines; what follows is torn.
    """

    plan: SearchPlan
    fingerprint: str
    results: dict[int, TrialResult]
    whole: int


def read_journal(path: Path) -> JournalContent | None:
    """Read a journal; None if the file is missing, empty, or was torn in its first line.

    Raises
    ------
    StorageError
        If it is no journal, or damaged before its last line.
    """
    try:
        if not path.exists():
            return None
        if path.stat().st_size > LARGEST:
            raise _no_journal(path)
        content = path.read_bytes()
    except OSError as error:
        raise StorageError(
            "{path} cannot be read ({reason}); choose another journal",
            path=path,
            reason=error.strerror or "unknown reason",
        ) from None
    head, end, rest = content.partition(b"\n")
    if not end:
        if not head or head.startswith(_beginning()[: len(head)]):
            return None
        raise _no_journal(path)
    plan, fingerprint = _head(path, head)
    results, whole = _results(path, rest)
    return JournalContent(plan, fingerprint, results, len(head) + 1 + whole)


def _beginning() -> bytes:
    return json.dumps({HEAD: VERSION}).rstrip("}").encode()


def _head(path: Path, line: bytes) -> tuple[SearchPlan, str]:
    record = _decoded(line)
    if record is None or HEAD not in record:
        raise _no_journal(path)
    if record[HEAD] != VERSION:
        raise StorageError(
            "expected a journal of version {version}, got version {found} at {path}; read it with "
            "the lab that wrote it, or choose another journal",
            version=VERSION,
            found=record[HEAD],
            path=path,
        )
    try:
        return SearchPlan.from_record(record["plan"]), str(record["fingerprint"])
    except (EngineError, KeyError, TypeError):
        raise _no_journal(path) from None


def _results(path: Path, content: bytes) -> tuple[dict[int, TrialResult], int]:
    """Return the results by number, and the bytes of whole lines."""
    found: dict[int, TrialResult] = {}
    lines, whole = content.split(b"\n"), 0
    torn = lines.pop()
    for number, line in enumerate(lines, start=2):
        result = _result(line)
        if result is None and (torn or number < len(lines) + 1):
            raise StorageError(
                "expected a trial in line {line} of {path}, got something damaged; mend that "
                "line, or choose another journal",
                line=number,
                path=path,
            )
        if result is None:
            break
        # the first one counts: a trial that was journalled twice is the same, bit for bit
        found.setdefault(result.number, result)
        whole += len(line) + 1
    return dict(sorted(found.items())), whole


def _result(line: bytes) -> TrialResult | None:
    record = _decoded(line)
    try:
        return None if record is None else TrialResult.from_record(record)
    except StorageError:
        return None


def _decoded(line: bytes) -> Mapping[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _no_journal(path: Path) -> StorageError:
    return StorageError(
        "expected the journal of a search at {path}, got another file; choose another name",
        path=path,
    )


class Journal:
    """A journal that is open for results.

    Parameters
    ----------
    path : Path
    plan : SearchPlan
        Of a new journal; that of one that is there must be the same search.

    Attributes
    ----------
    results : dict of TrialResult
        Trials that were journalled before, by number.

    Raises
    ------
    StorageError
        If it belongs to another search, is damaged, in use, or cannot be written.
    """

    def __init__(self, path: Path, plan: SearchPlan) -> None:
        self.path = path
        self._plan = plan
        self._file = AppendedFile(path)
        try:
            before = read_journal(path)
            if before is not None:
                _check_same(path, before.plan, plan)
            self._file.cut(0 if before is None else before.whole)
        except StorageError:
            self._file.close()
            raise
        self.results = {} if before is None else before.results
        self._fingerprint = None if before is None else before.fingerprint

    def begin(self, fingerprint: str) -> None:
        """Write the first line, or compare the data with those of the first line.

        Raises
        ------
        StorageError
            If the search was begun on other data, or the file cannot be written.
        """
        if self._fingerprint is None:
            self._append(
                {HEAD: VERSION, "plan": self._plan.as_record(), "fingerprint": fingerprint}
            )
            self._fingerprint = fingerprint
        elif self._fingerprint != fingerprint:
            raise StorageError(
                "expected the data that the search in {path} was begun on, got other examples in "
                "{name}; choose those data, or another journal",
                path=self.path,
                name=self._plan.data.name,
            )

    def add(self, result: TrialResult) -> None:
        """Write a result; it is on the disk when this returns.

        Raises
        ------
        StorageError
            If the file cannot be written.
        """
        self._append(result.as_record())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _append(self, record: Mapping[str, Any]) -> None:
        self._file.append(json.dumps(record, allow_nan=False).encode() + b"\n")


MAY_DIFFER = ("trials",)
"""Fields of a plan that a search may go on with: more trials only lengthen it."""


def _check_same(path: Path, before: SearchPlan, plan: SearchPlan) -> None:
    old, new = before.as_record(), plan.as_record()
    old["data"], new["data"] = ({**each["data"], "folder": ""} for each in (old, new))
    differing = [name for name in old if name not in MAY_DIFFER and old[name] != new[name]]
    if differing:
        raise StorageError(
            "expected the journal of this search at {path}, got one with another {differing}; "
            "choose another journal, or leave the options out to go on with that search",
            path=path,
            differing=", ".join(differing),
        )
