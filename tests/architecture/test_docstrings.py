"""Docstrings describe what there is, at first reading."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.appearance.translation import set_language
from tests.support.sources import (
    CODE,
    Function,
    module_name,
    place,
    sources,
    tree_of,
)


def documented(docstring: str, title: str = "Parameters") -> list[str]:
    """Return the names in a section of a docstring."""
    section = re.search(rf"^{title}\n-+\n(.*?)(?=\n\n?\w[\w ]*\n-+\n|\Z)", docstring, re.M | re.S)
    if section is None:
        return []
    heads = [line for line in section[1].splitlines() if line and not line[0].isspace()]
    heads = [head for part in heads for head in re.split(r";\s+", part)]
    return [name.strip().lstrip("*") for head in heads for name in head.split(" : ")[0].split(",")]


def parameter_names(function: Function) -> set[str]:
    """Return the names of all parameters."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return {each.arg for each in every if each is not None}


def described(path: Path) -> Iterator[tuple[ast.AST, str, str, set[str]]]:
    """Yield (node, name, docstring, parameters) of functions, and of classes with `__init__`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            yield node, node.name, ast.get_docstring(node) or "", parameter_names(node)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                    names = parameter_names(inner)
                    yield node, node.name, ast.get_docstring(node) or "", names


def test_docstrings_describe_only_parameters_that_there_are() -> None:
    offences = [
        f"{place(path, node)} {name}: {parameter}"
        for path in sources(*CODE)
        for node, name, docstring, parameters in described(path)
        for parameter in documented(docstring)
        if parameter not in parameters
    ]
    assert offences == []


def attribute_names(node: ast.ClassDef) -> set[str]:
    """Return what a class declares, sets on itself, or defines as a property."""
    names = {
        found.attr
        for found in ast.walk(node)
        if isinstance(found, ast.Attribute) and ast.unparse(found.value) == "self"
    }
    for inner in node.body:
        if isinstance(inner, ast.AnnAssign | ast.Assign):
            targets = [inner.target] if isinstance(inner, ast.AnnAssign) else inner.targets
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(inner, ast.FunctionDef):
            names.add(inner.name)
    return names


def test_docstrings_describe_only_attributes_that_there_are() -> None:
    offences = [
        f"{place(path, node)} {node.name}: {name}"
        for path in sources(*CODE)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
        for name in documented(ast.get_docstring(node) or "", "Attributes")
        if name not in attribute_names(node)
    ]
    assert offences == []


def modules_with_examples() -> list[str]:
    """Return the modules whose docstrings hold examples."""
    return [
        module_name(path)
        for path in sources("app", "engine")
        if ">>> " in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_in_docstrings_come_out_as_they_say(name: str) -> None:
    set_language("en")  # whatever a test before has left: examples are written in English
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0


def hooks() -> set[str]:
    """Return what pages and stations may override: their base classes document it."""
    bases = {"Page", "Station", "StationPage"}
    return {
        method.name
        for path in sources("app/page_frame")
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and node.name in bases
        for method in node.body
        if isinstance(method, ast.FunctionDef) and ast.get_docstring(method)
    }


def test_only_overrides_go_without_a_docstring() -> None:
    known = hooks()
    offences = [
        f"{place(path, method)} {node.name}.{method.name}"
        for path in sources("app")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for method in node.body
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
        if ast.get_docstring(method) is None
        and not re.match("[a-z]+[A-Z]", method.name)  # Qt's own names
        and method.name not in known
    ]
    assert offences == []
