"""Calibration: its error, and the temperature that makes the cost smallest."""

import numpy as np
import pytest

from engine.recognition.calibration import (
    calibration_error,
    fitted_temperature,
    fold_temperature,
    mean_cost,
)
from tests.support.samples.readers import small_network


def test_calibration_error_of_honest_and_of_boasting_answers() -> None:
    labels = np.array([0, 0, 0, 1], np.uint8)
    honest, boasting = np.array([[0.75, 0.25]] * 4), np.array([[1.0, 0.0]] * 4)
    assert calibration_error(honest, labels) == pytest.approx(0)
    assert calibration_error(boasting, labels) == pytest.approx(0.25)


def test_the_temperature_makes_the_cost_smallest() -> None:
    generator = np.random.default_rng(3)
    z = generator.normal(0, 2, (3_000, 10))
    shares = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    labels = np.array([generator.choice(10, p=row) for row in shares], np.uint8)
    temperature = fitted_temperature(3 * z, labels)
    assert temperature == pytest.approx(3, rel=0.1)
    for other in (0.9, 1.1):
        best = mean_cost(3 * z / temperature, labels)
        assert best <= mean_cost(3 * z / (temperature * other), labels)


def test_folding_the_temperature_divides_the_outputs() -> None:
    network = small_network("softmax")
    x = np.random.default_rng(4).random((3, 784)).astype(np.float32)
    z = network.trace(x)[0][-1]
    fold_temperature(network, 2.0)
    np.testing.assert_allclose(network.trace(x)[0][-1], z / 2, rtol=1e-5, atol=1e-6)
