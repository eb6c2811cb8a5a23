"""Built-in digits: the same for a seed, in MNIST's form, in every hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.catalogue import load_data
from engine.data.digits.built_in import BLOCK, built_in_data_set, built_in_digits
from engine.data.digits.strokes import CENTRE

SOME = built_in_digits(1_000, 7)
PICTURES = SOME.x.reshape(-1, 28, 28)


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    assert built_in_digits(100, 7).x.tobytes() == SOME.x[:100].tobytes()
    assert built_in_digits(100, 8).x.tobytes() != SOME.x[:100].tobytes()


@given(first=st.integers(0, 999), count=st.integers(0, 40))
@settings(max_examples=25, deadline=None)
def test_a_digit_depends_on_nothing_but_the_seed_and_its_number(first, count):
    count = min(count, 1_000 - first)
    part = built_in_digits(count, 7, first=first)
    np.testing.assert_array_equal(part.x, SOME.x[first : first + count])
    np.testing.assert_array_equal(part.labels, SOME.labels[first : first + count])


def test_every_class_is_there_equally_often_in_chance_order():
    labels = SOME.labels[:BLOCK]
    assert (np.bincount(labels, minlength=10) == BLOCK // 10).all()
    assert (np.diff(labels.astype(int)) < 0).any()


def test_values_run_from_paper_to_ink():
    assert SOME.x.dtype == np.float32
    assert SOME.x.min() == 0
    assert SOME.x.max() == 1
    assert (PICTURES.max(axis=(1, 2)) > 0.9).all()


def test_the_longest_side_of_the_ink_is_twenty_pixels():
    ink = PICTURES > 0.25
    rows, columns = (ink.any(axis=axis).sum(axis=1) for axis in (2, 1))
    longest = np.maximum(rows, columns)
    assert ((longest >= 19) & (longest <= 21)).mean() > 0.98


def test_the_centre_of_mass_lies_in_the_middle_to_half_a_pixel():
    places = np.arange(28)
    mass = PICTURES.sum(axis=(1, 2))
    for axis in (1, 2):
        centre = (PICTURES.sum(axis=3 - axis) * places).sum(axis=1) / mass
        assert np.abs(centre - CENTRE).max() < 0.6


def test_ink_and_grey_resemble_those_of_mnist(mnist_dir):
    real = load_data("mnist", data_dir=mnist_dir).training.x[:1_000]
    for measure in (np.mean, lambda x: (x > 0).mean()):
        assert measure(SOME.x) == pytest.approx(measure(real), rel=0.15)


def test_the_data_set_has_its_three_parts_and_no_picture_twice():
    data = built_in_data_set(seed=3)
    assert [len(part) for part in (data.training, data.validation, data.test)] == [
        10_000, 2_000, 2_000,
    ]  # fmt: skip
    pictures = {row.tobytes() for row in data.test.x} | {row.tobytes() for row in data.validation.x}
    assert len(pictures) == 4_000
