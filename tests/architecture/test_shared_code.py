"""Code that several pages share knows none of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from engine.simulations import SIMULATIONS

ROOT = Path(__file__).parents[2]
SHARED = (
    *(f"engine/{name}" for name in ("commands", "documents", "runs", "session", "training")),
    *(f"engine/simulations/{name}" for name in ("learning", "scene_page")),
    *(f"app/{name}" for name in ("automation", "bridge", "page_frame", "widgets", "window")),
)
ARGUED = {
    "app/automation/film_benchmark.py": {"builder"},
    "app/automation/window_benchmark.py": {"digits"},
    "engine/runs/recorded_runs.py": {"results"},
}
"""Names of pages in a file, with a reason: the benchmarks are those of a certain page; the results
of a run are a field of its file."""

COLOUR = "surface"
"""Colour of the theme that has the name of a page; imports of that page are found all the same."""

PAGES_OF = ("app.pages", "engine.commands.pages", "engine.simulations")
"""Packages with a folder or a module for each page."""


def shared_files() -> list[Path]:
    """Return the files of shared packages, without the commands of single pages."""
    files = [path for name in SHARED for path in (ROOT / name).rglob("*.py")]
    return [path for path in files if "pages" not in path.relative_to(ROOT).parts]


def pages_named_in(tree: ast.Module) -> set[str]:
    """Return the pages that a file names, in texts of its own or in imports."""
    ids, names = set(SIMULATIONS), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= {node.value} & (ids - {COLOUR})
        elif isinstance(node, ast.ImportFrom) and node.module:
            for owner in PAGES_OF:
                if node.module.startswith(f"{owner}."):
                    rest = node.module.removeprefix(f"{owner}.")
                    names |= {rest.split(".")[0]} & ids
    return names


@pytest.mark.parametrize("path", shared_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_shared_code_names_no_page(path):
    name = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_text("utf-8"))
    assert pages_named_in(tree) <= ARGUED.get(name, set())


@pytest.mark.parametrize(
    "source",
    [
        'send(Open("digits", "digits"))',
        "from engine.simulations.vanishing.state import VanishingState",
        "from engine.commands.pages.builder import Erase",
        "from app.pages.surface.view import SurfacePage",
    ],
)
def test_a_page_that_is_named_is_found(source):
    assert pages_named_in(ast.parse(source))
