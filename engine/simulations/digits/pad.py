"""The picture on the pad, and its reading by the selected network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector, freeze
from engine.commands.edits import Stroke
from engine.commands.pages.digits import ReaderName, SetStrokes, ShowExample, ShowPicture
from engine.data.classes import are_digits, name_of
from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.strokes import Normalised, normalise_strokes
from engine.data.examples import DataSet
from engine.execution.tracing import compiled, outputs_of, trace_compiled, trace_with_numpy
from engine.networks.network import Network
from engine.recognition.recognition import SHIPPED, Reader, Reading, probabilities_of
from engine.simulations.digits.figures import read_pad_figures
from engine.simulations.digits.state import PictureSource
from engine.simulations.learning.views.run_views import network_view
from engine.simulations.learning.views.state import NetworkView
from engine.simulations.simulation import Inverse, putting
from engine.snapshots import Message

EMPTY = PictureSource("none")

NEIGHBOURS = {"next": 1, "previous": -1}
"""Steps to the neighbours of a figure in its picture."""


@dataclass(frozen=True, slots=True)
class PadPicture:
    """A picture on the pad; the default is an empty pad.

    Attributes
    ----------
    source : PictureSource
        Origin of the picture.
    strokes : tuple of Stroke
        The drawing as it came from the pad.
    normalised : Normalised or None
        The picture in the form of the network's input; None for an empty pad.
    figures : tuple of Normalised
        All figures of a picture file, from left to right; `normalised` is one of them.
    """

    source: PictureSource = EMPTY
    strokes: tuple[Stroke, ...] = ()
    normalised: Normalised | None = None
    figures: tuple[Normalised, ...] = ()


class Pad:
    """One picture, read by a shipped network or by another one.

    Parameters
    ----------
    load : callable
        Key of `engine.recognition.recognition.SHIPPED` -> Reader; called once for each.
    learner : callable
        Returns the network that learns a data set.

    Attributes
    ----------
    reader_name : str
        Name of the network that reads: a shipped one, "mine" or "recorded".
    version : int
        Grows with every new picture.
    picture : PadPicture
    finished_picture : PadPicture
        The last picture with finished strokes; undo returns to it.
    reading : Reading or None
        What `read` made of the picture; None for an empty pad.
    digits : tuple of int
        Answers to all figures of a picture that has several.
    """

    def __init__(
        self, load: Callable[[str], Reader], learner: Callable[[DataSet], Network]
    ) -> None:
        self.reader_name: ReaderName = "ready-made"
        self._shipped: ReaderName = "ready-made"
        self._load, self.learner = load, learner
        self._readers: dict[str, Reader] = {}
        self.version = 0
        self.finished_picture = PadPicture()
        self.picture = PadPicture()
        self.reading: Reading | None = None
        self.digits: tuple[int, ...] = ()
        self._read_by: tuple[str, int] | None = None
        self._familiar: float | None = None
        self._asked: ShowExample | None = None
        self._hard: tuple[DataSet, Vector] | None = None
        self._views: dict[tuple[str, bool], NetworkView] = {}

    def select(self, name: ReaderName) -> None:
        """Select the network that reads."""
        self.reader_name = name
        if name in SHIPPED:
            self._shipped = name

    def reader(self, name: str) -> Reader:
        """Return a shipped reader."""
        if name not in self._readers:
            self._readers[name] = self._load(name)
        return self._readers[name]

    @property
    def _ready_made(self) -> Reader:
        return self.reader(self._shipped)

    @property
    def ready_made_network(self) -> Network:
        """The shipped network that was chosen last."""
        return self._ready_made.network

    def read(self, network: Network | None, version: int = 0, *, loaded: bool = True) -> None:
        """Read the picture, if it or the network has changed since.

        Parameters
        ----------
        network : Network or None
            A network that may change; None for the shipped one.
        version : int
            Of its weights.
        loaded : bool
            Whether the kernels of that network are compiled.
        """
        key = (self._shipped, 0) if network is None else (self.reader_name, version)
        normalised = self.picture.normalised
        if normalised is None or (self.reading is not None and self._read_by == key):
            return
        self._read_by = key
        if network is None:
            self.reading = self._ready_made.read_normalised(normalised)
            self.digits = self._digits(self._ready_made)
            return
        fast = loaded and compiled(network.specification)
        trace = trace_compiled if fast else trace_with_numpy
        reader = self._ready_made.with_network(network, trace)
        self.reading = reader.read_normalised(normalised, self._familiar)
        self._familiar = self.reading.familiar
        self.digits = self._digits(reader)

    def _digits(self, reader: Reader) -> tuple[int, ...]:
        figures = self.picture.figures
        return tuple(
            reader.read_normalised(figure, self._familiar).digit
            for figure in (figures if len(figures) > 1 else ())
        )

    @property
    def pixels(self) -> Matrix | None:
        """The picture as network input, shape (1, 784); None for an empty pad."""
        normalised = self.picture.normalised
        return None if normalised is None else normalised.picture.reshape(1, -1)

    def probabilities(self, network: Network) -> Vector | None:
        """Return a network's class probabilities, shape (classes,); None for an empty pad."""
        pixels = self.pixels
        if pixels is None:
            return None
        return freeze(probabilities_of(network, outputs_of(network, pixels))[0])

    def forget_reading(self) -> None:
        """Drop the cached reading: another network was selected."""
        self.reading = self._read_by = None
        self.digits = ()

    def ready_made_view(self, *, weights: bool) -> NetworkView:
        """Return a view of the shipped network; it never changes, so it is cached."""
        key = (self._shipped, weights)
        if key not in self._views:
            self._views[key] = network_view(self.ready_made_network, 0, weights=weights)
        return self._views[key]

    def set_strokes(self, command: SetStrokes) -> Inverse | None:
        """Put a drawing on the pad; a finished one can be undone."""
        before = self.finished_picture
        self._asked = None
        self.draw(command.strokes, finished=command.finished)
        if not command.finished:
            return None
        name = Message("drawing" if command.strokes else "clearing the pad")
        return Inverse(name, before, self.finished_picture, putting(self.show))

    def show_file(self, command: ShowPicture) -> Inverse:
        """Put the figures of a picture file on the pad.

        Raises
        ------
        DataError
            If it is no picture, or no figure can be told apart in it.
        """
        before = self.finished_picture
        self._asked = None
        figures = read_pad_figures(Path(command.path), command.content)
        self.show_figure(figures, 0, Path(command.path).name)
        return Inverse(Message("picture"), before, self.finished_picture, putting(self.show))

    def show_figure(self, figures: tuple[Normalised, ...], index: int, name: str) -> None:
        """Put a figure of a picture file on the pad."""
        source = PictureSource("picture", None, index, len(figures), name)
        self.show(PadPicture(source, (), figures[index], figures))

    def draw(self, strokes: tuple[Stroke, ...], *, finished: bool) -> None:
        """Put a drawing on the pad; no strokes clear it.

        Raises
        ------
        DataError
            If a point is not a pair of finite numbers.
        """
        if not strokes:
            self.show(PadPicture(), finished=finished)
            return
        # normalised by the pad's side: a dot in a corner stays a dot
        normalised = normalise_strokes(strokes, frame=1.0)
        self.show(PadPicture(PictureSource("drawing"), strokes, normalised), finished=finished)

    def show(self, picture: PadPicture, *, finished: bool = True) -> None:
        """Put a picture on the pad."""
        self.picture, self._familiar = picture, None
        self.version += 1
        self.forget_reading()
        if finished:
            self.finished_picture = picture

    def ask_example(self, command: ShowExample) -> None:
        """Remember the example to show once the data are loaded.

        Of a picture with several figures the next or previous one is shown at once.
        """
        figures, source = self.picture.figures, self.picture.source
        if len(figures) > 1 and command.step in NEIGHBOURS:
            index = (source.index + NEIGHBOURS[command.step]) % len(figures)
            self.show_figure(figures, index, source.data)
            return
        self._asked = command

    @property
    def asks(self) -> bool:
        """Whether an example is to be shown."""
        return self._asked is not None

    def show_asked(self, data: DataSet, seed: int) -> None:
        """Show the remembered example, if any."""
        command, self._asked = self._asked, None
        if command is not None:
            self.show_example(data, command, seed)

    def show_example(self, data: DataSet, command: ShowExample, seed: int) -> None:
        """Put a digit of the test part on the pad."""
        index = self._index(data, command, seed)
        test = data.test
        picture = np.ascontiguousarray(test.x[index].reshape(data.rows, data.columns))
        label = int(test.labels[index])
        name = name_of(data.names, label)
        source = PictureSource("example", label, index, len(test), data.name, name)
        self.show(PadPicture(source, (), normalise_picture(picture)))

    def hard_order(self, data: DataSet) -> Vector:
        """Return the indices of the test part, those with the least margin first.

        The plain network judges digits: it is fast, and digits that it finds hard are hard for
        others. Other classes are judged by the network that learns them.
        """
        if not are_digits(data.class_names):
            return hardest(self.learner(data), data)
        if self._hard is None or self._hard[0] is not data:
            self._hard = (data, hardest(self.reader("plain").network, data))
        return self._hard[1]

    # --- private ---------------------------------------------------------------------------

    def _index(self, data: DataSet, command: ShowExample, seed: int) -> int:
        count, here = len(data.test), self.picture.source
        present = here.index if here.kind == "example" and here.data == data.name else -1
        if command.step == "hard":
            order = self.hard_order(data)
            places = np.flatnonzero(order == present)
            return int(order[(places[0] + 1) % count if len(places) else 0])
        if command.step == "random":
            return int(random_streams.generator(seed, "noise", self.version).integers(count))
        if command.step == "index":
            return min(max(0, command.index), count - 1)
        return (present + (1 if command.step == "next" else -1)) % count if present >= 0 else 0


def hardest(network: Network, data: DataSet) -> Vector:
    """Return the indices of the test part, those first that a network is least right about."""
    outputs, rows = outputs_of(network, data.test.x), np.arange(len(data.test))
    true = outputs[rows, data.test.labels]
    others = outputs.copy()
    others[rows, data.test.labels] = -np.inf
    return np.argsort(true - others.max(axis=1), kind="stable")
