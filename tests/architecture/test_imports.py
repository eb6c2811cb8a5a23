"""Who may import whom; no circles."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import (
    CODE,
    ROOT,
    importing,
    imports,
    module_name,
    page_folders,
    place,
    sources,
    tree_of,
)

MOST_ROWS = 14
"""Of a contract of layers: more cannot be kept in mind."""


def test_the_engine_imports_neither_qt_nor_the_application() -> None:
    assert importing(sources("engine"), "app", "PySide6", "shiboken6", "pyqtgraph") == []


def test_numba_is_imported_only_by_the_decorator_and_by_the_vectors() -> None:
    names = (
        "jit.py",
        "simd/atomics.py",
        "simd/gemm_tile.py",
        "simd/simd_f32.py",
        "simd/simd_f64.py",
        "simd/instructions.py",
    )
    compilers = [ROOT / "engine/kernels" / name for name in names]
    paths = [path for path in sources(*CODE) if path not in compilers]
    assert importing(paths, "numba", "llvmlite") == []


def test_kernels_import_nothing_else_of_the_engine() -> None:
    offences = [
        f"{place(path, node)} imports {name}"
        for path in sources("engine/kernels")
        for node, name in imports(path)
        if name.startswith("engine") and not name.startswith("engine.kernels")
    ]
    assert offences == [], "the cache of machine code is keyed by the sources of kernels alone"


def test_pages_do_not_import_each_other() -> None:
    offences = []
    for folder in page_folders():
        others = [f"app.pages.{each.name}" for each in page_folders() if each != folder]
        offences += importing(sorted(folder.rglob("*.py")), *others)
    assert offences == []


def test_widgets_and_pages_do_not_run_the_engine() -> None:
    paths = sources("app/pages", "app/widgets", "app/page_frame", "app/window/main_window.py")
    assert (
        importing(
            paths, "engine.session", "engine.kernels", "engine.training.trainer", "engine.runs.run"
        )
        == []
    )


def test_what_runs_before_the_libraries_are_there_imports_only_python_s_own() -> None:
    allowed = set(sys.stdlib_module_names)
    names = (
        "bootstrap",
        "dependencies",
        "machine",
        "platform_trial",
        "preflight",
        "bundle",
        "report",
    )
    own = {"engine", "engine.installation", *(f"app.launch.{name}" for name in names)}
    roots = ("app/__init__.py", "engine/__init__.py", "engine/installation.py")
    trial = ROOT / "app/launch/qt_trial.py"  # starts Qt in a process of its own
    offences = [
        f"{place(path, node)} imports {name}"
        for path in sources(*roots, "app/launch")
        if path != trial
        for node, name in imports(path)
        if name.split(".")[0] not in allowed and name not in own
    ]
    assert offences == []


def test_the_whole_engine_can_be_imported_without_qt() -> None:
    script = """
import importlib, pkgutil, sys
import engine
for found in pkgutil.walk_packages(engine.__path__, "engine."):
    importlib.import_module(found.name)
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "pyqtgraph", "app")])
"""
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip() == "[]"


# --- circles and layers -------------------------------------------------------------------------


def import_graph() -> dict[str, set[str]]:
    """Return which modules each module of the project imports, those for types alone included."""
    files = {module_name(path): path for path in sources("app", "engine")}
    return {name: set(imported_modules(path, set(files))) - {name} for name, path in files.items()}


def imported_modules(path: Path, known: set[str]) -> Iterator[str]:
    """Yield the modules among `known` that a file imports, by themselves or by a name in them."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield from {whole if whole in known else node.module} & known
        elif isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & known


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return groups of nodes that can reach each other: Tarjan (1972), strong components."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def test_circles_are_found_where_there_are_any() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}
    assert circles(graph) == [["b", "c"]]


def test_no_module_imports_itself_by_a_detour() -> None:
    assert circles(import_graph()) == [], "not even for types: give the part that is needed"


def package_graph(depth: int, *below: str) -> dict[str, set[str]]:
    """Return which packages import each other; a name's first `depth` parts say its package."""
    graph: dict[str, set[str]] = {}
    for name, others in import_graph().items():
        if name.startswith(below):
            mine = ".".join(name.split(".")[:depth])
            theirs = {".".join(other.split(".")[:depth]) for other in others}
            graph.setdefault(mine, set()).update(theirs - {mine})
    known = set(graph)
    return {name: others & known for name, others in graph.items()}


@pytest.mark.parametrize(
    ("depth", "below"),
    [(2, "engine."), (2, "app."), (3, "engine.simulations."), (3, "app.widgets.")],
)
def test_packages_import_one_way_only(depth: int, below: str) -> None:
    assert circles(package_graph(depth, below)) == []


def contract_layers(container: str) -> list[str]:
    """Return the rows of the contract that orders the packages of `app` or `engine`."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    found = [each for each in contracts["contracts"] if each.get("containers") == [container]]
    assert len(found) == 1
    rows: list[str] = found[0]["layers"]
    return rows


@pytest.mark.parametrize("container", ["app", "engine"])
def test_the_contract_orders_every_package_in_few_rows(container: str) -> None:
    rows = contract_layers(container)
    ordered = {name for row in rows for name in row.split(" | ")}
    packages = {path.parent.name for path in (ROOT / container).glob("*/__init__.py")}
    assert ordered == packages, "packages, each in its row; no module"
    assert len(rows) <= MOST_ROWS


def test_the_root_of_the_engine_imports_no_package() -> None:
    roots = {module_name(path) for path in (ROOT / "engine").glob("*.py")}
    graph = import_graph()
    offences = {name: graph[name] - roots for name in roots if graph[name] - roots}
    assert offences == {}


def test_widgets_import_the_simulation_of_no_page() -> None:
    shared = ("engine.simulations.learning",)
    pages = {
        name
        for path in sources("app/widgets")
        for _, name in imports(path)
        if name.startswith("engine.simulations.") and not name.startswith(shared)
    }
    assert pages == set()
