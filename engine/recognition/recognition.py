"""Recognition of pen strokes or pictures, shared by the pad and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.arrays import Images, Matrix, Vector, seal
from engine.data.classes import name_of
from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.strokes import SIDE, Normalised, normalise_strokes
from engine.execution.tracing import Trace, trace_with_numpy
from engine.functions.activations import SOFTMAX
from engine.networks.network import Network
from engine.recognition.familiarity import FAMILIAR, Familiarity
from engine.recognition.picture_sizes import as_it_is, at_size
from engine.runs.storage import classes_and_size, load_network


@dataclass(frozen=True, slots=True)
class Reading:
    """A network's classification of one picture; all arrays are read-only.

    Attributes
    ----------
    picture : Matrix, shape (28, 28), float32
        Network input: 0 paper .. 1 ink.
    z : tuple of Vector, shape (n_l,)
        Weighted inputs of each dense layer.
    activations : tuple of Vector, shape (n_l,)
        Input of the first dense layer (the picture, or the features of the convolutions),
        then the activations of every dense layer.
    probabilities : Vector, shape (classes,), float64
        Sum to 1.
    digit, runner_up : int
        The most and the second most probable class.
    familiar : float
        Familiarity score 0..1; below FAMILIAR the picture is out of distribution.
    normalised : Normalised
        The picture with the stages of its normalisation.
    """

    picture: Matrix
    z: tuple[Vector, ...]
    activations: tuple[Vector, ...]
    probabilities: Vector
    digit: int
    runner_up: int
    familiar: float
    normalised: Normalised

    @property
    def unfamiliar(self) -> bool:
        """Whether the picture is out of distribution."""
        return self.familiar < FAMILIAR


class Reader:
    """Classifier of drawings and pictures by a network.

    Parameters
    ----------
    network : Network
        One input a pixel, one output a class; it may go on training.
    familiarity : Familiarity, optional
        Without it everything counts as familiar.
    trace : callable
        Forward pass that returns every layer's weighted inputs and activations.
    names : tuple of str
        Names of the classes; empty where they are numbers.
    size : (rows, columns)
        Size of the pictures that the network reads.
    """

    def __init__(
        self,
        network: Network,
        familiarity: Familiarity | None = None,
        trace: Trace = trace_with_numpy,
        *,
        names: tuple[str, ...] = (),
        size: tuple[int, int] = (SIDE, SIDE),
    ) -> None:
        self.network = network
        self.familiarity = familiarity
        self.names, self.size = names, size
        self._trace = trace

    def name_of(self, label: int) -> str:
        """Return the name of a class; its number where it has none."""
        return name_of(self.names, label)

    def with_network(self, network: Network, trace: Trace = trace_with_numpy) -> Reader:
        """Return a reader with another network and the same familiarity scorer."""
        return Reader(network, self.familiarity, trace)

    def read_strokes(self, strokes: object, *, frame: float | None = None) -> Reading | None:
        """Read pen strokes; see `engine.data.digits.strokes.normalise_strokes`.

        Returns
        -------
        Reading or None
            None for an empty pad.

        Raises
        ------
        DataError
            If the strokes are malformed.
        """
        normalised = normalise_strokes(strokes, frame=frame)
        return None if normalised is None else self.read_normalised(normalised)

    def read_picture(self, picture: Matrix) -> Reading | None:
        """Read a picture of any size, light ink on dark paper.

        Returns
        -------
        Reading or None
            None for a picture without ink.

        Raises
        ------
        DataError
            If it is no grey picture.
        """
        normalised = normalise_picture(picture)
        if normalised is None:
            return None
        if self.size != (SIDE, SIDE) and picture.shape == self.size:
            normalised = as_it_is(normalised, picture)
        return self.read_normalised(normalised)

    def read_normalised(self, normalised: Normalised, familiar: float | None = None) -> Reading:
        """Read a picture that has MNIST's form already.

        Parameters
        ----------
        familiar : float, optional
            Its familiarity score, if known: it does not depend on the reading network.
        """
        normalised = at_size(normalised, *self.size)
        pixels = normalised.picture.reshape(1, -1)
        zs, activations = self._trace(self.network, pixels)
        probabilities = probabilities_of(self.network, activations[-1])[0]
        order = np.argsort(-probabilities, kind="stable")
        return Reading(
            picture=normalised.picture,
            z=tuple(seal(z[0]) for z in zs),
            activations=tuple(seal(a[0]) for a in activations),
            probabilities=seal(probabilities),
            digit=int(order[0]),
            runner_up=int(order[1]),
            familiar=self._familiar(pixels, zs[-1]) if familiar is None else familiar,
            normalised=normalised,
        )

    def _familiar(self, pixels: Images, outputs: Matrix) -> float:
        if self.familiarity is None:
            return 1.0
        if self.familiarity.network is not self.network:
            return float(self.familiarity.scores(pixels)[0])
        return float(self.familiarity.scores(pixels, outputs)[0])


def probabilities_of(network: Network, outputs: Matrix) -> Matrix:
    """Return outputs of any activation as probabilities.

    Positive outputs are divided by their sum; if no output is positive, all classes get the
    same probability. Softmax outputs are unchanged.

    Parameters
    ----------
    outputs : Matrix, shape (n, classes)
        Activations of the network's last layer.

    Returns
    -------
    Matrix, shape (n, classes), float64
        Rows sum to 1.
    """
    positive = np.maximum(outputs.astype(np.float64), 0)
    if network.activations[-1] is not SOFTMAX:
        positive += 1e-12
    shares: Matrix = positive / positive.sum(axis=1, keepdims=True)
    return shares


SHIPPED = {"ready-made": "convolution.safetensors", "plain": "digits.safetensors"}
"""Files of the shipped weights: with convolutions, and with dense layers alone."""


def weights_path(name: str = "ready-made") -> Path:
    """Return the path of shipped weights.

    Parameters
    ----------
    name : str
        A key of SHIPPED.
    """
    return Path(__file__).resolve().parents[2] / "assets" / "weights" / SHIPPED[name]


def load_shipped(name: str) -> Reader:
    """Return a reader with the shipped weights of a name, a key of SHIPPED.

    Raises
    ------
    StorageError
        If the file is missing or damaged.
    """
    return load_reader(weights_path(name))


def load_reader(path: Path | None = None) -> Reader:
    """Return a reader with the shipped weights, or with those of another file.

    Raises
    ------
    StorageError
        If the file is missing or damaged, or its familiarity scorer does not fit.
    """
    network, arrays, description = load_network(path or weights_path())
    familiarity = (
        Familiarity.from_arrays(network, arrays, description["familiarity"])
        if "familiarity" in description
        else None
    )
    names, size = classes_and_size(network, description)
    return Reader(network, familiarity, names=names, size=size)
