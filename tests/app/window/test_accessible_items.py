"""A screen reader finds neurons, weights and curves of every page, with the values shown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app.appearance.settings import Settings
from app.appearance.translation import plain, significant
from app.pages import PAGES
from app.widgets.access.interfaces import install
from app.widgets.access.items import Itemised
from app.window.main_window import MainWindow
from engine.commands.pages.surface import DropBall

NAME = QAccessible.Text.Name

BALL = (0.5, 0.5)

INFO = {info.id: info for info in PAGES}


@pytest.fixture
def opened(qtbot, theme, live_worker, no_leaks):
    """Return (page id) -> (window, payload) of a page as it opens."""
    install()
    windows = []

    def make(page_id):
        window = MainWindow([INFO[page_id]], live_worker, theme, Settings())
        windows.append(window)
        window.clock.stop()
        window.resize(1280, 720)
        window.open_page(page_id)
        window.show()
        for _ in range(3):
            window.show_snapshot(live_worker.work())
        return window, live_worker.latest.simulation(INFO[page_id].simulation).payload

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def read(interface):
    """Return what a screen reader says of an interface's children, and of their children."""
    said = []
    for place in range(interface.childCount()):
        child = interface.child(place)
        said += [child.text(NAME), *read(child)]
    return said


def said_by(window, name):
    """Return what a screen reader says of the widget with this object name."""
    widget = window.findChild(QWidget, name)
    assert widget is not None
    return read(QAccessible.queryAccessibleInterface(widget))


def test_digits_lists_every_output_neuron_with_its_weights(opened):
    window, state = opened("digits")
    diagram = QAccessible.queryAccessibleInterface(window.findChild(QWidget, "network_diagram"))
    neurons = [diagram.child(place) for place in range(diagram.childCount())]
    outputs = [each for each in neurons if each.text(NAME).startswith("Output neuron")]
    assert len(outputs) == 10
    network = state.network
    bias, weights = float(network.biases[-1][3]), network.weights[-1][3]
    assert outputs[3].text(NAME).endswith(f"bias {plain(bias, 3)}")
    assert outputs[3].childCount() == len(weights)
    said = outputs[3].child(0).text(NAME)
    assert said == f"weight from Hidden neuron 0: {plain(float(weights[0]), 3)}"


def test_builder_lists_every_neuron_and_weight(opened):
    window, state = opened("builder")
    said = said_by(window, "builder_canvas")
    network = state.network
    wanted = [
        f"neuron {neuron + 1} of layer {layer}: bias {plain(float(bias), 3)}"
        for layer, biases in enumerate(network.biases, 1)
        for neuron, bias in enumerate(biases)
    ]
    assert [each for each in said if each.startswith("neuron")] == wanted
    weights = [plain(float(w), 3) for matrix in network.weights for w in matrix.ravel()]
    listed = [each for each in said if each.startswith("weight from")]
    assert [each.rpartition(": ")[2] for each in listed] == weights


def test_backprop_lists_every_weight_and_bias(opened):
    window, state = opened("backprop")
    said = said_by(window, "backprop_canvas")
    shown = state.trace.case
    weights = [significant(float(w), 6) for matrix in shown.weights for w in matrix.ravel()]
    biases = [significant(float(b), 6) for layer in shown.biases for b in layer]
    values = {each.rpartition(" ")[2] for each in said}
    assert values >= set(weights) | set(biases)


def test_surface_lists_the_ball(opened, live_worker):
    window, state = opened("surface")
    live_worker.send(DropBall("surface", *BALL))
    window.show_snapshot(live_worker.work())
    live = live_worker.latest.simulation("surface").payload.balls
    assert len(live) == len(state.balls) + 1
    said = said_by(window, "surface_map")
    assert len(said) == len(live)
    for ball, words in zip(live, said, strict=True):
        assert f"cost {significant(ball.cost)}" in words


def test_vanishing_lists_the_speed_of_every_layer(opened, live_worker, qtbot):
    window, _ = opened("vanishing")

    def loaded():
        window.show_snapshot(live_worker.work())
        payload = live_worker.latest.simulation("vanishing").payload
        return payload.laboratory.moment is not None

    qtbot.waitUntil(loaded, timeout=30_000)
    state = live_worker.latest.simulation("vanishing").payload
    said = said_by(window, "layers_canvas")
    speeds = state.laboratory.moment.gradients.speeds.tolist()
    layers = [each for each in said if each.startswith("layer")]
    assert layers == [
        f"layer {layer}: ‖δ‖ = {significant(speed, 3)}" for layer, speed in enumerate(speeds, 1)
    ]


@pytest.mark.parametrize("page_id", ["perceptrons", "slowdown", "universality"])
def test_a_page_with_a_network_lists_it(opened, page_id):
    window, _ = opened(page_id)
    shown = [
        each
        for each in window.page.findChildren(QWidget)
        if isinstance(each, Itemised) and each.isVisibleTo(window.page)
    ]
    said = [item.words for each in shown for item in each.accessible_items()]
    assert said, page_id
    assert all(words.strip() for words in said)
