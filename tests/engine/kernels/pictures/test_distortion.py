"""Kernels that distort handwriting agree with their naive twins."""

import numpy as np
import pytest

from engine.data.digits.distortions import spline_weights
from engine.kernels.pictures.distortion import adjust_strokes, distort_pictures, draw_digits, spread
from tests.reference import naive_distortion


def test_spread_agrees_with_the_naive_twin() -> None:
    generator = np.random.default_rng(2)
    knots, spline = generator.normal(size=(5, 5)), generator.random((9, 5))
    field = np.empty((9, 9))
    spread(knots, spline, field)
    np.testing.assert_allclose(field, naive_distortion.spread(knots, spline), atol=1e-12)


@pytest.mark.parametrize(
    ("thickness", "blur", "contrast"), [(0.7, 0, 1), (-0.7, 0, 1), (0, 0.5, 1), (0.2, 0.3, 1.5)]
)
def test_changing_the_pen_agrees_with_the_naive_twin(
    thickness: float, blur: float, contrast: float
) -> None:
    source = np.random.default_rng(3).random((7, 7))
    out = np.empty((7, 7))
    adjust_strokes(source, thickness, blur, contrast, out)
    expected = naive_distortion.adjust_strokes(source, thickness, blur, contrast)
    np.testing.assert_allclose(out, expected, atol=1e-12)


def test_distorting_agrees_with_the_naive_twin() -> None:
    generator = np.random.default_rng(4)
    pictures = generator.random((3, 64))
    rows = np.array([2, 0])
    warps = np.array([[1.0, 0.1, 0], [-0.1, 1, 1]]) + generator.normal(0, 0.2, (2, 2, 3))
    knots = generator.normal(size=(2, 2, 5, 5))
    spline = spline_weights(8, 5).astype(np.float64)
    pens = np.array([[0.5, 0.1, 1.2], [-0.5, 0.4, 1.0]])
    out = np.empty((2, 64))
    distort_pictures(pictures, rows, warps, knots, spline, pens, out)
    for i, row in enumerate(rows):
        expected = naive_distortion.distort_picture(
            pictures[row].reshape(8, 8), warps[i], knots[i], spline, pens[i]
        )
        np.testing.assert_allclose(out[i].reshape(8, 8), expected, atol=1e-9)


def test_drawing_digits_agrees_with_the_naive_twin() -> None:
    generator = np.random.default_rng(5)
    strokes = [generator.uniform(2, 10, (n, 2)) for n in (3, 1, 4)]
    radii = [generator.uniform(0.5, 1.5, len(stroke)) for stroke in strokes]
    targets = np.array([[5.0, 6.5], [6.0, 6.0]])
    expected = [
        naive_distortion.draw_digit(strokes[:2], radii[:2], targets[0], 12),
        naive_distortion.draw_digit(strokes[2:], radii[2:], targets[1], 12),
    ]
    out = np.ones((2, 144), np.float32)
    draw_digits(
        np.concatenate(strokes).astype(np.float32),
        np.array([0, 3, 4, 8]),
        np.array([0, 2, 3]),
        np.concatenate(radii).astype(np.float32),
        targets,
        out,
    )
    np.testing.assert_allclose(out, np.reshape(expected, (2, 144)), atol=1e-4)


@pytest.mark.parametrize("gap", [0, 1, 27, 28, 29, 1000])
def test_the_pen_gives_the_same_bits_wherever_its_arrays_lie(gap, generator):
    shape, size = (28, 28), 28 * 28
    source = generator.random(shape).astype(np.float32)
    apart = np.empty_like(source)
    pen = (np.float32(0.3), np.float32(0.2), np.float32(1.4))
    adjust_strokes(source, *pen, apart)
    memory = np.zeros(2 * size + gap, np.float32)
    before, after = memory[:size].reshape(shape), memory[size + gap :].reshape(shape)
    before[:] = source
    adjust_strokes(before, *pen, after)
    np.testing.assert_array_equal(after, apart)
    after[:] = source
    adjust_strokes(after, *pen, before)
    np.testing.assert_array_equal(before, apart)
