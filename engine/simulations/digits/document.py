"""Save and restore the Digits page in documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
import numpy as np

from engine.commands.pages.digits import OpenRecorded, SelectReader, ShowExample
from engine.commands.transport import Seek
from engine.data.examples import DataSet
from engine.documents.container import Arrays, damaged
from engine.documents.run_reading import RunReader
from engine.documents.schema import Count, Name, Number, PathText, Strict, read
from engine.errors import EngineError
from engine.simulations.digits.pad import Pad
from engine.simulations.digits.recorded_playback import Playing
from engine.simulations.learning.data_store import check_source
from engine.simulations.learning.learning import Learning
from engine.simulations.learning_page.document import (
    LearningContent,
    data_names,
    learning_fields,
    restore_learning,
)
from engine.simulations.simulation import Saved

MOST_POINTS = 100_000
"""Most points of a drawing."""


class ExampleContent(Strict):
    """A test digit on the pad."""

    data: PathText
    index: Count


class RecordedContent(Strict):
    """A recorded run and its position."""

    name: Name
    step: Count


class DigitsContent(LearningContent):
    """The Digits page's part of a document's JSON."""

    reader: Literal["ready-made", "plain", "mine", "recorded"]
    recorded: RecordedContent | None
    strokes: Annotated[list[list[tuple[Number, Number]]], msgspec.Meta(max_length=10_000)]
    example: ExampleContent | None


@dataclass(frozen=True, slots=True)
class DigitsParts:
    """Parts of the Digits page that a document restores.

    Attributes
    ----------
    handlers : mapping
        Handlers by type of command.
    """

    learning: Learning
    pad: Pad
    handlers: Mapping[type, Callable[..., object]]


def save(learning: Learning, pad: Pad, playing: Playing | None) -> Saved:
    """Return the document's content: settings, runs, reader and picture."""
    writer, fields = learning_fields(learning)
    source = pad.finished_picture.source
    content = DigitsContent(
        **fields,
        reader=pad.reader_name,
        recorded=None
        if playing is None
        else RecordedContent(name=playing.run.name, step=playing.shown_step),
        strokes=[list(stroke) for stroke in pad.finished_picture.strokes],
        example=None
        if source.kind != "example"
        else ExampleContent(data=source.data, index=source.index),
    )
    return Saved(content, writer.arrays)


def restore(
    parts: DigitsParts,
    text: msgspec.Raw,
    arrays: Arrays,
    known: Mapping[str, DataSet],
    load: Callable[[str], DataSet],
) -> None:
    """Restore a new Digits page from a document's content.

    Parameters
    ----------
    known : mapping
        Data sets that are loaded already, by their names.

    Raises
    ------
    EngineError
        If the content is inconsistent, or its data cannot be loaded.
    """
    content = read(text, DigitsContent)
    data = _data_of(content, known, load)
    restore_learning(parts.learning, content, RunReader(arrays), data)
    _restore_reader(parts, content)
    _restore_picture(parts, content, data)


def _data_of(
    content: DigitsContent, known: Mapping[str, DataSet], load: Callable[[str], DataSet]
) -> dict[str, DataSet]:
    """Return the data sets of the runs; others are loaded when they are needed."""
    names = data_names(content)
    if content.example is not None and content.data in known:
        names.add(content.data)
    for name in sorted(names | {content.data}):
        _check_place(name)
    return {name: known[name] if name in known else load(name) for name in sorted(names)}


def _check_place(name: str) -> None:
    # a UNC path would cause network access
    if name.startswith(("//", "\\\\")):
        raise damaged("its data lie on another machine")
    check_source(name)


def _restore_reader(parts: DigitsParts, content: DigitsContent) -> None:
    run = ""
    if content.reader == "recorded":
        if content.recorded is None:
            raise damaged("it names no recorded run")
        parts.handlers[OpenRecorded](OpenRecorded(run, content.recorded.name))
        parts.handlers[Seek](Seek(run, content.recorded.step))
    else:
        parts.handlers[SelectReader](SelectReader(run, content.reader))


def _restore_picture(
    parts: DigitsParts, content: DigitsContent, data: Mapping[str, DataSet]
) -> None:
    if sum(len(stroke) for stroke in content.strokes) > MOST_POINTS:
        raise damaged("a drawing has too many points")
    try:
        parts.pad.draw(tuple(tuple(stroke) for stroke in content.strokes), finished=True)
    except (EngineError, FloatingPointError, np.linalg.LinAlgError) as error:
        raise damaged(str(error)[:120]) from None
    example = content.example
    if example is not None and not content.strokes:
        parts.handlers[ShowExample](ShowExample("", "index", example.index))
