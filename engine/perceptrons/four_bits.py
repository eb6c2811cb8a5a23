"""Extra layer from ten digit outputs to four bits, and its worst-case check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.perceptrons.perceptrons import fires, rounded

DIGITS, BITS = 10, 4
SURE, QUIET = 0.99, 0.01
"""The correct output lies in [SURE, 1], every other one in [0, QUIET)."""

SOLUTION = 10.0


@dataclass(frozen=True, slots=True)
class BitLayer:
    """Extra layer of four perceptrons over ten outputs.

    Attributes
    ----------
    weights : tuple of tuple of float
        Four rows of ten; the first row computes the bit of value 8.
    biases : tuple of float
        Four.
    """

    weights: tuple[tuple[float, ...], ...] = ((0.0,) * DIGITS,) * BITS
    biases: tuple[float, ...] = (0.0,) * BITS

    def changed(self, bit: int, digit: int | None, value: float) -> BitLayer:
        """Return the layer with one weight changed, or one bias if `digit` is None."""
        weights, biases = [list(row) for row in self.weights], list(self.biases)
        if digit is None:
            biases[bit] = value
        else:
            weights[bit][digit] = value
        return BitLayer(tuple(map(tuple, weights)), tuple(biases))


def bit_of(digit: int, bit: int) -> int:
    """Return a bit of a digit; bit 0 has the value 8, bit 3 the value 1.

    Examples
    --------
    >>> [bit_of(6, bit) for bit in range(BITS)]
    [0, 1, 1, 0]
    """
    return digit >> (BITS - 1 - bit) & 1


def solution() -> BitLayer:
    """Return a correct layer: weight +10 where a digit has the bit, −10 where not."""
    weights = tuple(
        tuple(SOLUTION if bit_of(digit, bit) else -SOLUTION for digit in range(DIGITS))
        for bit in range(BITS)
    )
    return BitLayer(weights)


@dataclass(frozen=True, slots=True, eq=False)
class DigitCheck:
    """Worst-case result of the layer for one digit.

    Attributes
    ----------
    activations : Matrix, shape (BITS, DIGITS)
        Worst-case activations for each bit; 0.01 stands for a value just below it.
    z : Vector, shape (BITS,)
        w·a + b for these activations.
    bits, wanted : tuple of int
        Computed and correct bits.
    """

    digit: int
    activations: Matrix
    z: Vector
    bits: tuple[int, ...]
    wanted: tuple[int, ...]

    @property
    def right(self) -> bool:
        """Whether all four bits are correct for all allowed activations."""
        return self.bits == self.wanted

    @property
    def wrong_bit(self) -> int | None:
        """Wrong bit with the largest |z|, or None."""
        wrong = [bit for bit in range(BITS) if self.bits[bit] != self.wanted[bit]]
        return max(wrong, key=lambda bit: abs(self.z[bit])) if wrong else None


def check_digit(layer: BitLayer, digit: int) -> DigitCheck:
    """Return the result for the activations that are worst for each bit."""
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
    """Return the activations that push z of a bit furthest towards the wrong value."""
    sign = 1.0 if wanted else -1.0
    return [
        _worst_sure(sign * w) if each == digit else (QUIET if sign * w < 0 else 0.0)
        for each, w in enumerate(row)
    ]


def _worst_sure(w: float) -> float:
    return SURE if w > 0 else 1.0


def _output(row: tuple[float, ...], z: float, digit: int, wanted: int) -> int:
    """Return the worst-case bit; z = 0 may still fire, as wrong activations stay below QUIET."""
    if wanted and z == 0.0 and any(w < 0 for each, w in enumerate(row) if each != digit):
        return 1
    return fires(z)


def check_all_digits(layer: BitLayer) -> tuple[DigitCheck, ...]:
    """Check all ten digits."""
    return tuple(check_digit(layer, digit) for digit in range(DIGITS))
