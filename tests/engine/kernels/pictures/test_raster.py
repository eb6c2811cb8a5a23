"""Drawing and resampling agree with their plain twins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.pictures.raster import bilinear, draw_strokes
from tests.reference import naive_raster


def packed(*strokes: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    starts = np.concatenate([[0], np.cumsum([len(stroke) for stroke in strokes])])
    return np.concatenate([np.array(stroke) for stroke in strokes]).astype(np.float32), starts


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), counts=st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_drawing_agrees_with_the_naive_twin(seed: int, counts: list[int]) -> None:
    generator = np.random.default_rng(seed)
    points = generator.uniform(-4, 16, (sum(counts), 2)).astype(np.float32)
    radii = generator.uniform(0, 3, sum(counts)).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(counts)])
    out = generator.uniform(0, 0.3, (9, 12)).astype(np.float32)
    expected = naive_raster.draw_strokes(points, starts, radii, out)
    draw_strokes(points, starts, radii, out)
    np.testing.assert_allclose(out, expected, atol=2e-5)


def test_a_single_point_is_a_round_dot() -> None:
    points, starts = packed([(4.0, 4.0)])
    out = np.zeros((9, 9), np.float32)
    draw_strokes(points, starts, np.array([1.5], np.float32), out)
    assert out[4, 4] == 1
    np.testing.assert_array_equal(out, out.T)
    np.testing.assert_array_equal(out, out[::-1])
    assert out[4, 6] == pytest.approx(0)


def test_x_runs_to_the_right_and_y_runs_down() -> None:
    points, starts = packed([(1.0, 5.0), (6.0, 5.0)])
    out = np.zeros((8, 10), np.float32)
    draw_strokes(points, starts, np.full(2, 0.5, np.float32), out)
    np.testing.assert_allclose(out[5, 1:7], 1, atol=1e-6)
    assert out.sum() == pytest.approx(6, abs=1e-5)


def test_ink_outside_the_picture_is_left_out() -> None:
    points, starts = packed([(-1e6, -50.0), (-1e6, 1e6)], [(500.0, 3.0)])
    out = np.zeros((8, 8), np.float32)
    draw_strokes(points, starts, np.full(3, 2, np.float32), out)
    assert not out.any()


def test_drawing_never_takes_ink_away() -> None:
    points, starts = packed([(2.0, 2.0), (5.0, 5.0)])
    out = np.full((8, 8), 0.7, np.float32)
    draw_strokes(points, starts, np.full(2, 1, np.float32), out)
    assert out.min() == np.float32(0.7)
    assert out.max() == 1


@settings(max_examples=40, deadline=None)
@given(y=st.floats(-3, 8), x=st.floats(-3, 10))
def test_values_between_pixels_agree_with_the_naive_twin(y: float, x: float) -> None:
    source = np.random.default_rng(2).random((5, 7))
    expected = naive_raster.bilinear(source, y, x)
    assert bilinear(source, y, x) == pytest.approx(expected, abs=1e-12)
