"""States of the Digits page as the engine would publish them, and whoever takes its commands."""

from __future__ import annotations

import dataclasses

import numpy as np

from engine.simulations.digits.state import DigitsState, GameView, PictureSource
from engine.simulations.learning.views.state import (
    BranchView,
    History,
    Mistakes,
    NetworkView,
    TrainingView,
)
from engine.snapshots import Message, SimulationSnapshot, Snapshot, Status
from engine.training.settings import TrainingSettings

SEVEN = (((0.2, 0.2), (0.5, 0.18), (0.8, 0.2), (0.6, 0.55), (0.45, 0.85)),)


class Recorder:
    """Takes commands and remembers them."""

    def __init__(self):
        self.commands = []

    def send(self, command):
        self.commands.append(command)
        return len(self.commands)

    def sent(self, kind):
        return [command for command in self.commands if isinstance(command, kind)]


def history(epochs=0):
    """Curves of so many epochs after the untrained network."""
    rows = np.arange(epochs + 1.0)
    rising, falling = 0.1 + 0.85 * rows / (epochs + 1), 2.0 / (1 + rows)
    columns = [falling, falling + 0.1, falling + 0.2, rising, rising - 0.01, rising - 0.02]
    rows_of_layers = np.ones((epochs + 1, 2))
    return History(
        rows,
        *columns,
        np.ones(epochs + 1),
        1000 * rows,
        rows_of_layers,
        rows_of_layers,
        np.arange(5.0) * 100,
        np.linspace(2, 1, 5),
    )


def branches():
    """Return a run and a branch of it."""
    return tuple(
        BranchView(
            number,
            parent,
            500 * (number - 1),
            Message("run {number}", {"number": number}),
            2000,
            2.0,
            {"eta": 0.1 * number},
            0.9,
            2,
            history(2),
            23_860,
        )
        for number, parent in ((1, None), (2, 1))
    )


def mistakes(count=9):
    return Mistakes(
        np.arange(count) + 100,
        np.random.default_rng(1).uniform(size=(count, 28, 28)),
        np.full(count, 4, np.uint8),
        np.full(count, 9, np.uint8),
        np.full(count, 0.8),
    )


def state_of(shipped, /, strokes=SEVEN, version=1, **changes):
    """A state as the engine would publish it; training starts untrained."""
    network = shipped.network
    view = NetworkView(
        network.specification.sizes,
        network.specification.activations,
        tuple(network.weights),
        tuple(network.biases),
        0,
    )
    training = TrainingView(
        dataclasses.replace(view, weights=(), biases=()),
        {**TrainingSettings().values(), "data": "built-in"},
        history(),
        "built-in",
        10_000,
        steps_per_epoch=1000,
    )
    reading = shipped.read_strokes(strokes) if strokes else None
    source = PictureSource("drawing" if strokes else "none")
    state = DigitsState("ready-made", reading, version, source, strokes, view, training)
    trained = changes.pop("training", {})
    state = dataclasses.replace(state, training=dataclasses.replace(training, **trained))
    return dataclasses.replace(state, **changes)


def snapshot_of(state, status=Status.IDLE, generation=10**9, failure=None):
    run = SimulationSnapshot("digits", "digits", status, state.training.step, 1.5, state, failure)
    return Snapshot(generation, 1, (run,))


def open_board(page, tab):
    page.side.open_training()
    page.side.training.board.tabs.setCurrentIndex(tab)


def game(answers=()):
    labels = np.arange(20, dtype=np.uint8) % 10
    return GameView(
        np.random.default_rng(2).uniform(size=(20, 28, 28)),
        labels,
        labels[::-1].copy(),
        0.002,
        tuple(answers),
        (1.0,) * len(answers),
    )


def together(training):
    """Return the view with its first run as a twin that answers 3."""
    outputs = np.eye(10)[3]
    first, second = training.branches
    lockstep_run = dataclasses.replace(first, together=True, outputs=outputs)
    return dataclasses.replace(training, branches=(lockstep_run, second))
