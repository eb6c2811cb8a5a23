"""Narrow deep networks, and their descent by epochs."""

from __future__ import annotations

from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import Shape

RULE = Rule(0.5, 1.0, 0.5)


def shape(depth=3, activation="sigmoid", initialiser="1/sqrt(n_in)", cost="cross-entropy"):
    """Return a narrow deep network."""
    return Shape(depth, 6, activation, initialiser, cost)


def run(descent, rule=RULE, epochs=1):
    """Let so many epochs pass."""
    while not descent.piece():
        pass
    for _ in range(epochs):
        if descent.begin(rule):
            while not descent.piece():
                pass
    return descent
