"""Where the layers of a blueprint lie."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from app.pages.builder.blueprint.geometry import columns_of
from engine.networks.blueprints import parts_of
from engine.networks.book_networks import BOOK_NETWORKS
from engine.networks.specification import parse_layers


@pytest.mark.parametrize("network", BOOK_NETWORKS, ids=lambda network: network.name)
@pytest.mark.parametrize("size", [(560, 200), (860, 330), (1500, 700)])
def test_nothing_overlaps_and_nothing_leaves_the_stage(network, size):
    parts = parts_of(parse_layers(network.layers))
    boxes = []
    for column in columns_of(parts, QRectF(0, 0, *size)):
        box = QRectF()
        for rect in (*column.sheets, *column.neurons):
            assert QRectF(-0.5, -0.5, size[0] + 1, size[1] + 1).contains(rect)
            box = box.united(rect)
        boxes.append(box)
    assert all(not a.intersects(b) for a, b in pairwise(boxes))
