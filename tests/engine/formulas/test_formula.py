"""Formulas: they mean what mathematics means, nothing is run, and what is wrong is said."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError, SettingError
from engine.formulas import check_finite, parse
from engine.formulas.parsing import MOST_LEVELS
from engine.formulas.scanning import MOST_CHARACTERS
from engine.formulas.words import ALIASES, ONE, SEVERAL

X = np.array([0.1, 0.5, 0.9])


def value(text, **values):
    """Return what a formula gives."""
    return parse(text, tuple(values) or ("x",))(**(values or {"x": X}))


# --- meaning ------------------------------------------------------------------------------------


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
    ("text", "wanted"),
    [
        ("-x^2", -(X**2)),
        ("2^3^2", np.full(3, 512.0)),
        ("1/2x", X / 2),
        ("3x sin(15x)", 3 * X * np.sin(15 * X)),
        ("(x+1)(x-1)", X**2 - 1),
        ("2πx", 2 * np.pi * X),
        ("|x - 1| + 0,5", np.abs(X - 1) + 0.5),
        ("x² + x³", X**2 + X**3),
        ("max(x, 0.5)", np.maximum(X, 0.5)),
        ("min(x; 0,5; 0,3)", np.minimum(X, 0.3)),
        ("σ(x)", 1 / (1 + np.exp(-X))),
        ("σ⁻¹(x)", np.log(X / (1 - X))),
        ("sen(x) · 2 − e", 2 * np.sin(X) - np.e),
        ("step(x - 0.5)", np.array([0.0, 1.0, 1.0])),
    ],
)
def test_what_people_write_is_understood(text, wanted):
    np.testing.assert_allclose(value(text), wanted, rtol=1e-12, atol=1e-12)


def test_the_function_of_the_book():
    text = "0.2 + 0.4x^2 + 0.3x sin(15x) + 0.05cos(50x)"
    wanted = 0.2 + 0.4 * X**2 + 0.3 * X * np.sin(15 * X) + 0.05 * np.cos(50 * X)
    np.testing.assert_allclose(value(text), wanted, rtol=1e-12)


def test_two_variables_are_broadcast():
    found = value("x y + y^2", x=X[:, None], y=np.array([1.0, 2.0]))
    np.testing.assert_allclose(found, X[:, None] * [1, 2] + np.array([1, 4]))
    assert value("3", x=X).tolist() == [3.0, 3.0, 3.0]


@pytest.mark.parametrize("name", [*ONE, *ALIASES])
def test_every_function_can_be_called(name):
    assert value(f"{name}(x)").shape == X.shape


@pytest.mark.parametrize("name", SEVERAL)
def test_functions_of_several_values(name):
    assert value(f"{name}(x; 0.2; 0.7)").shape == X.shape


# --- what is wrong is said ----------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "text",
    [
        "x.__class__",
        "__import__('os')",
        "().__class__",
        "lambda x: x",
        "exec(x)",
        "x if x else x",
        "[x]",
        "open(x)",
        "x\x00",
        'f"{x}"',
    ],
)
def test_nothing_of_python_gets_through(text):
    with pytest.raises(SettingError):
        parse(text, ("x",))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        found = parse(text, ("x",))(x=X)
    except EngineError as error:
        found = np.zeros(len(X)) if str(error) else None
    assert found is not None
    assert found.shape == X.shape


def test_deep_and_long_formulas_are_refused():
    with pytest.raises(SettingError, match="levels"):
        parse("(" * (MOST_LEVELS + 1) + "x" + ")" * (MOST_LEVELS + 1), ("x",))
    with pytest.raises(SettingError, match="levels"):
        parse("-" * (MOST_LEVELS + 1) + "x", ("x",))
    with pytest.raises(SettingError, match="characters"):
        parse("x" + "+x" * MOST_CHARACTERS, ("x",))
    deep = "(" * (MOST_LEVELS - 1) + "x" + ")" * (MOST_LEVELS - 1)
    np.testing.assert_array_equal(value(deep), X)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/(x-0.5)", "1/(x-0.5) has no value at x = 0.50"),
        ("2 + ln(x - 0.3)", "ln(x - 0.3) has no value at x = 0.00"),
        ("sqrt(x - 1)", "sqrt(x - 1) has no value"),
        ("10^9 x", "up to 1,000,000 in size"),
        ("exp(10^6 x)", "up to 1,000,000 in size"),
        ("(x-1)^0.5", "has no value"),
        ("σ⁻¹(x)", "has no value at x = 0.00"),
    ],
)
def test_where_there_is_no_value_is_named(text, said):
    formula = parse(text, ("x",))
    with pytest.raises(SettingError) as caught:
        check_finite(formula, x=np.linspace(0, 1, 1001))
    assert said in str(caught.value)


def test_a_sound_formula_passes():
    check_finite(parse("x y", ("x", "y")), x=np.linspace(0, 1, 5)[:, None], y=np.linspace(0, 1, 5))


def test_values_must_be_those_of_the_formula():
    with pytest.raises(TypeError):
        parse("x", ("x",))(y=X)
