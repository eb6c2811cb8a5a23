"""Familiarity: a limit fitted to false alarms, and what is unlike the digits."""

import numpy as np
import pytest

from engine.errors import StorageError
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.recognition.familiarity import FAMILIAR, Familiarity
from tests.support.samples.readers import small_network


def test_the_limit_of_familiarity_gives_the_false_alarms_asked_for() -> None:
    generator = np.random.default_rng(1)
    network = small_network("softmax")
    detector = Network.initialised(NetworkSpecification.dense((784, 2), ("softmax",)), "he", 2)
    digits = generator.random((400, 784)).astype(np.float32)
    familiarity = Familiarity.fitted(network, detector, digits, 0.1)
    scores = familiarity.scores(digits)
    assert np.mean(scores < FAMILIAR) == pytest.approx(0.1, abs=0.005)
    assert np.median(scores) == pytest.approx(0.95, abs=0.01)


def fitted(digits):
    """Return a scorer that was fitted to pictures."""
    detector = Network.initialised(NetworkSpecification.dense((784, 2), ("softmax",)), "he", 2)
    return Familiarity.fitted(small_network("softmax"), detector, digits, 0.1)


@pytest.fixture(name="digits", scope="module")
def _digits():
    return np.random.default_rng(1).random((200, 784)).astype(np.float32)


def test_both_measures_have_mean_zero_and_deviation_one_on_the_digits(digits):
    familiarity = fitted(digits)
    z = familiarity.network.trace(digits)[0][-1]
    means, deviations = familiarity.scales.T
    standard = (familiarity.witnesses(digits, z) - means) / deviations
    np.testing.assert_allclose(standard.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(standard.std(axis=0), 1, rtol=1e-9)
    np.testing.assert_allclose(familiarity.strangeness(digits), standard.sum(axis=1), atol=1e-6)


def test_the_free_energy_is_minus_the_logarithm_of_the_sum_of_exponentials(digits):
    familiarity = fitted(digits)
    z = np.array([[0.0, 1.0, -2.0], [1000.0, 1000.0, 0.0]])
    energy = familiarity.witnesses(digits[:2], z)[:, 1]
    expected = [-np.log(1 + np.e + np.e**-2), -1000 - np.log(2)]
    np.testing.assert_allclose(energy, expected, rtol=1e-12)


def test_a_scorer_survives_its_arrays(digits):
    familiarity = fitted(digits)
    specification = familiarity.detector.specification
    description = {"sizes": specification.sizes, "activations": specification.activations}
    again = Familiarity.from_arrays(familiarity.network, familiarity.arrays(), description)
    np.testing.assert_array_equal(again.scores(digits), familiarity.scores(digits))


@pytest.mark.parametrize("name", ["detector", "scales", "limit_and_slope"])
def test_arrays_that_are_missing_or_too_short_are_refused(digits, name):
    familiarity = fitted(digits)
    description = {"sizes": [784, 2], "activations": ["softmax"]}
    arrays = familiarity.arrays()
    key = f"familiarity.{name}"
    short = {**arrays, key: arrays[key][:1]}
    for spoilt in ({k: v for k, v in arrays.items() if k != key}, short):
        with pytest.raises(StorageError, match="what is familiar"):
            Familiarity.from_arrays(familiarity.network, spoilt, description)
