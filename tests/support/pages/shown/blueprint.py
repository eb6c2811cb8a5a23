"""A hand on the shown blueprint, for its tests."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.pages.builder.words import DIGITS
from engine.commands.transport import Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.networks.specification import parse_layers

DEEP = "28x28 conv4@5:relu pool2 dense9:relu softmax10"


LEFT = Qt.MouseButton.LeftButton


def small_data(name):
    """Return little data, so that a run takes a moment."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (200, 50, 50)))


def show(page, worker, pieces=1):
    """Hand the page the newest snapshot."""
    snapshot = worker.work(pieces)
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    run = snapshot.simulation(page.simulation_id)
    return None if run is None else run.payload


def layers_of(page, worker):
    """Return the layers of the run of Digits in full words."""
    settings = show(page, worker).training.settings
    return parse_layers(str(settings["layers"]), str(settings["cost"])).words


def trained(page, worker, epochs=1):
    """Train for so many epochs."""
    worker.send(Step(DIGITS, epochs, "epoch"))
    while len((state := show(page, worker, 5)).training.history.epochs) < 1 + epochs:
        pass
    return state
