"""Small parts measured together, and single outputs."""

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.networks.network import Network
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from tests.support.samples.measured import network_of


@pytest.mark.parametrize("layers", ["2-4:tanh-1", "3-200:tanh-40-1"])
@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
def test_a_single_output_answers_1_above_one_half(layers, cost):
    # in float64 by planes, in float32 by NumPy
    network, settings = network_of(layers, cost)
    generator = np.random.default_rng(2)
    x = generator.normal(size=(40, network.specification.sizes[0])).astype(np.float32)
    labels = generator.integers(0, 2, 40).astype(np.uint8)
    score = Measurement(network, settings, {"all": Examples(x, labels)}).finish()["all"]
    outputs = network.feedforward(x.astype(network.parameters.dtype))[:, 0].astype(float)
    np.testing.assert_array_equal(score.answers, outputs > 0.5)
    assert score.accuracy == ((outputs > 0.5) == labels).mean()
    np.testing.assert_allclose(score.confidence, np.maximum(outputs, 1 - outputs), rtol=1e-5)
    by_hand = {
        "quadratic": 0.5 * (outputs - labels) ** 2,
        "cross-entropy": -np.log(np.where(labels == 1, outputs, 1 - outputs)),
    }
    assert score.cost == pytest.approx(by_hand[cost].mean(), rel=1e-5)


def test_small_parts_are_measured_together_to_the_same_bits():
    settings = TrainingSettings.from_values({"layers": "2-4-1", "cost": "cross-entropy"})
    network = Network.initialised(settings.specification(), "normal", 2)
    generator = np.random.default_rng(2)
    parts = {
        name: Examples(
            generator.normal(size=(count, 2)).astype(np.float32),
            generator.integers(0, 2, count).astype(np.uint8),
        )
        for name, count in (("training", 210), ("validation", 33), ("test", 0))
    }
    together = Measurement(network, settings, parts).finish()
    assert set(together) == {"training", "validation"}
    for name, score in together.items():
        alone = Measurement(network, settings, {name: parts[name]}).finish()[name]
        assert (score.cost, score.accuracy) == (alone.cost, alone.accuracy)
        np.testing.assert_array_equal(score.answers, alone.answers)
        np.testing.assert_array_equal(score.confidence, alone.confidence)
