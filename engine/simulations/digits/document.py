"""Save and restore the Digits page in documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Literal

import msgspec
import numpy as np

from engine.commands.command import Command
from engine.commands.pages.digits import OpenRecorded, SelectReader, ShowExample
from engine.commands.transport import Seek
from engine.data.digits.strokes import SIDE, Normalised
from engine.data.examples import DataSet
from engine.documents.container import Arrays, damaged
from engine.documents.run_reading import RunReader
from engine.documents.schema import Count, Name, Number, PathText, Strict, read
from engine.errors import EngineError
from engine.simulations.digits.figures import MOST_FIGURES, already_normalised
from engine.simulations.digits.pad import Pad
from engine.simulations.learning.data_store import check_source
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.recorded_playback import Playing
from engine.simulations.learning_page.document import (
    LearningContent,
    data_names,
    learning_fields,
    restore_learning,
)
from engine.simulations.simulation import Saved

FIGURES = "figures"
"""Name of the array of a picture's figures."""

MOST_POINTS = 100_000
"""Most points of a drawing."""


class ExampleContent(Strict):
    """A test digit on the pad."""

    data: PathText
    index: Count


class PictureContent(Strict):
    """Figures of a picture file on the pad, normalised; the array is given by name."""

    name: Name
    index: Count
    figures: Name


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
    picture: PictureContent | None = None


def save(learning: Learning, pad: Pad, playing: Playing | None) -> Saved:
    """Return the document's content: settings, runs, reader and picture."""
    writer, fields = learning_fields(learning)
    source, figures = pad.finished_picture.source, pad.finished_picture.figures
    own = {FIGURES: np.stack([figure.picture for figure in figures])} if figures else {}
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
        picture=PictureContent(name=source.data[:200], index=source.index, figures=FIGURES)
        if figures
        else None,
    )
    return Saved(content, lambda: {**writer.arrays(), **own})


def restore(
    learning: Learning,
    pad: Pad,
    text: msgspec.Raw,
    arrays: Arrays,
    *,
    known: Mapping[str, DataSet],
    load: Callable[[str], DataSet],
) -> list[Command]:
    """Restore runs and drawing of a new Digits page; return commands that show all the rest.

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
    restore_learning(learning, content, RunReader(arrays), _data_of(content, known, load))
    commands = list(_commands(content))
    if sum(len(stroke) for stroke in content.strokes) > MOST_POINTS:
        raise damaged("a drawing has too many points")
    try:
        pad.draw(tuple(tuple(stroke) for stroke in content.strokes), finished=True)
    except (EngineError, FloatingPointError, np.linalg.LinAlgError) as error:
        raise damaged(str(error)[:120]) from None
    if content.picture is not None:
        pad.show_figure(*_figures_of(content.picture, arrays))
    return commands


def _figures_of(content: PictureContent, arrays: Arrays) -> tuple[tuple[Normalised, ...], int, str]:
    """Return the figures, the index of the one shown, and the file's name."""
    pictures = arrays.get(content.figures)
    sound = (
        pictures is not None
        and pictures.dtype == np.float32
        and pictures.shape[1:] == (SIDE, SIDE)
        and content.index < len(pictures) <= MOST_FIGURES
        and bool(((pictures >= 0) & (pictures <= 1)).all())
    )
    if not sound or pictures is None:
        raise damaged("the figures of its picture do not fit")
    return tuple(map(already_normalised, pictures)), content.index, content.name


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


def _commands(content: DigitsContent) -> Iterator[Command]:
    """Yield the commands that show the reader and the example."""
    if content.reader != "recorded":
        yield SelectReader("", content.reader)
    elif content.recorded is None:
        raise damaged("it names no recorded run")
    else:
        yield OpenRecorded("", content.recorded.name)
        yield Seek("", content.recorded.step)
    if content.example is not None and not content.strokes:
        yield ShowExample("", "index", content.example.index)
