"""The card's numbers are the neuron's numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.appearance.theme import Theme
from app.widgets.networks.neuron_card import (
    ContributionBars,
    NeuronCard,
    as_picture,
    explanation_lines,
    source_name,
)
from engine.backpropagation.explanation import explain_neuron

SIZES = (784, 30, 10)


def explained(layer=1, neuron=7):
    """Explain a neuron of a random 784-30-10 network."""
    generator = np.random.default_rng(3)
    weights = [generator.normal(size=(30, 784)), generator.normal(size=(10, 30))]
    biases = [generator.normal(size=30), generator.normal(size=10)]
    x = generator.uniform(size=784) * (generator.uniform(size=784) < 0.2)
    hidden = 1 / (1 + np.exp(-(weights[0] @ x + biases[0])))
    output = 1 / (1 + np.exp(-(weights[1] @ hidden + biases[1])))
    return explain_neuron(
        weights, biases, ["sigmoid"] * 2, [x, hidden, output], layer=layer, neuron=neuron
    )


def numbers(lines):
    """Return the numbers at the right of the lines."""
    return [float(line.right.lstrip("= ").replace("−", "-")) for line in lines if line.right]


@pytest.mark.parametrize("most", [0, 3, 8, 99])
@pytest.mark.parametrize(("layer", "neuron"), [(1, 7), (1, 0), (2, 3)])
def test_printed_terms_add_up_to_the_printed_sum(layer, neuron, most):
    lines = explanation_lines(explained(layer, neuron), SIZES, most)
    z, _, *parts = numbers(lines)
    assert sum(parts) == pytest.approx(z, abs=0.005 * (len(parts) + 1))


def test_terms_name_the_pixel_or_the_neuron_they_come_from():
    assert source_name(28 * 12 + 7, 1, SIZES) == "pixel 12,7"
    assert source_name(5, 2, SIZES) == "neuron 5"
    assert source_name(2, 1, (3, 2)) == "input 2"


def test_a_neuron_is_shown_with_weights_terms_and_pushes(qtbot):
    card = NeuronCard(Theme())
    qtbot.addWidget(card)
    card.resize(220, 420)
    card.show()
    card.show_explanation(explained(), SIZES)
    assert card.heat_map.isVisible()
    assert card.pushes.isVisible()
    assert card.lines.lines[0].left == "z = Σ w·x + b"
    assert not card.grab().isNull()


@pytest.mark.parametrize("height", [160, 300, 420, 700])
def test_as_many_terms_as_have_room_are_listed_and_the_bias_is_never_lost(qtbot, height):
    card = NeuronCard(Theme())
    qtbot.addWidget(card)
    card.show_explanation(explained(), SIZES)
    card.resize(220, height)
    card.show()
    assert card.lines.lines[-1].left == "bias b"
    assert len(card.lines.lines) <= max(card.lines.rows, 5)


def test_an_output_neuron_has_evidence_but_pushes_nothing(qtbot):
    card = NeuronCard(Theme())
    qtbot.addWidget(card)
    card.show()
    card.show_explanation(explained(2, 3), SIZES)
    assert not card.pushes.isVisible()
    assert any("neuron" in line.left for line in card.lines.lines)
    assert not card.heat_map.isVisible()


def test_without_a_selection_one_sentence_says_what_to_do(qtbot):
    card = NeuronCard(Theme())
    qtbot.addWidget(card)
    card.show()
    card.show_explanation(explained(), SIZES)
    card.show_explanation(None, SIZES)
    assert not card.heat_map.isVisible()
    assert card.lines.lines == ()


def test_pushes_name_the_strongest_for_and_against(qtbot):
    bars = ContributionBars(Theme(), "pushes")
    qtbot.addWidget(bars)
    values = np.zeros(10)
    values[7], values[9] = 2.13, -1.4
    bars.show_values(values, exact=True)
    assert bars.summary() == "for 7: +2.13   against 9: −1.40"
    bars.show_values(values, exact=False)
    assert "≈ +2.13" in bars.summary()


def test_a_neuron_that_is_silent_pushes_no_output(qtbot):
    bars = ContributionBars(Theme(), "pushes")
    qtbot.addWidget(bars)
    bars.show_values(np.array([1e-5, -2e-5, 0.0]), exact=True)
    assert bars.summary() == "pushes no output"


@given(count=st.integers(1, 900))
def test_weights_of_any_layer_become_a_picture_that_loses_none(count):
    picture = as_picture(np.arange(1, count + 1))
    assert sorted(picture[picture > 0]) == list(range(1, count + 1))
