"""Ten outputs into four bits: an extra layer, and whether it is right in the worst case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.perceptrons.perceptrons import fires, rounded

DIGITS, BITS = 10, 4
SURE, QUIET = 0.99, 0.01
"""The right output is at least SURE and at most 1, each other at least 0 and below QUIET."""

SOLUTION = 10.0


@dataclass(frozen=True, slots=True)
class BitLayer:
    """The extra layer: four perceptrons over ten outputs.

    Attributes
    ----------
    weights : tuple of tuple of float
        Four rows of ten; the first row stands for 8.
    biases : tuple of float
        Four.
    """

    weights: tuple[tuple[float, ...], ...] = ((0.0,) * DIGITS,) * BITS
    biases: tuple[float, ...] = (0.0,) * BITS

    def changed(self, bit: int, digit: int | None, value: float) -> BitLayer:
        """Return the layer with one weight changed, or with `digit` None one bias."""
        weights, biases = [list(row) for row in self.weights], list(self.biases)
        if digit is None:
            biases[bit] = value
        else:
            weights[bit][digit] = value
        return BitLayer(tuple(map(tuple, weights)), tuple(biases))


def bit_of(digit: int, bit: int) -> int:
    """Return a bit of a digit; bit 0 stands for 8, bit 3 for 1.

    Examples
    --------
    >>> [bit_of(6, bit) for bit in range(BITS)]
    [0, 1, 1, 0]
    """
    return digit >> (BITS - 1 - bit) & 1


def solution() -> BitLayer:
    """Return a layer that is always right: +10 where a digit has the bit, −10 where not."""
    weights = tuple(
        tuple(SOLUTION if bit_of(digit, bit) else -SOLUTION for digit in range(DIGITS))
        for bit in range(BITS)
    )
    return BitLayer(weights)


@dataclass(frozen=True, slots=True, eq=False)
class DigitCheck:
    """What the layer makes of a digit when activations are as bad as they may be.

    Attributes
    ----------
    activations : Matrix, shape (BITS, DIGITS)
        For each bit the activations that are worst for it; 0.01 stands for just below it.
    z : Vector, shape (BITS,)
        w·a + b with these.
    bits, wanted : tuple of int
        What comes out, and what should.
    """

    digit: int
    activations: Matrix
    z: Vector
    bits: tuple[int, ...]
    wanted: tuple[int, ...]

    @property
    def right(self) -> bool:
        """Whether all four bits are right whatever the activations are."""
        return self.bits == self.wanted

    @property
    def wrong_bit(self) -> int | None:
        """The bit that is furthest on the wrong side, or None."""
        wrong = [bit for bit in range(BITS) if self.bits[bit] != self.wanted[bit]]
        return max(wrong, key=lambda bit: abs(self.z[bit])) if wrong else None


def check_digit(layer: BitLayer, digit: int) -> DigitCheck:
    """Choose for each bit the activations that are worst, and say what comes out."""
    activations = np.zeros((BITS, DIGITS))
    z = np.zeros(BITS)
    bits = []
    for bit in range(BITS):
        row = layer.weights[bit]
        wanted = bit_of(digit, bit)
        activations[bit] = worst(row, digit, wanted)
        z[bit] = rounded(float(np.dot(row, activations[bit])) + layer.biases[bit])
        bits.append(_output(row, float(z[bit]), digit, wanted))
    wanted_bits = tuple(bit_of(digit, bit) for bit in range(BITS))
    return DigitCheck(digit, seal(activations), seal(z), tuple(bits), wanted_bits)


def worst(row: tuple[float, ...], digit: int, wanted: int) -> list[float]:
    """Return the activations that push a bit furthest away from what it should be."""
    sign = 1.0 if wanted else -1.0
    return [
        _worst_sure(sign * w) if each == digit else (QUIET if sign * w < 0 else 0.0)
        for each, w in enumerate(row)
    ]


def _worst_sure(w: float) -> float:
    return SURE if w > 0 else 1.0


def _output(row: tuple[float, ...], z: float, digit: int, wanted: int) -> int:
    """Return the bit in the worst case; what pushes it down stays below QUIET, never at it."""
    if wanted and z == 0.0 and any(w < 0 for each, w in enumerate(row) if each != digit):
        return 1
    return fires(z)


def check_all_digits(layer: BitLayer) -> tuple[DigitCheck, ...]:
    """Check all ten digits."""
    return tuple(check_digit(layer, digit) for digit in range(DIGITS))
