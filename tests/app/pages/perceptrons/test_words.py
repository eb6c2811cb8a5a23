"""Names and number formats of the Perceptrons page."""

from __future__ import annotations

from app.appearance.translation import plain
from app.pages.perceptrons.words import (
    BENCH_NAMES,
    CHANGE_NAMES,
    NETWORK_NAMES,
    node_name,
    signed,
)
from app.pages.perceptrons.words import STATIONS as SWITCHED
from engine.perceptrons.benches import BENCHES, adder
from engine.simulations.perceptrons.scene import CHANGES, NETWORKS, STATIONS


def test_everything_has_a_name():
    assert tuple(SWITCHED) == STATIONS
    assert set(BENCH_NAMES) == {*BENCHES, ""}
    assert set(CHANGE_NAMES) == set(CHANGES)
    assert set(NETWORK_NAMES) == set(NETWORKS)


def test_nodes_are_named_by_what_they_are():
    circuit = adder()
    names = [node_name(circuit, node) for node in circuit.nodes]
    assert names == ["x₁", "x₂", "p₁", "p₂", "p₃", "sum", "carry"]


def test_numbers_have_no_zeros_at_their_end_and_nought_has_no_sign():
    assert [plain(value) for value in (120.0, 0.5, -0.25, 1e-9, -1e-9)] == [
        "120",
        "0.5",
        "−0.25",
        "0",
        "0",
    ]
    assert [signed(value, 1) for value in (3.0, -3.0, 0.04, -0.04)] == ["+3", "−3", "0", "0"]
