"""Kernels count no references to arrays, and only those that say so allocate."""

import numba
import numpy as np
import pytest

from engine.kernels.jit import JIT_AVAILABLE, allocating_kernel, exact_part, part

pytestmark = pytest.mark.skipif(not JIT_AVAILABLE, reason="kernels are plain Python")
each_maker = pytest.mark.parametrize("make", [part, exact_part])
"""Those that keep no machine code on disk, which could be of another maker."""


def sum_of_rows(x, out):
    for i in range(x.shape[0]):
        row = x[i]
        out[i] = (row, out)[0].sum()


def sum_of_copy(x, out):
    scratch = np.empty(x.shape[0], x.dtype)
    scratch[:] = x
    out[0] = scratch.sum()


@each_maker
def test_slices_and_tuples_of_arrays_cost_no_atomic_instruction(make):
    compiled, out = make(sum_of_rows), np.zeros(3)
    compiled(np.arange(6.0).reshape(3, 2), out)
    assert out.tolist() == [1, 5, 9]
    (code,) = compiled.inspect_llvm().values()
    assert "atomicrmw" not in code


@each_maker
def test_a_kernel_that_allocates_is_refused(make):
    with pytest.raises(numba.core.errors.NumbaError):
        make(sum_of_copy)(np.ones(4), np.zeros(1))


def test_an_allocating_kernel_has_scratch_of_its_own():
    out = np.zeros(1)
    allocating_kernel(sum_of_copy)(np.ones(4), out)
    assert out[0] == 4
