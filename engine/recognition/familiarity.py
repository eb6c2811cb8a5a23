"""Out-of-distribution score of a picture: its likeness to the digits of the training data.

Two measures are combined: the evidence for "no digit" of a small network trained to tell
digits from random doodles (no letters among them), and the free energy -log Σ e^z of the
reading network's outputs, which is high where no class has enough evidence (Liu et al. 2020,
"Energy-based out-of-distribution detection"). Both are standardised by their mean and
standard deviation on validation digits, and added.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Images, Matrix, Vector
from engine.errors import EngineError, StorageError
from engine.execution.tracing import follow
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

FAMILIAR = 0.5
"""Score below which a picture counts as out of distribution."""

DETECTOR_LAYERS = "784-256:relu-2"
"""Outputs of the small network: digit, no digit."""

PREFIX = "familiarity."


class Familiarity:
    """Scorer of pictures between 0 (unlike all training digits) and 1.

    Parameters
    ----------
    network : Network
        The shipped network that reads digits.
    detector : Network
        784 inputs, two softmax outputs: digit and no digit.
    scales : Matrix, shape (2, 2), float64
        Mean and standard deviation, on validation digits, of the detector's evidence and of
        the free energy.
    limit, slope : float
        Strangeness at which the score is 0.5, and slope of the logistic function there.
    """

    def __init__(
        self, network: Network, detector: Network, scales: Matrix, limit: float, slope: float
    ) -> None:
        self.network = network
        self.detector = detector
        self.scales = scales
        self.limit = limit
        self.slope = slope

    @classmethod
    def fitted(
        cls, network: Network, detector: Network, digits: Images, false_alarms: float
    ) -> Familiarity:
        """Return a scorer whose scales and limit are fitted to digits.

        Parameters
        ----------
        digits : Images, shape (n, 784)
            Digits that neither network was trained on.
        false_alarms : float
            Share 0..1 of these digits that counts as unfamiliar.
        """
        familiarity = cls(network, detector, np.array([[0.0, 1.0], [0.0, 1.0]]), 0.0, 1.0)
        witnesses = familiarity.witnesses(digits, follow(network, digits)[0][-1])
        familiarity.scales = np.stack([witnesses.mean(axis=0), witnesses.std(axis=0)], axis=1)
        strangeness = familiarity.strangeness(digits)
        familiarity.limit = float(np.quantile(strangeness, 1 - false_alarms))
        spread = familiarity.limit - float(np.median(strangeness))
        # the median digit scores 0.95
        familiarity.slope = float(np.log(0.95 / 0.05)) / max(spread, 1e-6)
        return familiarity

    def witnesses(self, pictures: Images, outputs: Matrix) -> Matrix:
        """Return detector evidence and free energy, both against a digit; (n, 2), float64.

        Parameters
        ----------
        pictures : Images, shape (n, 784)
        outputs : Matrix, shape (n, 10)
            Weighted inputs z of the output layer of `network` for these pictures.
        """
        kind = self.detector.parameters.dtype
        evidence = self.detector.trace(pictures.astype(kind))[0][-1].astype(np.float64)
        z = outputs.astype(np.float64)
        largest = z.max(axis=1)
        energy = -largest - np.log(np.exp(z - largest[:, None]).sum(axis=1))
        return np.stack([evidence[:, 1] - evidence[:, 0], energy], axis=1)

    def strangeness(self, pictures: Images, outputs: Matrix | None = None) -> Vector:
        """Return the sum of both standardised measures; shape (n,), higher is less familiar."""
        if outputs is None:
            outputs = follow(self.network, pictures)[0][-1]
        standard = (self.witnesses(pictures, outputs) - self.scales[:, 0]) / self.scales[:, 1]
        total: Vector = standard.sum(axis=1)
        return total

    def scores(self, pictures: Images, outputs: Matrix | None = None) -> Vector:
        """Return 0..1 for each picture; below FAMILIAR it is unlike the training digits.

        Parameters
        ----------
        pictures : Images, shape (n, 784)
        outputs : Matrix, shape (n, 10), optional
            As in `witnesses`; computed if not given.
        """
        exponent = self.slope * (self.strangeness(pictures, outputs) - self.limit)
        scores: Vector = 1 / (1 + np.exp(np.clip(exponent, -50, 50)))
        return scores

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays that `from_arrays` needs, to be stored with the weights."""
        return {
            f"{PREFIX}detector": self.detector.parameters,
            f"{PREFIX}scales": self.scales,
            f"{PREFIX}limit_and_slope": np.array([self.limit, self.slope]),
        }

    @classmethod
    def from_arrays(
        cls, network: Network, arrays: Mapping[str, NDArray[Any]], description: Mapping[str, Any]
    ) -> Familiarity:
        """Return the scorer stored with the weights of `network`.

        Parameters
        ----------
        description : Mapping
            Holds the detector's "sizes" and "activations".

        Raises
        ------
        StorageError
            If something is missing or does not fit.
        """
        try:
            specification = NetworkSpecification.dense(
                tuple(int(size) for size in description["sizes"]),
                tuple(str(name) for name in description["activations"]),
            )
            detector = Network(specification, arrays[f"{PREFIX}detector"])
            limit, slope = (float(number) for number in arrays[f"{PREFIX}limit_and_slope"])
            scales = arrays[f"{PREFIX}scales"].reshape(2, 2)
        except (KeyError, TypeError, ValueError, EngineError) as error:
            raise StorageError(
                "expected weights that say what is familiar, got none that fit ({found}); "
                "train them again with python -m engine.experiments.ready_made",
                found=error,
            ) from None
        return cls(network, detector, scales, limit, slope)
