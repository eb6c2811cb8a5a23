"""Circuits of gates that compute parity, deep and shallow."""

from __future__ import annotations

from itertools import product

import pytest

from engine.errors import SettingError
from engine.vanishing.parity import deep_count, deep_parity, shallow_count, shallow_parity


def computed(circuit, row):
    """Return the last gate's output for one row of bits."""
    values = [bool(bit) for bit in row]
    for gate in circuit.gates:
        sources = [values[source] for source in gate.sources]
        values.append({"NOT": not sources[0], "AND": all(sources), "OR": any(sources)}[gate.kind])
    return values[-1]


@pytest.mark.parametrize("bits", [2, 3, 4, 5, 8])
@pytest.mark.parametrize("build", [deep_parity, shallow_parity])
def test_circuits_know_parity_of_every_row(build, bits):
    circuit = build(bits)
    for row in product((0, 1), repeat=bits):
        assert computed(circuit, row) == (sum(row) % 2 == 1)


@pytest.mark.parametrize("bits", range(2, 17))
def test_gates_are_as_many_as_the_formulas_say(bits):
    assert len(deep_parity(bits).gates) == deep_count(bits)
    assert len(shallow_parity(bits).gates) == shallow_count(bits)


def test_depth_grows_slowly_and_the_shallow_one_explodes():
    assert [deep_parity(n).depth for n in (2, 4, 16)] == [3, 6, 12]
    assert [shallow_parity(n).depth for n in (2, 4, 16)] == [3, 3, 3]
    assert (deep_count(16), shallow_count(16)) == (60, 32_785)


@pytest.mark.parametrize("bits", [1, 17])
def test_other_numbers_of_bits_are_refused(bits):
    with pytest.raises(SettingError, match="2 to 16 bits"):
        deep_parity(bits)
