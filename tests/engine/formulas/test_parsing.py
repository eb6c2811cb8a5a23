"""Parsing: precedence as in Python, and malformed formulas explained."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.formulas import parse
from engine.formulas.parsing import MOST_LEVELS
from engine.formulas.scanning import MOST_CHARACTERS
from tests.support.samples.formulas import X, value


@st.composite
def expressions(draw, depth=4):
    """Return a formula and a function that computes it in another way."""
    if depth == 0 or draw(st.booleans()):
        if draw(st.booleans()):
            return "x", lambda x: x
        number = draw(st.integers(0, 99)) / 10
        return f"{number}", lambda x: number
    kind = draw(st.sampled_from(["+", "-", "*", "/", "^", "neg", "sin", "abs", "tanh"]))
    one, f = draw(expressions(depth=depth - 1))
    if kind == "neg":
        return f"(-({one}))", lambda x: -f(x)
    if kind in ("sin", "abs", "tanh"):
        known = {"sin": math.sin, "abs": abs, "tanh": math.tanh}[kind]
        return f"{kind}({one})", lambda x: known(f(x))
    two, g = draw(expressions(depth=depth - 1))
    if kind == "^":
        power = draw(st.integers(0, 3))
        return f"({one})^{power}", lambda x: f(x) ** power
    operations = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
    }
    return f"({one}){kind}({two})", lambda x: operations[kind](f(x), g(x))


@given(expressions(), st.floats(-3, 3))
def test_formulas_mean_what_python_means(made, x):
    text, function = made
    if len(text) > MOST_CHARACTERS:
        return
    try:
        wanted = function(x)
    except (ZeroDivisionError, OverflowError):
        return
    found = float(value(text, x=x))
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "got nothing"),
        ("sin(", "expected a value behind"),
        ("sin x", "expected ( behind sin"),
        ("2 +* x", "two operators in a row"),
        ("(x", "expected “)”"),
        ("x)", "take it out"),
        ("x 2", "expected an operator before “2”"),
        ("sinn(x)", "did you mean sin?"),
        ("y + 1", "“y”"),
        ("x; 1", "only inside min"),
        ("sin(x; 1)", "expected one value in sin"),
        ("max(x)", "expected two values or more"),
        ("2e3", "power of ten"),
        ("x # 1", "“#”"),
        ("x = 1", "“=”"),
    ],
)
def test_a_malformed_formula_is_explained(text, said):
    with pytest.raises(SettingError) as caught:
        parse(text, ("x",))
    assert said in str(caught.value)


def test_deep_and_long_formulas_are_refused():
    with pytest.raises(SettingError, match="levels"):
        parse("(" * (MOST_LEVELS + 1) + "x" + ")" * (MOST_LEVELS + 1), ("x",))
    with pytest.raises(SettingError, match="levels"):
        parse("-" * (MOST_LEVELS + 1) + "x", ("x",))
    with pytest.raises(SettingError, match="characters"):
        parse("x" + "+x" * MOST_CHARACTERS, ("x",))
    deep = "(" * (MOST_LEVELS - 1) + "x" + ")" * (MOST_LEVELS - 1)
    np.testing.assert_array_equal(value(deep), X)
