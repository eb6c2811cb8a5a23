"""The first plan that fits trains a network."""

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.execution.plans import (
    ExampleByExample,
    OnSparseImages,
    Plan,
    choose_plan,
)
from engine.networks.specification import parse_layers
from tests.support.samples.sparse_pictures import EXAMPLES, SPARSE


def test_the_plans_are_what_they_are_called():
    assert (SPARSE.make, EXAMPLES.make) == (
        OnSparseImages,
        ExampleByExample,
    )
    assert isinstance(SPARSE, Plan)


@pytest.mark.parametrize(
    ("layers", "kind", "name"),
    [
        ("90-33-10", np.float32, "ink"),
        ("20-8-10", np.float64, "examples"),
        ("9x10 conv3@3 pool2 dense10", np.float32, "maps"),
    ],
)
def test_each_network_has_the_first_plan_that_fits(layers, kind, name):
    specification = parse_layers(layers)
    inputs = np.zeros((3, specification.inputs), kind)
    examples = Examples(inputs, np.zeros(3, np.uint8))
    assert choose_plan(examples, specification).name == name
