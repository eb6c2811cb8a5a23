"""Every kernel is made by a decorator of `jit`, tested, and exact."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.support.sources import (
    CODE,
    Function,
    calls,
    decorators,
    functions,
    place,
    sources,
)

PAIRS = {"activations.py", "costs.py"}
"""Plain functions, compiled by the factories of other files."""

NOT_KERNELS = PAIRS | {
    "__init__.py",
    "atomics.py",
    "gemm_tile.py",
    "hyper_parameters.py",
    "instructions.py",
    "jit.py",
    "row_pairs.py",
    "simd_f32.py",
    "simd_f64.py",
}
MAKERS = (
    ["kernel"],
    ["allocating_kernel"],
    ["fused_kernel"],
    ["exact_kernel"],
    ["part"],
    ["exact_part"],
    ["compiled"],
)
FACTORY_MAKERS = (["kernel"], ["part"], ["compiled"])
MOST_ARGUMENTS = 14


def kernel_files() -> list[Path]:
    return [path for path in sources("engine/kernels") if path.name not in NOT_KERNELS]


def is_factory(function: Function) -> bool:
    """Whether a function makes kernels, for instance for one width of a layer."""
    inner = [node for node in ast.walk(function) if isinstance(node, ast.FunctionDef)]
    return any(decorators(node) in FACTORY_MAKERS for node in inner if node is not function)


def test_every_function_among_the_kernels_is_made_by_a_decorator_of_jit() -> None:
    offences = [
        f"{place(path, function)} {function.name}: {decorators(function)}"
        for path in kernel_files()
        for function in functions(path)
        if decorators(function) not in MAKERS and not is_factory(function)
    ]
    assert offences == []


def test_every_kernel_appears_in_a_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sources("tests"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources("engine/kernels"))
    untested = [
        f"{place(path, function)} {function.name}"
        for path in kernel_files()
        for function in functions(path)
        if not re.search(rf"\b{function.name}\b", tests)
        and len(re.findall(rf"\b{function.name}\b", code)) < 2
    ]
    assert untested == [], "neither a test nor another kernel calls it"


def test_no_kernel_is_parallel_or_loses_its_nans() -> None:
    offences = [
        f"{place(path, call)} {keyword.arg}=True"
        for path in sources(*CODE)
        for call in calls(path)
        for keyword in call.keywords
        if keyword.arg in ("parallel", "fastmath")
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is True
    ]
    assert offences == []


def test_no_kernel_takes_more_than_fourteen_arguments() -> None:
    offences = [
        f"{place(path, function)} {function.name}: {len(function.args.args)}"
        for path in sources("engine/kernels")
        for function in functions(path)
        if len(function.args.args) > MOST_ARGUMENTS
    ]
    assert offences == [], "group buffers in a NamedTuple, numbers in a record"
