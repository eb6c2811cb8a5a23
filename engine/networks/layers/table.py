"""LAYERS: every kind of layer that networks may have."""

from __future__ import annotations

from engine.networks.layers.convolution import Convolution
from engine.networks.layers.dense import Dense
from engine.networks.layers.layer import Addition, Layer
from engine.networks.layers.pooling import Pooling

LAYERS: tuple[type[Layer], ...] = (Dense, Convolution, Pooling)
"""Kinds in the order in which the Builder offers them."""


def kind_of(word: str) -> type[Layer] | None:
    """Return the kind that a word of a notation is meant to be, None for none."""
    return next((kind for kind in LAYERS if kind.claims(word)), None)


def additions() -> tuple[Addition, ...]:
    """Return everything that the Builder may offer to insert."""
    return tuple(addition for kind in LAYERS for addition in kind.additions)
