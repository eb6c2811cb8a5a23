"""What every entry of LAYERS declares, and how values pass from maps to neurons."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from engine.networks.layers.layer import fitted, unfitted
from engine.networks.layers.table import LAYERS
from engine.networks.specification import parse_layers

NETWORK = parse_layers("28x28 conv20@5same/2:relu l2pool3/2 dense9:tanh softmax4", "log-likelihood")
kinds = pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.kind)


@kinds
def test_a_card_edits_fields_that_the_layer_has(kind):
    layer = next(layer for layer in NETWORK.layers if type(layer) is kind)
    assert {setting.name for setting in kind.card} <= {field.name for field in fields(kind)}
    for setting in kind.card:
        changed = layer.changed(setting.name, setting.check(setting.default))
        assert getattr(changed, setting.name) == setting.default
        assert kind.claims(changed.word)


@kinds
def test_a_kind_is_the_only_one_that_claims_its_words(kind):
    words = [layer.word for layer in NETWORK.layers if type(layer) is kind]
    assert words
    for word in words:
        assert [each for each in LAYERS if each.claims(word)] == [kind]


@kinds
def test_the_views_of_a_layer_cover_its_parameters_once(kind):
    layer = next(layer for layer in NETWORK.layers if type(layer) is kind)
    block = np.arange(layer.parameter_count)
    views = layer.views(block)
    assert [view.shape for view in views] == [(layer.units, *layer.field), (layer.units,)][
        : len(views)
    ]
    assert sorted(np.concatenate([block[:0], *map(np.ravel, views)])) == block.tolist()
    assert all(np.shares_memory(view, block) for view in views)


def test_maps_become_neurons_place_by_place_and_back(generator):
    maps = generator.normal(size=(2, 3, 4, 5))
    row = fitted(maps, (60,))
    assert row[1, (2 * 5 + 4) * 3 + 1] == maps[1, 1, 2, 4]
    np.testing.assert_array_equal(unfitted(row, (3, 4, 5)), maps)


def test_a_picture_becomes_maps_channel_by_channel(generator):
    x = generator.normal(size=(2, 60))
    np.testing.assert_array_equal(fitted(x, (3, 4, 5))[:, 1, 0, 2], x[:, 22])
    assert fitted(x, (60,)) is x
