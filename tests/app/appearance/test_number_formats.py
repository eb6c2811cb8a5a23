"""Numbers reach the screen through the functions that write them as the language does."""

import ast
import re

import pytest

from engine.formulas import parse
from tests.support.sources import ROOT

WRITTEN_IN_ENGLISH = ("app/commands", "app/automation", "app/launch", "app/appearance")
"""The command line, the tools, and the functions themselves."""

ALLOWED = {
    "app/window/paint_log.py": "a log for a program",
    "app/widgets/plots/guess.py": "a setting as it is kept",
    "app/widgets/plots/ticks.py": "puts the language's mark in itself",
    "app/widgets/numbers/setting_line.py": "puts the language's mark in itself",
    "app/pages/perceptrons/bits_grid.py": "0 or 1",
    "app/pages/overfitting/gap/station.py": "a key of STRENGTHS",
    "app/pages/overfitting/weights/station.py": "a key of STRENGTHS",
}

FRACTION = re.compile(r"[efgEFG%]$|\.\d")


def fractions_in(path):
    """Yield the lines of f-strings that write a number with a fraction, unless it is read back."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    read_back = {
        id(piece)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "float"
        for piece in ast.walk(call)
    }
    for node in ast.walk(tree):
        spec = node.format_spec if isinstance(node, ast.FormattedValue) else None
        written = spec is not None and id(node) not in read_back
        if written and FRACTION.search(ast.unparse(spec).strip("f'\"")):
            yield node.lineno


def sources():
    """Return the modules whose texts are seen in the window."""
    paths = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "app").rglob("*.py"))]
    return [path for path in paths if not path.startswith(WRITTEN_IN_ENGLISH)]


@pytest.mark.parametrize("path", [path for path in sources() if path not in ALLOWED])
def test_no_f_string_writes_a_fraction_for_the_screen(path):
    assert list(fractions_in(ROOT / path)) == []


@pytest.mark.parametrize("path", ALLOWED)
def test_what_is_allowed_is_still_there(path):
    assert list(fractions_in(ROOT / path)) != []


def test_a_formula_takes_the_comma_that_the_spanish_hint_shows():
    point, comma = (parse(f"0{mark}5 + 0{mark}3 sin(9x)", ("x",)) for mark in ".,")
    assert float(point(x=0.2)) == float(comma(x=0.2))
