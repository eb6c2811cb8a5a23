"""Tests stand beside the names of what they test; exceptions are argued for."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.tested_elsewhere import TESTED_ELSEWHERE
from tests.support.sources import ROOT, place, sources

LONG = 80
"""Lines from which on a module has a test file of its own."""


def expected_test_of(path: Path) -> Path:
    """Return where the tests of a module stand."""
    inside = path.relative_to(ROOT)
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


def untested() -> list[str]:
    """Return the long modules that have no test file beside their name."""
    return [
        place(path)
        for path in sources("app", "engine")
        if path.name != "__init__.py"
        and len(path.read_text(encoding="utf-8").splitlines()) > LONG
        and not expected_test_of(path).is_file()
    ]


def test_long_modules_have_a_test_file_or_a_reason() -> None:
    assert [name for name in untested() if name not in TESTED_ELSEWHERE] == []


def test_no_reason_is_given_where_none_is_needed() -> None:
    assert sorted(set(TESTED_ELSEWHERE) - set(untested())) == []


def test_what_is_tested_elsewhere_says_where_and_why() -> None:
    for name, (file, reason) in TESTED_ELSEWHERE.items():
        assert (ROOT / file).is_file(), f"{name}: there is no {file}"
        assert len(reason.split()) >= 4, f"{name}: say why in a sentence"


def folders(top: str) -> set[str]:
    """Return the folders with Python files below a folder, relative to it."""
    return {path.parent.relative_to(ROOT / top).as_posix() for path in sources(top)}


def test_tests_mirror_the_packages_folder_by_folder() -> None:
    for top in ("app", "engine"):
        assert folders(f"tests/{top}") - folders(top) == set(), "a folder of tests without code"
        assert folders(top) - folders(f"tests/{top}") == set(), "a package without tests"
