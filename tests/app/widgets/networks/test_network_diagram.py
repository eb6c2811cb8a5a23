"""The diagram shows the strongest evidence, and its neurons can be selected."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.appearance.theme import Theme
from app.widgets.networks import network_diagram
from app.widgets.networks.network_diagram import MAX_WIRES, NetworkDiagram
from app.widgets.networks.network_state import DiagramState


def state_of(sizes=(784, 30, 10), seed=1, version=1, read=True):
    """Return a random network that reads a random picture."""
    generator = np.random.default_rng(seed)
    pairs = itertools.pairwise(sizes)
    weights = tuple(generator.normal(size=(n_out, n_in)) for n_in, n_out in pairs)
    biases = tuple(generator.normal(size=len(w)) for w in weights)
    activations = tuple(generator.uniform(size=size) for size in sizes) if read else ()
    names = ("sigmoid",) * (len(sizes) - 1)
    return DiagramState(sizes, names, weights, biases, activations, (seed, version), 7, 2)


@pytest.fixture
def diagram(qtbot):
    """A shown diagram of a 784-30-10 network that records its selections in `chosen`."""
    diagram = NetworkDiagram(Theme())
    qtbot.addWidget(diagram)
    diagram.resize(320, 520)
    diagram.show()
    diagram.show_state(state_of())
    diagram.chosen = []
    diagram.neuron_selected.connect(diagram.chosen.append)
    return diagram


def click(diagram, layer, neuron):
    column = next(each for each in diagram.columns if each.layer == layer)
    position = QPoint(round(column.x), round(column.y_of(neuron)))
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=position)


def test_a_click_selects_a_hidden_and_an_output_neuron(diagram):
    click(diagram, 1, 7)
    click(diagram, 2, 3)
    assert diagram.chosen == [(1, 7), (2, 3)]


def test_a_selection_lays_the_columns_out_once(diagram, monkeypatch):
    times = []
    lay_out = network_diagram.lay_out
    monkeypatch.setattr(
        network_diagram, "lay_out", lambda *asked: times.append(asked) or lay_out(*asked)
    )
    click(diagram, 1, 7)
    assert len(times) == 1


def test_a_click_on_empty_space_deselects(diagram):
    click(diagram, 1, 7)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=QPoint(180, 515))
    assert diagram.chosen[-1] is None
    assert diagram.selected is None


def test_arrow_keys_move_the_selection_and_escape_takes_it_away(diagram):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        QTest.keyClick(diagram, key)
    assert diagram.chosen == [(1, 0), (1, 1), (2, 0), None]


def test_arrow_keys_reach_neurons_that_the_ellipsis_hides(diagram):
    diagram.show_state(state_of((784, 500, 10)))
    diagram.select((1, 250))
    assert diagram.selected == (1, 250)
    hidden = next(each for each in diagram.columns if each.layer == 1)
    assert hidden.y_of(250) is not None


def test_a_selection_is_named_with_output_and_bias(diagram):
    diagram.select((1, 3))
    text = diagram.accessibleDescription()
    assert text.startswith("Hidden neuron 3, output 0.")
    assert "bias" in text


@pytest.mark.parametrize("sizes", [(784, 30, 10), (784, 800, 800, 10), (784, *(20,) * 30, 10)])
def test_never_more_wires_than_the_limit(diagram, sizes):
    diagram.show_state(state_of(sizes))
    drawn = [len(lines.ends) for lines in diagram._lines()]
    assert 0 < sum(drawn) <= MAX_WIRES


def test_wires_are_not_drawn_anew_for_an_invisible_change(diagram):
    first = diagram._wires_layer().cacheKey()
    before = state_of()
    nudged = tuple(w * (1 + 1e-7) for w in before.weights)
    diagram.show_state(
        DiagramState(
            before.sizes,
            before.activation_names,
            nudged,
            before.biases,
            before.activations,
            ("nudged",),
            7,
            2,
        )
    )
    assert diagram._wires_layer().cacheKey() == first


def test_wires_are_drawn_anew_for_a_visible_change(diagram):
    first = diagram._wires_layer().cacheKey()
    diagram.show_state(state_of(seed=2))
    assert diagram._wires_layer().cacheKey() != first


def test_a_network_of_another_shape_drops_a_selection_that_is_gone(diagram):
    diagram.select((1, 29))
    diagram.show_state(state_of((784, 5, 10)))
    assert diagram.selected is None


@pytest.mark.parametrize("sizes", [(784, 10), (4, 3, 2), (784, 1000, 10), (784, *(9,) * 60, 10)])
@pytest.mark.parametrize("read", [True, False])
def test_any_network_is_drawn(diagram, sizes, read):
    diagram.show_state(state_of(sizes, read=read))
    diagram.set_wave(0.4)
    assert not diagram.grab().isNull()


def test_the_wave_hides_what_it_has_not_reached(diagram):
    diagram.set_wave(None)
    lit = diagram.grab().toImage()
    diagram.set_wave(0.0)
    dark = diagram.grab().toImage()
    column = diagram.columns[1]
    row = int(np.argmax(diagram._state.activations[1]))
    x, y = round(column.x), round(column.ys[row])
    assert lit.pixelColor(x, y) != dark.pixelColor(x, y)


def test_a_diagram_without_a_network_is_empty_and_alive(qtbot):
    diagram = NetworkDiagram(Theme())
    qtbot.addWidget(diagram)
    diagram.show()
    QTest.keyClick(diagram, Qt.Key.Key_Down)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert diagram.selected is None
