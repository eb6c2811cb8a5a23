"""Sizes of files, functions and packages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.sources import (
    CODE,
    ROOT,
    Function,
    functions,
    place,
    sources,
)

FILE_LINES, BODY_LINES, KERNEL_LINES, WINDOW_LINES = 400, 40, 80, 200
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager"}
MOST_MODULES = 16


def test_files_have_at_most_400_lines() -> None:
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(*CODE, "tests")
    }
    long = {name: lines for name, lines in lengths.items() if lines > FILE_LINES}
    assert long == {}, "split along a real seam"


def test_the_main_window_is_a_list_of_pages_and_a_stack() -> None:
    path = ROOT / "app" / "window" / "main_window.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= WINDOW_LINES


def body_lines(function: Function) -> int:
    """Return the lines of a function's body without its docstring."""
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_have_short_bodies() -> None:
    offences = []
    for path in sources(*CODE, "tests"):
        limit = KERNEL_LINES if "kernels" in path.parts else BODY_LINES
        for function in functions(path):
            lines = body_lines(function)
            if lines > limit:
                offences.append(f"{place(path, function)} {function.name}: {lines} > {limit}")
    assert offences == []


def test_no_module_has_a_vague_name() -> None:
    assert [place(path) for path in sources(*CODE, "tests") if path.stem in VAGUE_NAMES] == []


def folders() -> dict[Path, int]:
    """Return how many Python files each folder holds at its own level, `__init__` left out."""
    found: dict[Path, int] = {}
    for path in sources("app", "engine", "tests"):
        if path.name != "__init__.py":
            found[path.parent] = found.get(path.parent, 0) + 1
    return found


def test_packages_have_at_most_sixteen_modules_at_one_level() -> None:
    crowded = {place(folder): n for folder, n in folders().items() if n > MOST_MODULES}
    assert crowded == {}, "make a package of those that belong together"


@pytest.mark.parametrize(("package", "most"), [("engine", 8), ("app", 0)])
def test_roots_hold_only_what_every_part_uses(package: str, most: int) -> None:
    assert folders().get(ROOT / package, 0) <= most


def test_every_folder_with_python_files_is_a_package() -> None:
    assert [place(folder) for folder in folders() if not (folder / "__init__.py").is_file()] == []
