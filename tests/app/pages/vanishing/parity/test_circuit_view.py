"""The picture of a circuit for parity: gates in levels, or their number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from app.pages.vanishing.parity.circuit_view import MOST_DRAWN, gate_places, levels_of
from engine.vanishing.parity import Gate, ParityCircuit, deep_parity, shallow_parity
from tests.support.pages.vanishing_page import picture


def test_circuits_are_drawn_or_counted(hand):
    hand.set(station="parity", parity_bits=5)
    small = picture(hand.page.parity.shallow)
    hand.set(parity_bits=12)
    assert picture(hand.page.parity.shallow) != small
    assert "2061 gates" in hand.page.parity.shallow.accessibleDescription()


@pytest.mark.parametrize(
    "circuit", [deep_parity(5), deep_parity(8), shallow_parity(4)], ids=["5", "8", "flat"]
)
def test_wires_lead_to_the_right_and_no_gate_hides_another(circuit):
    area = QRectF(10, 20, 400, 300)
    places, levels = gate_places(circuit, area), levels_of(circuit)
    assert len(places) == circuit.bits + len(circuit.gates)
    assert levels[-1] == max(levels) == circuit.depth
    for number, gate in enumerate(circuit.gates, circuit.bits):
        assert all(places[source].x() < places[number].x() for source in gate.sources)
    assert all(area.contains(place) for place in places)
    assert len({(place.x(), place.y()) for place in places}) == len(places)
    assert {place.x() for place in places[: circuit.bits]} == {area.left()}
    assert places[-1].x() == area.right()


def test_the_level_of_a_gate_is_its_longest_way_from_an_input():
    gates = (Gate("NOT", (0,)), Gate("AND", (1, 2)), Gate("OR", (0, 3)))
    assert levels_of(ParityCircuit(2, gates)) == [0, 0, 1, 2, 3]


def test_a_circuit_of_too_many_gates_is_counted(hand):
    view = hand.page.parity.shallow
    small, large = shallow_parity(4), shallow_parity(10)
    assert len(small.gates) < MOST_DRAWN < len(large.gates)
    view.show_circuit(large, len(large.gates))
    counted = picture(view)
    view.show_circuit(None, len(large.gates))
    assert picture(view) == counted
    view.show_circuit(small, len(small.gates))
    assert picture(view) != counted
