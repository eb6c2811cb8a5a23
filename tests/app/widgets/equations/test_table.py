"""Each equation is listed once, set as rich text, and linked where a lesson cites it."""

import re

import pytest

from app.widgets.equations import table
from app.widgets.equations.table import BY_NUMBER, EQUATIONS, plain, rich, with_equations
from tests.support.sources import ROOT

LESSONS = sorted((ROOT / "assets" / "lessons").glob("*.md"))


def test_each_number_stands_for_one_equation():
    assert len(BY_NUMBER) == len(EQUATIONS)


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda each: each.number)
def test_no_markup_is_left_in_what_is_shown(equation):
    for shown in (rich(equation.formula), plain(equation.formula)):
        assert not re.search(r"[{}]", shown)
    assert rich(equation.formula).count("<s") == rich(equation.formula).count("</s")


def test_what_is_no_citation_stays_as_it_is():
    text = "(C), f(2), (7), [(BP1)](peek:BP1), x = (1, 0.5) and (2024)"
    assert with_equations(text) == text.replace("f(2)", "f[(2)](peek:2)")


def test_a_formula_that_is_not_listed_stays_visible():
    assert with_equations("$99$") == "$99$"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_equation_that_a_lesson_cites_is_listed(path):
    text = path.read_text(encoding="utf-8")
    cited = table._CITED.findall(text) + table._SET.findall(text)
    assert [number for number in cited if number not in BY_NUMBER] == []
