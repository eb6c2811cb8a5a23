"""Schema of a document's JSON: fields, types and ranges."""

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
"""Most runs in one list."""


class Strict(Struct, forbid_unknown_fields=True, kw_only=True):
    """Base of all structures: unknown fields are refused."""


class OpenRun(Strict):
    """One simulation: a page's part of the document, in that simulation's own schema."""

    id: Name
    simulation: Name
    content: msgspec.Raw


class Document(Strict):
    """A whole document.

    Attributes
    ----------
    schema : int
        Version of the schema; see `engine.documents.migrations`.
    view : dict
        View state of the pages, under their own names.
    score : Raw
        The lecture score; see `engine.scores.document`.
    """

    schema: Count
    runs: Annotated[list[OpenRun], Meta(max_length=100)]
    view: Values
    score: msgspec.Raw


class SegmentContent(Strict):
    """See `engine.training.states.Segment`."""

    start: Count
    origin: Count
    first_epoch: Count
    size: Positive
    settings: Values
    taught: list[tuple[Count, Positive]]


class WeightEditContent(Strict):
    """See `engine.training.states.WeightEdit`; arrays are given by name."""

    step: Count
    places: Name
    values: Name


class DivergenceContent(Strict):
    """See `engine.training.states.Divergence`."""

    step: Count
    eta: Number


class TaughtContent(Strict):
    """Examples added by the user; arrays are given by name."""

    x: Name
    labels: Name


class RunContent(Strict):
    """See `engine.runs.run.Run`; arrays are given by name.

    Attributes
    ----------
    examples, fingerprint : int, str
        Size and fingerprint of the training set.
    state : tuple of int
        Sheet and row of the current state.
    frames, epoch_metrics : str
        Arrays of the sheets and rows of key frames and epoch metrics, shape (n, 2).
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
    """A message: its template must be among `engine.documents.branches.TEMPLATES`."""

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


Content = TypeVar("Content")


def encode(
    runs: list[tuple[str, str, object]],
    view: dict[str, Any],
    arrays: Arrays,
    score: object = None,
) -> bytes:
    """Return the bytes of a document.

    Parameters
    ----------
    runs : list of (id, simulation, content)
    score : Strict or None
        The lecture score, if there is one.

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
    document = Document(
        schema=SCHEMA, runs=opened, view=view, score=msgspec.Raw(encoder.encode(score))
    )
    return pack(encoder.encode(document), arrays)


def decode(content: bytes) -> tuple[Document, dict[str, Any]]:
    """Return a document and its arrays; the contents of its pages stay undecoded.

    Raises
    ------
    DocumentError
        If it is damaged, too large, written by a newer version, or no document.
    """
    text, arrays = unpack(content)
    return read(migrated(text), Document), arrays


def read(text: bytes | msgspec.Raw, kind: type[Content]) -> Content:
    """Decode and validate JSON as a structure.

    Raises
    ------
    DocumentError
        If it does not match.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise damaged(str(error)[:120]) from None
