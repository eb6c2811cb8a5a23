"""The playground's canvas says which neuron, wire or point the mouse means."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from app.widgets.networks.playground_canvas import PlaygroundCanvas
from app.widgets.networks.playground_pictures import place_in
from app.widgets.networks.playground_units import title_of
from engine.simulations.learning.views.playground import SIDE, PlaygroundView, PointsView
from engine.simulations.learning.views.state import NetworkView
from tests.support.mouse import NONE, drag, move

RIGHT = Qt.MouseButton.RightButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def state_of(sizes=(2, 3, 1), version=1):
    """Return a network of these sizes over four points."""
    generator = np.random.default_rng(version)
    pairs = list(itertools.pairwise(sizes))
    network = NetworkView(
        sizes,
        ("tanh",) * len(pairs),
        tuple(generator.normal(size=(n_out, n_in)) for n_in, n_out in pairs),
        tuple(np.full(n_out, 0.25) for _, n_out in pairs),
        version,
    )
    x = np.array([[-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    labels, held = np.array([0, 1, 1, 0], np.uint8), np.zeros(4, bool)
    points = PointsView("xor", x, labels, held, 2, 0.0, 0.5, 0.9, "four")
    levels = generator.integers(1, 256, (sum(sizes[1:]), SIDE, SIDE)).astype(np.uint8)
    return SimpleNamespace(
        network=network, points=points, playground=PlaygroundView(levels, (), version)
    )


@pytest.fixture
def canvas(qtbot, theme):
    """Return a shown canvas; `heard` holds what it says."""
    canvas = PlaygroundCanvas(theme)
    qtbot.addWidget(canvas)
    canvas.resize(900, 500)
    canvas.show()
    canvas.show_state(state_of())
    canvas.heard = []
    for name in ("wire_clicked", "neuron_clicked", "painted", "erased", "emptied"):
        getattr(canvas, name).connect(lambda *said, name=name: canvas.heard.append((name, *said)))
    return canvas


def plane(canvas, *points):
    """Return the pixels of points of the plane."""
    return [QPointF(*place) for place in place_in(canvas.places.playground, np.array(points))]


def middle_of_wire(canvas, layer, number):
    """Return a point of a wire, nearer to its neuron than to the crossings in the middle."""
    ends = canvas.places.wires(layer)[number]
    return QPointF(*(ends[:2] + 0.9 * (ends[2:] - ends[:2])).tolist())


def test_a_click_on_a_neuron_names_its_layer_and_number(canvas):
    for layer, neuron in ((1, 2), (2, 0)):
        at = canvas.places.columns[layer][neuron].center()
        drag(canvas, [at])
        assert canvas.heard.pop() == ("neuron_clicked", layer, neuron, at)


def test_a_click_on_a_wire_names_its_layer_neuron_and_input(canvas):
    at = middle_of_wire(canvas, 1, 5)
    drag(canvas, [at])
    assert canvas.heard == [("wire_clicked", 0, 2, 1, at)]
    assert canvas.selected == (0, 2, 1)


def test_a_click_on_nothing_says_so_and_selects_nothing(canvas):
    drag(canvas, [middle_of_wire(canvas, 1, 0)])
    drag(canvas, [QPointF(3, 3)])
    assert canvas.heard[-1] == ("emptied",)
    assert canvas.selected is None


@pytest.mark.parametrize(
    ("button", "modifiers", "label"),
    [
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.MouseButton.LeftButton, SHIFT, 0),
        (RIGHT, Qt.KeyboardModifier.NoModifier, 0),
    ],
)
def test_a_stroke_is_told_at_its_end_with_its_points_and_its_class(
    canvas, button, modifiers, label
):
    wanted = [(-1.0, 0.5), (0.0, 0.0), (1.0, -0.5)]
    drag(canvas, plane(canvas, *wanted), button, modifiers)
    ((name, points, told),) = canvas.heard
    assert (name, told) == ("painted", label)
    np.testing.assert_allclose(points, wanted, atol=1e-6)


def test_points_that_would_touch_and_those_outside_are_left_out(canvas):
    first, near, far = plane(canvas, (0.0, 0.0), (0.02, 0.0), (1.0, 0.0))
    drag(canvas, [first, near, far, QPointF(3, 3)])
    ((_, points, _),) = canvas.heard
    assert len(points) == 2


def test_a_click_with_control_erases_and_paints_nothing(canvas):
    drag(canvas, plane(canvas, (1.0, -1.0)), modifiers=CONTROL)
    ((name, x, y),) = canvas.heard
    assert name == "erased"
    assert (x, y) == pytest.approx((1.0, -1.0))


def test_the_large_picture_is_that_of_the_neuron_under_the_mouse(canvas):
    state = state_of()
    assert title_of(state, canvas._hover, None) == "what the network answers"
    move(canvas, canvas.places.columns[1][1].center(), NONE)
    assert title_of(state, canvas._hover, None) == "what neuron 2 of layer 1 sees · bias 0.25"
    move(canvas, canvas.places.columns[0][1].center(), NONE)
    assert title_of(state, canvas._hover, None) == "input x₂"
    assert canvas._playground_image(state) == canvas._inputs[1]


def test_wires_of_other_neurons_are_paler_under_the_mouse(canvas):
    state, places = state_of(), canvas.places
    before = canvas._lines(state, places, 1).colours
    move(canvas, places.columns[1][1].center(), NONE)
    changed = canvas._lines(state, places, 1).colours != before
    assert changed.tolist() == [True, True, False, False, True, True]


def test_a_network_of_another_shape_has_another_layout_and_no_selection(canvas):
    drag(canvas, [middle_of_wire(canvas, 1, 5)])
    canvas.show_state(state_of((2, 1), version=2))
    assert canvas.selected is None
    assert [len(column) for column in canvas.places.columns] == [2, 1]
    assert canvas.accessibleDescription().startswith("A network 2-1 and 4 points of the plane")


def test_cards_push_the_neurons_down(canvas):
    before = canvas.places.columns[1][0].top()
    canvas.set_head(80.0)
    assert canvas.places.columns[1][0].top() == pytest.approx(before + 40.0, abs=1.0)
