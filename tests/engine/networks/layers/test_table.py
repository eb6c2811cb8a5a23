"""Layers are written as they are read; one more entry of LAYERS is one more kind everywhere."""

from __future__ import annotations

import runpy

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.errors import SettingError
from engine.exports.files import export_network, import_network
from engine.functions.costs import COST
from engine.networks.blueprints import additions_at, parts_of, with_addition, with_value, without
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.training.measurement import score_network
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.networks.layers.scale_layer import NETWORKS as SCALED
from tests.engine.networks.layers.scale_layer import add_scale, drawn_arrays


@pytest.mark.parametrize(
    "text",
    [
        "28x28 conv20@5:sigmoid pool2 dense100:sigmoid dense10:softmax",
        "3x32x32 conv8@3same:relu conv4@4/2:tanh avgpool3/2 dense10:softmax",
        "9x9 conv3@2:linear l2pool2 dense4:relu dense2:softmax",
    ],
)
def test_a_network_is_written_as_it_is_read(text):
    assert str(parse_layers(text, "log-likelihood")) == text


@pytest.mark.parametrize(
    "layers",
    [
        "28x28 conv softmax10",
        "28x28 conv20 softmax10",
        "28x28 conv20@5:mish softmax10",
        "28x28 conv20@5:softmax softmax10",
        "28x28 conv20@5 minpool2 softmax10",
    ],
)
def test_a_word_that_is_no_layer_is_refused(layers):
    with pytest.raises(SettingError):
        parse_layers(layers, "log-likelihood")


# --- one more entry -------------------------------------------------------------------------


@pytest.fixture
def with_scale(monkeypatch):
    """Add a kind of layer that the product does not have, without kernels."""
    add_scale(monkeypatch)
    yield
    parse_layers.cache_clear()


added = pytest.mark.usefixtures("with_scale")
networks = pytest.mark.parametrize("words", SCALED)


def network_of(words, kind=np.float64):
    specification = parse_layers(words, "log-likelihood")
    return Network(
        specification, Network.initialised(specification, "he", 3).parameters.astype(kind)
    )


def test_without_its_entry_a_kind_is_not_known():
    with pytest.raises(SettingError):
        parse_layers(SCALED[0], "log-likelihood")


@added
@networks
def test_a_new_kind_is_read_written_and_counted(words):
    specification = parse_layers(words, "log-likelihood")
    assert specification.words == words
    assert not specification.has_kernels
    parts = parts_of(specification)
    assert [part.word for part in parts] == words.split()
    assert sum(part.parameters for part in parts) == specification.parameter_count
    indices = Network(specification, np.arange(specification.parameter_count))
    last = len(indices.weights) - 1
    assert specification.parameter_index(last, 1, 2) == indices.weights[last][1, 2]


@added
@networks
def test_a_new_kind_goes_forward_and_back(words, generator):
    network, cost = network_of(words), COST["log-likelihood"]
    network.parameters += 0.1 * generator.normal(size=len(network.parameters))
    x, y = drawn_arrays(network.specification, generator)
    gradient = network.backprop(x, y, cost)
    for place in generator.choice(len(gradient), 30, replace=False):
        sides = []
        for step in (1e-6, -1e-6):
            network.parameters[place] += step
            sides.append(cost.value(network.feedforward(x), y).mean())
            network.parameters[place] -= step
        assert gradient[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-7)


@added
@networks
def test_a_new_kind_is_put_in_changed_and_taken_out_on_a_card(words):
    specification = parse_layers(words, "log-likelihood")
    place = words.split().index(next(word for word in words.split() if "scale" in word))
    changed = with_value(specification, place, "gain", 7)
    assert changed.split()[place] == "scale7"
    bare = parse_layers(without(specification, place), "log-likelihood")
    offered = {addition.name: addition for addition in additions_at(bare, place)}
    assert with_addition(bare, place, offered["scale"]).split()[place] == "scale1"


@added
@networks
def test_a_new_kind_leaves_to_files_and_programs(words, tmp_path, generator):
    network = network_of(words)
    x, _ = drawn_arrays(network.specification, generator)
    for suffix in ("npz", "safetensors"):
        export_network(tmp_path / f"network.{suffix}", network)
        assert import_network(tmp_path / f"network.{suffix}").digest() == network.digest()
    export_network(tmp_path / "network.py", network)
    found = runpy.run_path(str(tmp_path / "network.py"))["feedforward"](x)
    np.testing.assert_allclose(found, network.feedforward(x), rtol=1e-12, atol=1e-12)


@added
@networks
def test_a_new_kind_without_kernels_trains_in_numpy_with_dropout(words, generator):
    specification = parse_layers(words, "log-likelihood")
    x, y = drawn_arrays(specification, generator, 40)
    examples = Examples(x.astype(np.float32), y.argmax(axis=1).astype(np.uint8))
    settings = TrainingSettings.from_values(
        {"layers": words, "cost": "log-likelihood", "eta": 0.1, "dropout": 0.1, "lambda": 0.1}
    )
    trainer = Trainer(settings, examples, 3)
    costs = []
    for _ in range(2):
        network, rows = trainer.network, np.arange(40)
        said = np.zeros(40, np.uint8), np.zeros(40, np.float32)
        costs.append(score_network(network, settings, examples, rows, *said))
        trainer.train(100)
    assert costs[1] < costs[0]
