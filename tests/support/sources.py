"""Read the project's own sources as syntax trees, for the tests of its architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[2]
CODE = ("main.py", "app", "engine")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*places: str) -> list[Path]:
    """Return the Python files at these places of the project."""
    found = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree; read once."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Return where something stands, as an editor reads it."""
    line = getattr(node, "lineno", None)
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


def page_folders() -> list[Path]:
    """Return the folders of all pages of the window."""
    folders = (ROOT / "app" / "pages").iterdir()
    return sorted(folder for folder in folders if (folder / "__init__.py").is_file())


def module_name(path: Path) -> str:
    """Return the dotted name of a file: ``engine.kernels.jit``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Yield every module that a file imports, inside functions too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or "."


def importing(paths: list[Path], *forbidden: str) -> list[str]:
    """Return the places that import one of these packages."""
    return [
        f"{place(path, node)} imports {name}"
        for path in paths
        for node, name in imports(path)
        if any(name == package or name.startswith(f"{package}.") for package in forbidden)
    ]


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call in a file."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


def name_of(node: ast.expr) -> str:
    """Return the last word of a name: ``njit`` of ``numba.njit(nogil=True)``."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def decorators(node: Function | ast.ClassDef) -> list[str]:
    """Return the last words of the decorators."""
    return [name_of(decorator) for decorator in node.decorator_list]
