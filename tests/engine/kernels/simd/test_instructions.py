"""Instructions reach kernels with addresses of arrays and parts of tuples."""

from __future__ import annotations

import numpy as np
import pytest
from llvmlite import ir

from engine.kernels.jit import kernel
from engine.kernels.simd.instructions import Writer, instruction, types

FLOAT, DOUBLE = ir.FloatType(), ir.DoubleType()


@instruction(DOUBLE, 4)
def add_chosen(writer, number, pair, width):
    """Add 10 n to x, a multiple of four numbers, for n = 1 or 2."""
    x, first = pair

    def write(n):
        with writer.vectors(width, first) as at:
            changed = writer.builder.fadd(writer.load(x, at), writer.constant(10.0 * n))
            writer.store(changed, x, at)

    writer.choose(number, write, (1, 2))


@instruction(FLOAT, 8, types.float32)
def total_of(writer, x):
    """Return the sum of eight numbers."""
    return writer.total(writer.load(x, writer.whole(0)))


@instruction(FLOAT, 8, types.UniTuple(types.int64, 3))
def steps_of(writer, first, step):
    """Return three integers."""
    return writer.steps(first, step, 3)


@kernel
def chosen(number, x, first, width):
    add_chosen(number, (x, first), width)


@kernel
def summed(x):
    return total_of(x)


@kernel
def stepped(first, step):
    return steps_of(first, step)


@pytest.mark.parametrize("number", [1, 2])
def test_one_option_is_run_on_every_vector(number):
    x = np.arange(14.0)
    chosen(number, x, 3, 8)
    expected = np.arange(14.0)
    expected[3:11] += 10 * number
    np.testing.assert_array_equal(x, expected)


def test_the_lanes_of_a_vector_are_added_up():
    assert summed(np.arange(8, dtype=np.float32)) == 28


def test_a_list_is_returned_as_a_tuple():
    assert stepped(5, -2) == (5, 3, 1)


def test_a_writer_knows_the_names_of_its_vectors():
    assert Writer(None, FLOAT, 8).suffix == "v8f32"
    assert Writer(None, DOUBLE, 4).suffix == "v4f64"
