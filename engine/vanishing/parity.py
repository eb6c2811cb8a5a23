"""Parity of n bits: a deep circuit, a tree of XORs, against a shallow one.  Ch. 5 and Håstad."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from engine.errors import SettingError

MOST_BITS = 16
"""Largest number of bits of a circuit; the shallow one then has 32,768 terms."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of a circuit.

    Attributes
    ----------
    kind : str
        "NOT", "AND" or "OR".
    sources : tuple of int
        Node numbers: inputs are 0 … n − 1, gates follow in order.
    """

    kind: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ParityCircuit:
    """Circuit over n bits; the last gate computes the parity.

    Attributes
    ----------
    depth : int
        Gates on the longest path from an input to the output.
    """

    bits: int
    gates: tuple[Gate, ...]

    @property
    def depth(self) -> int:
        """Number of gates on the longest path."""
        depths = [0] * self.bits
        for gate in self.gates:
            depths.append(1 + max(depths[source] for source in gate.sources))
        return depths[-1]


def deep_parity(bits: int) -> ParityCircuit:
    """Return parity as a balanced tree of n − 1 XORs of four gates each.

    Raises
    ------
    SettingError
        If there are fewer than 2 or more than MOST_BITS bits.
    """
    check_bits(bits)
    gates: list[Gate] = []
    level = list(range(bits))
    while len(level) > 1:
        pairs = [_exclusive_or(gates, bits, one, two)
                 for one, two in zip(level[::2], level[1::2], strict=False)]  # fmt: skip
        level = pairs + level[len(level) // 2 * 2 :]
    return ParityCircuit(bits, tuple(gates))


def shallow_parity(bits: int) -> ParityCircuit:
    """Return parity in disjunctive normal form: NOTs, an AND for each odd row, and one OR."""
    check_bits(bits)
    gates = [Gate("NOT", (bit,)) for bit in range(bits)]
    for row in product((0, 1), repeat=bits):
        if sum(row) % 2:
            sources = tuple(bit if one else bits + bit for bit, one in enumerate(row))
            gates.append(Gate("AND", sources))
    terms = range(2 * bits, bits + len(gates))
    gates.append(Gate("OR", tuple(terms)))
    return ParityCircuit(bits, tuple(gates))


def deep_count(bits: int) -> int:
    """Return the number of gates of the deep circuit: 4(n − 1)."""
    return 4 * (bits - 1)


def shallow_count(bits: int) -> int:
    """Return the number of gates of the shallow circuit: n + 2^(n − 1) + 1."""
    return int(bits + 2 ** (bits - 1) + 1)


def _exclusive_or(gates: list[Gate], bits: int, one: int, two: int) -> int:
    """Add the gates of (a OR b) AND NOT (a AND b); return the node number of the last."""
    start = bits + len(gates)
    gates += [Gate("OR", (one, two)), Gate("AND", (one, two))]
    gates += [Gate("NOT", (start + 1,)), Gate("AND", (start, start + 2))]
    return start + 3


def check_bits(bits: int, most: int = MOST_BITS) -> None:
    """Refuse a number of bits that is out of its range.

    Raises
    ------
    SettingError
    """
    if not 2 <= bits <= most:
        raise SettingError(
            "expected 2 to {most} bits, got {found}; choose fewer", most=most, found=bits
        )
