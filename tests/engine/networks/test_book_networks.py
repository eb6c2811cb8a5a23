"""The networks of the book: all that experiments use, and found by name."""

from __future__ import annotations

import pytest

from engine.errors import EngineError
from engine.experiments.chapters import chapter_1, chapter_6
from engine.networks.book_networks import BOOK_NETWORKS, find_network
from engine.networks.specification import parse_layers


def test_every_layer_list_of_the_experiments_is_in_the_table():
    known = {parse_layers(network.layers, "log-likelihood").words for network in BOOK_NETWORKS}
    for each in chapter_6.EXPERIMENTS:
        layers = str(each.settings["layers"])
        assert parse_layers(layers, "log-likelihood").words in known, each.id
    plain = {network.layers for network in BOOK_NETWORKS}
    for each in chapter_1.EXPERIMENTS:
        assert each.settings.get("layers", "784-10") in plain, each.id


def test_names_are_different_and_lead_back():
    assert len({network.name for network in BOOK_NETWORKS}) == len(BOOK_NETWORKS)
    for network in BOOK_NETWORKS:
        assert find_network(network.name) is network
    with pytest.raises(EngineError, match="choose one from its menu"):
        find_network("digits:1-2-3")
