"""Save and restore the Network builder in documents."""

from __future__ import annotations

from typing import Annotated

import msgspec
import numpy as np

from engine.data.points.point_sets import PAINTED, Points, named
from engine.documents.container import Arrays, damaged
from engine.documents.run_reading import RunReader
from engine.documents.schema import Name, Strict, read
from engine.errors import EngineError
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning.learning import Learning
from engine.simulations.learning_page.document import (
    LearningContent,
    data_names,
    learning_fields,
    restore_learning,
)
from engine.simulations.simulation import Saved

MOST_PAINTINGS = 1_000


class PaintedContent(Strict):
    """Painted points, as names of their arrays."""

    x: Name
    labels: Name


class BuilderContent(LearningContent):
    """The builder's part of a document's JSON.

    Attributes
    ----------
    painted : list of PaintedContent
        All paintings that a run or the page uses.
    """

    painted: Annotated[list[PaintedContent], msgspec.Meta(max_length=MOST_PAINTINGS)]


def save(learning: Learning, store: PointStore) -> Saved:
    """Return the document's content: runs and points."""
    writer, fields = learning_fields(learning)
    used = {branch.data_name for branch in learning.branches} | {store.name}
    paintings = [
        points
        for digest, points in store.painted.items()
        if any(name.startswith(f"{PAINTED} {digest}") for name in used)
    ]
    painted = [
        PaintedContent(
            x=writer.put_array(f"painted_{number}_x", points.x),
            labels=writer.put_array(f"painted_{number}_labels", points.labels),
        )
        for number, points in enumerate(paintings)
    ]
    return Saved(BuilderContent(**fields, painted=painted), writer.arrays)


def restore(learning: Learning, store: PointStore, text: msgspec.Raw, arrays: Arrays) -> None:
    """Restore a new builder from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content, reader = read(text, BuilderContent), RunReader(arrays)
    paintings = [_painting(each, reader) for each in content.painted]
    painted = {points.digest: points for points in paintings}
    names = data_names(content) | {content.data}
    try:
        data = {name: named(name, painted).load() for name in sorted(names)}
        store.painted.update(painted)
        store.choose(content.data)
    except EngineError as error:
        raise damaged(str(error)[:120]) from None
    restore_learning(learning, content, reader, data)


def _painting(content: PaintedContent, reader: RunReader) -> Points:
    x = reader.array(content.x, "f", (None, 2))
    labels = reader.array(content.labels, "u", (len(x),))
    if not np.isfinite(x).all() or labels.max(initial=0) > 1:
        raise damaged("painted points are no points")
    try:
        return Points.of(x, labels)
    except EngineError as error:
        raise damaged(str(error)[:120]) from None
