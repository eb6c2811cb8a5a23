"""A picture is followed by the kernel as by NumPy."""

import numpy as np
import pytest

from engine.execution.tracing import trace_compiled, trace_with_numpy
from tests.support.samples.measured import LAYERS, examples_for, network_of


@pytest.mark.parametrize("layers", LAYERS)
@pytest.mark.parametrize("batch", [1, 3])
def test_the_kernel_follows_a_picture_as_numpy_does(layers, batch):
    network, _ = network_of(layers, "quadratic")
    x, _ = examples_for(network, batch)
    for ours, theirs in zip(trace_compiled(network, x), trace_with_numpy(network, x), strict=True):
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)
