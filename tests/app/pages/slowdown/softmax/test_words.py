"""Texts of the station of softmax."""

from __future__ import annotations

from app.pages.slowdown.softmax.words import (
    cost_words,
    derivative_words,
    error_formula,
    sentence_of,
)
from tests.support.pages.slowdown_page import view_at


def test_the_sentence_follows_the_temperature():
    said = [sentence_of(view_at(station="softmax", softmax_c=c)) for c in (0.01, 1.0, 100.0)]
    assert "almost alike" in said[0]
    assert "Σ σ(z) = 2.78" in said[1]
    assert "Output 3 takes everything" in said[2]


def test_the_cost_is_that_of_the_right_answer():
    assert cost_words(view_at(station="softmax", softmax_label="2")) == "C = −ln a₂ = 4.657"


def test_a_derivative_is_said_with_the_measured_one():
    words = derivative_words(view_at(station="softmax"), 0, 2)
    assert words == "∂a₁/∂z₃ = −0.199227, measured −0.199227 (z ± 0.00001)"


def test_the_factor_of_the_error_is_said_where_it_matters():
    assert error_formula(1.0) == "δ = a − y"
    assert error_formula(2.0) == "δ = c(a−y)"
