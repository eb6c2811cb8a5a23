"""The kernel of convolutions measures like plain NumPy."""

import numpy as np
import pytest

from engine.networks.network import Network
from engine.training.measurement import Measurement, score_network, score_with_numpy
from tests.support.samples.convolutions import NETWORKS, compiled, examples, settings


@compiled
@pytest.mark.parametrize("layers", NETWORKS)
def test_the_kernel_measures_like_plain_numpy(layers):  # score_maps
    data, asked = examples(layers), settings(layers)
    network = Network.initialised(asked.specification(), "1/sqrt(n_in)", 3)
    rows = np.random.default_rng(3).permutation(len(data))
    seen = []
    for work in (score_network, score_with_numpy):
        answers, confidence = np.zeros(len(rows), np.uint8), np.zeros(len(rows), np.float32)
        cost = work(network, asked, data, rows, answers, confidence)
        seen.append((cost, answers, confidence))
    assert seen[0][0] == pytest.approx(seen[1][0], rel=1e-4)
    assert np.array_equal(seen[0][1], seen[1][1])
    np.testing.assert_allclose(seen[0][2], seen[1][2], rtol=1e-4)


@compiled
def test_a_measurement_goes_through_whole_data_sets():
    layers = NETWORKS[1]
    data, asked = examples(layers, 101), settings(layers)
    network = Network.initialised(asked.specification(), "he", 1)
    score = Measurement(network, asked, {"training": data}).finish()["training"]
    answers = network.feedforward(data.x).argmax(axis=1)
    assert score.accuracy == pytest.approx((answers == data.labels).mean())
