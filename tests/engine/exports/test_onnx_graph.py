"""A graph of operators becomes a model of the stated versions, the same bytes each time."""

from __future__ import annotations

import numpy as np

from engine import __version__
from engine.exports.onnx_graph import IR_VERSION, OPSET, Graph
from tests.reference import naive_onnx


def scaled():
    """Return a graph that multiplies two inputs by 3 and adds 0.5."""
    graph = Graph((2,), 2)
    three = graph.tensor("three", np.full((2,), 3.0))
    graph.add("Add", graph.add("Mul", "input", three), graph.number(0.5))
    return graph


def test_a_graph_is_computed_in_the_order_in_which_it_was_made():
    model = naive_onnx.read(scaled().model("scaled", {"unit": "m"}))
    found = naive_onnx.run(model, np.array([[1.0, 2.0]]))
    assert found.tolist() == [[3.5, 6.5]]
    assert [operator for operator, *_ in model.nodes] == ["Mul", "Add"]
    assert (model.metadata, model.said) == ({"unit": "m"}, "scaled")


def test_the_versions_and_the_program_are_stated():
    top = naive_onnx.fields(scaled().model("scaled", {}))
    assert top[1] == [IR_VERSION]
    assert top[2] == [b"Nabla Lab"]
    assert top[3] == [__version__.encode()]
    assert naive_onnx.fields(top[8][0]) == {1: [b""], 2: [OPSET]}


def test_a_number_is_kept_once():
    graph = scaled()
    assert graph.number(0.5) == graph.number(0.5)
    assert list(graph.tensors) == ["three", "number_0.5"]


def test_attributes_are_integers_floats_and_lists():
    graph = Graph((1,), 1)
    graph.add("Relu", "input", axis=-1, alpha=0.5, pads=[0, 300])
    ((_, _, _, attributes),) = naive_onnx.read(graph.model("", {"a": "b"})).nodes
    assert attributes == {"axis": -1, "alpha": 0.5, "pads": [0, 300]}


def test_the_same_graph_gives_the_same_bytes():
    assert scaled().model("a", {}) == scaled().model("a", {})
