"""Names of classes: natural order, and labels matched by name."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.classes import DIGIT_WORDS, DIGITS, ordered_names, relabelled
from engine.errors import DataError


@pytest.mark.parametrize(
    ("found", "order"),
    [
        ({"3", "7"}, DIGITS),
        ({"two", "zero"}, DIGIT_WORDS),
        ({"10", "9", "1"}, ("1", "9", "10")),
        ({"zebra", "1", "apple"}, ("1", "apple", "zebra")),
        ({"b", "A", "a"}, ("A", "a", "b")),
    ],
)
def test_digits_and_their_words_keep_their_place_and_other_names_are_sorted(found, order):
    assert ordered_names(found) == order


def test_labels_follow_the_names_of_their_classes():
    labels = np.array([0, 1, 1, 0], np.uint8)
    found = relabelled(labels, ("b", "c"), ("a", "b", "c"), "here")
    assert found.tolist() == [1, 2, 2, 1]
    assert found.dtype == np.uint8


def test_classes_that_are_not_known_are_named():
    with pytest.raises(DataError, match="expected the classes a, b, got c in here as well"):
        relabelled(np.array([0, 1], np.uint8), ("a", "c"), ("a", "b"), "here")


def test_names_without_examples_need_not_be_known():
    assert relabelled(np.array([0], np.uint8), ("a", "c"), ("a",), "here").tolist() == [0]


@pytest.mark.parametrize(
    ("names", "known"),
    [(DIGITS, DIGIT_WORDS), (DIGIT_WORDS, DIGITS), (("Zero", *DIGIT_WORDS[1:]), DIGIT_WORDS)],
)
def test_digits_as_words_and_as_figures_are_the_same_classes(names, known):
    labels = np.array([7, 0, 9], np.uint8)
    assert relabelled(labels, names, known, "here").tolist() == [7, 0, 9]


def test_a_word_among_other_classes_is_no_digit():
    with pytest.raises(DataError, match="got zero in here as well; rename"):
        relabelled(np.array([0], np.uint8), DIGIT_WORDS, ("0", "1", "ten"), "here")
