"""What is said of two neurons."""

from __future__ import annotations

import pytest

from app.pages.slowdown.neuron.words import (
    gradient_words,
    remark_of,
    said_output,
    sentence_of,
)
from engine.improvement.neuron_descent import UPDATES
from tests.support.pages.slowdown_page import view_at


@pytest.mark.parametrize(
    ("step", "settings", "sentence"),
    [
        (0, {}, "Both say 0.98 and should say 0. Which one learns faster?"),
        (120, {}, "After 120 updates: quadratic 0.956, cross-entropy 0.0332."),
        (UPDATES, {}, "Output below ½: quadratic after 232 updates, "
                      "cross-entropy after 17 updates."),
        (UPDATES, {"w": 3.0}, "Output below ½: quadratic not after 301 updates, "
                              "cross-entropy after 20 updates."),
        (UPDATES, {"w": -2.0, "b": -2.0, "y": 0.2, "right_cost": "log-likelihood"},
         "Error below ½: quadratic from the start, log-likelihood from the start."),
    ],
)  # fmt: skip
def test_the_sentence_says_where_both_are(step, settings, sentence):
    assert sentence_of(view_at(step, **settings)) == sentence


def test_the_gradient_is_written_without_what_cancels():
    words = [gradient_words(each) for each in view_at().neurons]
    assert words == ["∂C/∂w = (a − y) · σ′(z) · x", "∂C/∂w = (a − y) · x"]
    book = view_at(as_book=True, left_cost="log-likelihood")
    assert [gradient_words(each) for each in book.neurons] == [
        "∂C/∂w = −y/a · σ′(z) · x",
        "∂C/∂w = (a − y) · 1/σ′(z) · x",
    ]


def test_small_outputs_have_a_decimal_more():
    assert [said_output(a) for a in (0.982, 0.1, 0.0120)] == ["0.982", "0.100", "0.0120"]


def test_the_remark_names_the_neuron_that_is_held_back():
    assert remark_of(view_at()).startswith("The quadratic cost: the error is 0.98, but σ′(z)")
    assert remark_of(view_at(UPDATES)).startswith("Neither neuron")


def test_the_remark_on_the_book_has_the_numbers():
    words = remark_of(view_at(66, as_book=True))
    assert "here 1.99 instead of 0.499, and never slows down" in words
    assert "η = 0.005" in words
    assert "never slows down" not in remark_of(view_at(as_book=True, y=0.5))
