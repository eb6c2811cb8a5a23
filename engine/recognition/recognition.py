"""From pen strokes or a picture to an answer: one path for the pad and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.arrays import Images, Matrix, Vector, seal
from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.strokes import Normalised, normalise_strokes
from engine.execution.tracing import Trace, trace_plainly
from engine.functions.activations import SOFTMAX
from engine.networks.network import Network
from engine.recognition.familiarity import FAMILIAR, Familiarity
from engine.runs.storage import load_network

__all__ = [
    "FAMILIAR",
    "Reader",
    "Reading",
    "load_reader",
    "load_shipped",
    "probabilities_of",
    "weights_path",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a network makes of one picture; all arrays are read-only.

    Attributes
    ----------
    picture : Matrix, shape (28, 28), float32
        What the network got: 0 paper .. 1 ink.
    z : tuple of Vector, shape (n_l,)
        Weighted inputs of each dense layer.
    activations : tuple of Vector, shape (n_l,)
        Activations of every dense layer; what enters the first of them, the picture or the
        features that convolutions make of it, comes first.
    probabilities : Vector, shape (10,), float64
        Sum to 1.
    digit, runner_up : int
        The most and the second most probable digit.
    familiar : float
        0..1; below FAMILIAR the picture is unlike anything that was trained on.
    normalised : Normalised
        How the picture came about, step by step.
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
        """Whether the picture is unlike anything that was trained on."""
        return self.familiar < FAMILIAR


class Reader:
    """Read drawings and pictures with a network.

    Parameters
    ----------
    network : Network
        784 inputs, ten outputs; it may go on learning.
    familiarity : Familiarity, optional
        Without it everything counts as familiar.
    trace : callable
        How a picture is followed through a network.
    """

    def __init__(
        self,
        network: Network,
        familiarity: Familiarity | None = None,
        trace: Trace = trace_plainly,
    ) -> None:
        self.network = network
        self.familiarity = familiarity
        self._trace = trace

    def with_network(self, network: Network, trace: Trace = trace_plainly) -> Reader:
        """Return a reader that answers with another network; what is familiar stays."""
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
        return None if normalised is None else self.read_normalised(normalised)

    def read_normalised(self, normalised: Normalised, familiar: float | None = None) -> Reading:
        """Read a picture that has MNIST's form already.

        Parameters
        ----------
        familiar : float, optional
            Where it is known already; it does not depend on the network that answers.
        """
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

    Softmax outputs are probabilities already; of others, the share of each positive output
    in their sum is taken, and ten equal shares where none is positive.

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
"""Files of the weights that are shipped: with convolutions, and dense layers alone."""


def weights_path(name: str = "ready-made") -> Path:
    """Return the file of weights that are shipped beside the engine.

    Parameters
    ----------
    name : str
        A key of SHIPPED.
    """
    return Path(__file__).resolve().parents[2] / "assets" / "weights" / SHIPPED[name]


def load_shipped(name: str) -> Reader:
    """Return a reader with shipped weights; a key of SHIPPED names them.

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
        If the file is missing, damaged, or does not say what is familiar.
    """
    network, arrays, description = load_network(path or weights_path())
    familiarity = (
        Familiarity.from_arrays(network, arrays, description["familiarity"])
        if "familiarity" in description
        else None
    )
    return Reader(network, familiarity)
