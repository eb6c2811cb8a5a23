"""Formulas: values of one and two variables, and places without a value that are named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError, SettingError
from engine.formulas import check_finite, parse
from tests.support.samples.formulas import X, value

# --- meaning ------------------------------------------------------------------------------------


def test_the_function_of_the_book():
    text = "0.2 + 0.4x^2 + 0.3x sin(15x) + 0.05cos(50x)"
    wanted = 0.2 + 0.4 * X**2 + 0.3 * X * np.sin(15 * X) + 0.05 * np.cos(50 * X)
    np.testing.assert_allclose(value(text), wanted, rtol=1e-12)


def test_two_variables_are_broadcast():
    found = value("x y + y^2", x=X[:, None], y=np.array([1.0, 2.0]))
    np.testing.assert_allclose(found, X[:, None] * [1, 2] + np.array([1, 4]))
    assert value("3", x=X).tolist() == [3.0, 3.0, 3.0]


# --- what is wrong is said ----------------------------------------------------------------------


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        found = parse(text, ("x",))(x=X)
    except EngineError as error:
        found = np.zeros(len(X)) if str(error) else None
    assert found is not None
    assert found.shape == X.shape


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
