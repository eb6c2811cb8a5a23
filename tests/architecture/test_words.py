"""The field's words in the code: the project's private names of before do not come back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOT, place, sources, tree_of

WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

OLD_WORDS = {
    "acquit": "clear",
    "contest": "race",
    "contests": "races",
    "crowd": "ensemble",
    "crowds": "ensembles",
    "desk": "document controller",
    "filing": "document store",
    "flip": "prediction change",
    "flips": "prediction changes",
    "gathering": "seed ensemble",
    "hair": "density plot",
    "hearing": "ablation runs",
    "leap": "block of epochs",
    "leaps": "epoch blocks",
    "lens": "linked view",
    "lenses": "linked views",
    "memento": "restore point",
    "mementos": "restore points",
    "mind": "prediction history",
    "minds": "prediction history",
    "pulls": "output gradients",
    "rehearsal": "UI driver",
    "suspect": "ablation",
    "suspects": "ablations",
    "team": "network batch",
    "teams": "network batches",
    "twin": "run in lockstep",
    "twins": "runs in lockstep",
    "warm": "precompile",
}
"""Words that names had before, and what is said instead; on screen some of them stay."""

OLD_NAMES = {
    "Columns", "Depths", "EpochRecord", "EpochResult", "Form", "Ink", "Leap", "MapForm", "Marks",
    "OnInk", "OnMaps", "Parameter", "ParameterEdits", "ParameterError", "Pieces", "Plane",
    "PlaneView", "Rooms", "RunSnapshot", "SetParameter", "Touch", "run_id",
}  # fmt: skip
"""Whole names of before."""

OLD_MODULES = {
    "engine": {
        "backprop_lens", "beside", "blocks", "checking", "columns", "crowds", "deep_passes",
        "depths", "doubles", "filing", "gathering", "hair", "hearing", "ink", "leaps", "lens_job",
        "maps", "marks", "mementos", "mind", "parameters", "passes", "path_sums", "pieces",
        "plane", "planes", "pulls", "records", "slices", "small", "streams", "subscripts",
        "suspects", "teams", "tiles", "twins", "vectors", "warm", "wide",
    },
    "app": {
        "crowd_words", "desk", "fitting", "lens_card", "lenses", "plane_canvas", "plane_geometry",
        "plane_pictures", "rehearsal", "suspects_card", "twin_words", "warm_gate", "warm_up",
    },
}  # fmt: skip
"""Names of modules of before, in either package."""

NOT_OURS = {"backprop/layout.py": {"Form"}}
"""By the end of a path: names that mean something else there (the form of a picture)."""


def defined_and_used(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Yield the identifiers of a file; what a text on screen calls its fields is left out."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            yield node, node.id
        elif isinstance(node, ast.Attribute):
            yield node, node.attr
        elif isinstance(node, ast.arg):
            yield node, node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node, node.name


def words_of(name: str) -> list[str]:
    """Return the words of an identifier: ``["seed", "ensemble"]`` of ``SeedEnsemble``."""
    return [word.lower() for word in WORDS.findall(name)]


def test_identifiers_are_taken_apart() -> None:
    assert words_of("_seed_ensemble") == words_of("SeedEnsemble") == ["seed", "ensemble"]
    assert words_of("MOST_HTTPPorts") == ["most", "http", "ports"]


def test_no_identifier_has_a_word_of_before() -> None:
    offences = [
        f"{place(path, node)} {name}: say {OLD_WORDS[word]}"
        for path in sources("main.py", "app", "engine")
        for node, name in defined_and_used(path)
        for word in words_of(name)
        if word in OLD_WORDS
    ]
    assert offences == []


def test_no_identifier_is_a_name_of_before() -> None:
    offences = [
        f"{place(path, node)} {name}"
        for path in sources("main.py", "app", "engine")
        for node, name in defined_and_used(path)
        if name in OLD_NAMES
        and not any(place(path).endswith(end) and name in names for end, names in NOT_OURS.items())
    ]
    assert offences == []


@pytest.mark.parametrize("package", ["engine", "app"])
def test_no_module_has_a_name_of_before(package: str) -> None:
    stems = {path.stem: place(path) for path in sources(package)}
    kept = {"app/widgets/time/marks.py"}
    offences = {stems[stem] for stem in OLD_MODULES[package] & set(stems)} - kept
    assert offences == set()


def test_commands_name_a_simulation_and_not_a_run() -> None:
    offences = [
        f"{place(path, node)} {node.name}"
        for path in sources("engine/commands")
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign) and ast.unparse(field.target) == "run"
    ]
    assert offences == []


def prose(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Yield the docstrings of a file, with those that stand below a constant."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Expr):
            text = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(text, str):
                yield node, text


SPOKEN_ONLY = set(OLD_WORDS) - {"mind", "desk", "twin", "hair", "warm", "team", "leap", "pulls"}
"""Words that docstrings avoid as well; the others are plain English now and then."""


def test_no_docstring_has_a_word_of_before() -> None:
    offences = [
        f"{place(path, node)} {word}: say {OLD_WORDS[word]}"
        for path in sources("main.py", "app", "engine")
        for node, text in prose(path)
        for word in re.findall(r"[a-z]+", text.replace("`", ""))
        if word in SPOKEN_ONLY and f'"{word}' not in text
    ]
    assert offences == []


def test_no_docstring_opens_with_a_riddle() -> None:
    offences = [
        f"{place(path, node)} {text.splitlines()[0][:60]}"
        for path in sources("main.py", "app", "engine")
        for node, text in prose(path)
        if text.startswith(("What ", "So many ", "For so "))
    ]
    assert offences == [], "say what a thing is or does"


def test_the_list_of_old_words_is_used_on_files_that_are_there() -> None:
    assert all((ROOT / package).is_dir() for package in OLD_MODULES)
    assert all(list(ROOT.rglob(f"*/{end}")) for end in NOT_OURS)
