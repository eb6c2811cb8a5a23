"""Calibration error of predicted probabilities, and temperature scaling."""

from __future__ import annotations

import numpy as np

from engine.arrays import Labels, Matrix
from engine.networks.network import Network

BINS = 15


def calibration_error(probabilities: Matrix, labels: Labels) -> float:
    """Return the expected calibration error of the answers, 0..1.

    Examples are sorted into 15 equal bins by the probability of their answer; the error is
    the mean distance between that probability and the share of right answers, weighted by
    the number of examples.  Guo et al. (2017), eq. (5).

    Parameters
    ----------
    probabilities : Matrix, shape (n, classes)
    labels : Labels, shape (n,)
    """
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = np.bincount(places, confidence - right, BINS)
    return float(np.abs(gaps).sum() / len(labels))


def fitted_temperature(z: Matrix, labels: Labels) -> float:
    """Return the T that minimises the log-likelihood cost of softmax(z / T).

    The cost is convex in 1/T; its minimum is found by golden section between T = 1/4 and
    T = 4.  Guo et al. (2017), section 4.2.

    Parameters
    ----------
    z : Matrix, shape (n, classes)
        Weighted inputs of the output layer on validation examples.
    labels : Labels, shape (n,)
    """
    golden = (np.sqrt(5) - 1) / 2
    low, high = 0.25, 4.0
    while high - low > 1e-4:
        left, right = high - golden * (high - low), low + golden * (high - low)
        if mean_cost(z * left, labels) < mean_cost(z * right, labels):
            high = right
        else:
            low = left
    return float(2 / (low + high))


def mean_cost(z: Matrix, labels: Labels) -> float:
    """Return the mean log-likelihood cost of softmax outputs.  Nielsen (2015), eq. (80)."""
    shifted = z.astype(np.float64) - z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float((log_sum - shifted[np.arange(len(labels)), labels]).mean())


def fold_temperature(network: Network, temperature: float) -> None:
    """Divide weights and biases of the last layer by T, in place: its z become z / T."""
    network.weights[-1][:] /= temperature
    network.biases[-1][:] /= temperature
