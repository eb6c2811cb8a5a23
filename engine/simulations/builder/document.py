"""Save and restore the Network builder in documents."""

from __future__ import annotations

from typing import Annotated

import msgspec
import numpy as np

from engine.data.points.point_sets import PAINTED, Points, named
from engine.documents.branches import branches_content, branches_of, changes_content, changes_of
from engine.documents.container import Arrays, damaged
from engine.documents.run_reading import RunReader, settings_of
from engine.documents.run_writing import RunWriter
from engine.documents.schema import BranchesContent, ChangeContent, Name, PathText, Strict, Values
from engine.documents.schema import read as read_json
from engine.errors import EngineError
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning.learning import Learning
from engine.simulations.simulation import Saved
from engine.snapshots import Status

MOST_PAINTINGS = 1_000


class PaintedContent(Strict):
    """Painted points, as names of their arrays."""

    x: Name
    labels: Name


class BuilderContent(Strict):
    """The builder's part of a document's JSON.

    Attributes
    ----------
    painted : list of PaintedContent
        All paintings that a run or the page uses.
    start : str or None
        Array of the weights that the present run begins with; None if they are drawn.
    """

    settings: Values
    data: PathText
    branches: BranchesContent
    changes: list[ChangeContent]
    start: Name | None
    painted: Annotated[list[PaintedContent], msgspec.Meta(max_length=MOST_PAINTINGS)]


def save(learning: Learning, store: PointStore) -> Saved:
    """Return the document's content: runs and points."""
    learning.branches.keep(learning.settings, learning.changes)
    writer = RunWriter([branch.run for branch in learning.branches])
    used = {branch.data_name for branch in learning.branches} | {store.name}
    paintings = [points for digest, points in store.painted.items() if _is_used(digest, used)]
    start = learning.start_parameters
    content = BuilderContent(
        settings=learning.settings.values(),
        data=store.name,
        branches=branches_content(learning.branches, writer),
        changes=changes_content(learning.changes),
        start=None if start is None else writer.put_array("start", start),
        painted=[
            PaintedContent(
                x=writer.put_array(f"painted_{number}_x", points.x),
                labels=writer.put_array(f"painted_{number}_labels", points.labels),
            )
            for number, points in enumerate(paintings)
        ],
    )
    return Saved(content, writer.arrays)


def restore(learning: Learning, store: PointStore, text: msgspec.Raw, arrays: Arrays) -> None:
    """Restore a new builder from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read_json(text, BuilderContent)
    settings = settings_of(content.settings)
    reader = RunReader(arrays)
    paintings = [_painting(each, reader) for each in content.painted]
    painted = {points.digest: points for points in paintings}
    names = {branch.data for branch in content.branches.all} | {content.data}
    try:
        data = {name: named(name, painted).load() for name in sorted(names)}
        store.painted.update(painted)
        store.choose(content.data)
    except EngineError as error:
        raise damaged(str(error)[:120]) from None
    learning.branches = branches_of(content.branches, reader, data)
    learning.settings, learning.changes = settings, changes_of(content.changes)
    learning.start_parameters = None
    if content.start is not None:
        shape = (settings.specification().parameter_count,)
        learning.start_parameters = reader.array(content.start, "f", shape).copy()
    current = learning.branches.current
    learning.run = current.run if current is not None else None
    learning.status = Status.PAUSED if learning.shown_step else Status.IDLE


def _is_used(digest: str, names: set[str]) -> bool:
    return any(name.startswith(f"{PAINTED} {digest}") for name in names)


def _painting(content: PaintedContent, reader: RunReader) -> Points:
    x = reader.array(content.x, "f", (None, 2))
    labels = reader.array(content.labels, "u", (len(x),))
    if not np.isfinite(x).all() or labels.max(initial=0) > 1:
        raise damaged("painted points are no points")
    try:
        return Points.of(x, labels)
    except EngineError as error:
        raise damaged(str(error)[:120]) from None
