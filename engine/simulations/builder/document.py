"""Save and restore the Network builder in documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import msgspec
import numpy as np

from engine.arrays import freeze
from engine.data.points.own_points import (
    LARGEST,
    MOST_CLASSES,
    MOST_POINTS,
    OwnPoints,
    Scale,
)
from engine.data.points.point_sets import OWN, PAINTED, Points, named
from engine.documents.container import Arrays, damaged
from engine.documents.run_reading import RunReader
from engine.documents.run_writing import RunWriter
from engine.documents.schema import Name, Number, PathText, Strict, read
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
Positive = Annotated[float, msgspec.Meta(gt=0, le=1e300)]


class PaintedContent(Strict):
    """Painted points, as names of their arrays."""

    x: Name
    labels: Name


class OwnContent(Strict):
    """Points from a table in their own units; arrays are given by name.

    Attributes
    ----------
    scales : list of (centre, unit)
        How each input is shown on the plane.
    """

    values: Name
    labels: Name
    axes: tuple[Name, Name]
    classes: Annotated[list[Name], msgspec.Meta(min_length=2, max_length=MOST_CLASSES)]
    title: PathText
    scales: tuple[tuple[Number, Positive], tuple[Number, Positive]]
    scaled: bool


class BuilderContent(LearningContent):
    """The builder's part of a document's JSON.

    Attributes
    ----------
    painted : list of PaintedContent
        All paintings that a run or the page uses.
    own : list of OwnContent
        All tables that a run or the page uses; the last one is that of the page.
    """

    painted: Annotated[list[PaintedContent], msgspec.Meta(max_length=MOST_PAINTINGS)]
    own: Annotated[list[OwnContent], msgspec.Meta(max_length=MOST_PAINTINGS)] = msgspec.field(
        default_factory=list
    )


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
    own = [_own_content(points, writer) for points in _own_tables(store, used)]
    return Saved(BuilderContent(**fields, painted=painted, own=own), writer.arrays)


def _own_tables(store: PointStore, used: set[str]) -> list[OwnPoints]:
    """Return the tables that are used, that of the page last."""
    here = store.points.own
    tables = [
        points
        for digest, points in store.own.items()
        if points is not here and any(name.startswith(f"{OWN} {digest}") for name in used)
    ]
    return tables if here is None else [*tables, here]


def _own_content(points: OwnPoints, writer: RunWriter) -> OwnContent:
    first, second = points.scales
    return OwnContent(
        values=writer.put_array("own_values", points.values),
        labels=writer.put_array("own_labels", points.labels),
        axes=points.axes,
        classes=list(points.classes),
        title=points.title,
        scales=((first.centre, first.unit), (second.centre, second.unit)),
        scaled=points.scaled,
    )


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
    tables = [_own(each, reader) for each in content.own]
    own = {points.digest: points for points in tables}
    names = data_names(content) | {content.data}
    try:
        data = {name: named(name, painted, own).load() for name in sorted(names)}
        store.painted.update(painted)
        store.own.update(own)
        if tables:
            store.points = replace(store.points, own=tables[-1])
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


def _own(content: OwnContent, reader: RunReader) -> OwnPoints:
    values = reader.array(content.values, "f", (None, 2))
    labels = reader.array(content.labels, "u", (len(values),))
    far = not np.isfinite(values).all() or np.abs(values).max(initial=0.0) > LARGEST
    if far or len(labels) > MOST_POINTS or labels.max(initial=0) >= len(content.classes):
        raise damaged("points of a table are no points")
    first, second = (Scale(centre, unit) for centre, unit in content.scales)
    return OwnPoints(
        freeze(np.ascontiguousarray(values, np.float64)),
        freeze(np.ascontiguousarray(labels, np.uint8)),
        content.axes,
        tuple(content.classes),
        content.title,
        (first, second),
        content.scaled,
    )
