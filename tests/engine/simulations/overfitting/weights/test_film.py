"""Films of weights: frames are thinned, ends grow, histograms are counted once."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.simulations.overfitting.weights.film import GROUPS, MOST_FRAMES, Film

SPECIFICATION = parse_layers("784-3-10", "cross-entropy")


@pytest.fixture
def network():
    """Return a small network."""
    return Network.initialised(SPECIFICATION, "normal", 1)


def test_frames_of_long_runs_are_thinned_evenly(network):
    film = Film(SPECIFICATION)
    for epoch in range(400):
        film.add(epoch, network.parameters)
    epochs = [frame.epoch for frame in film.frames]
    assert len(epochs) <= MOST_FRAMES
    assert epochs[0] == 0
    assert len(set(np.diff(epochs))) == 1


@pytest.mark.parametrize("group", GROUPS)
def test_histograms_are_counted_frame_by_frame(network, group):
    film = Film(SPECIFICATION)
    film.add(0, network.parameters)
    film.add(1, 3 * network.parameters)
    pieces = 0
    while film.piece(group):
        pieces += 1
    assert not film.lacks(group)
    # the wider second frame makes the first one be counted again
    assert pieces == 3
    assert film.row(group, 0).sum() == pytest.approx(1.0)


def test_groups_hold_all_parameters(network):
    assert sum(len(GROUPS[group](network)) for group in GROUPS) == network.parameters.size
