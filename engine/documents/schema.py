"""What the JSON of a document may say: every field, its type and its range."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

from engine.documents.container import Arrays, damaged, pack, unpack
from engine.documents.migrations import SCHEMA, migrated

Count: TypeAlias = Annotated[int, Meta(ge=0, le=10**12)]
Positive: TypeAlias = Annotated[int, Meta(ge=1, le=10**9)]
Name: TypeAlias = Annotated[str, Meta(max_length=200)]
PathText: TypeAlias = Annotated[str, Meta(max_length=4096)]
Number: TypeAlias = Annotated[float, Meta(ge=-1e300, le=1e300)]
Seconds: TypeAlias = Annotated[float, Meta(ge=0, le=1e12)]
Scalar: TypeAlias = bool | int | Number | Annotated[str, Meta(max_length=4096)]
Values: TypeAlias = Annotated[dict[Name, Scalar], Meta(max_length=64)]

MOST_RUNS = 1_000
"""Runs of one list."""


class Strict(Struct, forbid_unknown_fields=True, kw_only=True):
    """What is not declared is refused."""


class OpenRun(Strict):
    """One simulation: a page's own part of the document, in the words of that simulation."""

    id: Name
    simulation: Name
    content: msgspec.Raw


class Document(Strict):
    """A whole document.

    Attributes
    ----------
    schema : int
        Number of this form; see `engine.documents.migrations`.
    view : dict
        How pages were looked at; names are the pages' own.
    """

    schema: Count
    runs: Annotated[list[OpenRun], Meta(max_length=100)]
    view: Values


class SegmentContent(Strict):
    """See `engine.training.states.Segment`."""

    start: Count
    origin: Count
    first_epoch: Count
    size: Positive
    settings: Values
    taught: list[tuple[Count, Positive]]


class WeightEditContent(Strict):
    """See `engine.training.states.WeightEdit`; arrays by their names."""

    step: Count
    places: Name
    values: Name


class DivergenceContent(Strict):
    """See `engine.training.states.Divergence`."""

    step: Count
    eta: Number


class TaughtContent(Strict):
    """Examples that were added by hand; arrays by their names."""

    x: Name
    labels: Name


class RunContent(Strict):
    """See `engine.runs.run.Run`; arrays by their names.

    Attributes
    ----------
    examples, fingerprint : int, str
        Size of the data set that it learns from, and how to know it again.
    frames, epoch_metrics : str
        Rows of the sheets in which key frames and measured epochs stand.
    """

    examples: Positive
    fingerprint: Name
    segments: Annotated[list[SegmentContent], Meta(min_length=1, max_length=100_000)]
    weight_edits: Annotated[list[WeightEditContent], Meta(max_length=100_000)] = msgspec.field(
        name="touches"
    )
    taught: TaughtContent | None
    last_step: Count
    seconds: Seconds
    state: tuple[Count, Count]
    frames: Name
    spacing: Positive
    epoch_metrics: Name = msgspec.field(name="records")
    trace_steps: Name = msgspec.field(name="mark_steps")
    trace_costs: Name = msgspec.field(name="mark_costs")
    divergence: DivergenceContent | None


class MessageContent(Strict):
    """A sentence of the program: its template must be one that documents may hold."""

    template: Name
    fields: Values


class ChangeContent(Strict):
    """See `engine.runs.branches.Change`."""

    step: Count
    message: MessageContent


class BranchContent(Strict):
    """See `engine.runs.branches.Branch`."""

    id: Positive
    parent: Positive | None
    fork_step: Count
    name: MessageContent
    run: RunContent
    settings: Values
    changes: list[ChangeContent]
    data: PathText


class BranchesContent(Strict):
    """See `engine.runs.branches.Branches`."""

    all: Annotated[list[BranchContent], Meta(max_length=MOST_RUNS)]
    active: Count
    group: list[Positive]
    next: Positive


Content = TypeVar("Content", bound=Strict)


def encode(runs: list[tuple[str, str, Strict]], view: dict[str, Any], arrays: Arrays) -> bytes:
    """Return the bytes of a document.

    Parameters
    ----------
    runs : list of (id, simulation, content)

    Raises
    ------
    DocumentError
        If it would be too large.
    """
    encoder = msgspec.json.Encoder(order="sorted")
    opened = [
        OpenRun(id=id_, simulation=kind, content=msgspec.Raw(encoder.encode(content)))
        for id_, kind, content in runs
    ]
    return pack(encoder.encode(Document(schema=SCHEMA, runs=opened, view=view)), arrays)


def decode(content: bytes) -> tuple[Document, dict[str, Any]]:
    """Return a document and its arrays; the parts of its pages are not looked into yet.

    Raises
    ------
    DocumentError
        If it is damaged, too large, of a newer program, or something else.
    """
    text, arrays = unpack(content)
    return read(migrated(text), Document), arrays


def read(text: bytes | msgspec.Raw, kind: type[Content]) -> Content:
    """Return JSON as what it should be.

    Raises
    ------
    DocumentError
        If it says something else.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise damaged(str(error)[:120]) from None
