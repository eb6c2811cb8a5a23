"""Distorted handwriting: kernels agree with their twins, and the same seed gives the same hand."""

import numpy as np
import pytest

from engine.data.digits.doodles import doodle, mixed_up
from engine.data.digits.expansion import (
    KNOTS,
    STILL,
    Distortions,
    expand_pictures,
    expand_strokes,
    pack_drawings,
    spline_weights,
)
from engine.data.digits.strokes import centre_of_mass, normalise_strokes
from engine.kernels.pictures.distortion import change_pen, distort_pictures, draw_digits, spread
from tests.reference import naive_distortion

STILL_AS_DRAWN = np.array([[0.2, 0.1], [0.8, 0.1], [0.4, 0.9]])


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
    change_pen(source, thickness, blur, contrast, out)
    expected = naive_distortion.change_pen(source, thickness, blur, contrast)
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


def test_the_spline_shares_out_every_pixel() -> None:
    weights = spline_weights(28, KNOTS)
    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-6)


def test_the_same_seed_and_epoch_give_the_same_pictures() -> None:
    pictures = np.random.default_rng(6).random((5, 784)).astype(np.float32)
    first, second, other = (np.empty_like(pictures) for _ in range(3))
    expand_pictures(pictures, Distortions(), 1, 3, first)
    expand_pictures(pictures, Distortions(), 1, 3, second)
    expand_pictures(pictures, Distortions(), 1, 4, other)
    np.testing.assert_array_equal(first, second)
    assert np.abs(first - other).max() > 0.1


def test_no_distortion_leaves_pictures_as_they_are() -> None:
    pictures = np.random.default_rng(7).random((4, 784)).astype(np.float32)
    out = np.empty_like(pictures)
    expand_pictures(pictures, STILL, 1, 0, out)
    np.testing.assert_allclose(out, pictures, atol=1e-5)


def test_expanded_strokes_keep_the_size_and_nearly_the_centre() -> None:
    drawing = normalise_strokes([STILL_AS_DRAWN])
    assert drawing is not None
    packed = pack_drawings([drawing] * 40)
    out = np.empty((40, 784), np.float32)
    expand_strokes(packed, Distortions(), 1, 0, out)
    for picture in out.reshape(-1, 28, 28):
        assert np.abs(centre_of_mass(picture) - 14).max() < 1.0
        rows, columns = np.nonzero(picture)
        assert 17 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 22


def test_doodles_are_drawings_and_depend_on_the_seed_alone() -> None:
    one = [doodle(np.random.default_rng(seed)) for seed in range(50)]
    two = [doodle(np.random.default_rng(seed)) for seed in range(50)]
    for strokes, again in zip(one, two, strict=True):
        assert normalise_strokes(strokes) is not None
        np.testing.assert_array_equal(np.concatenate(strokes), np.concatenate(again))


def test_mixed_up_digits_keep_no_straight_copy() -> None:
    generator = np.random.default_rng(8)
    pictures = generator.random((200, 784)).astype(np.float32)
    labels = (np.arange(200) % 10).astype(np.uint8)
    mixed = mixed_up(pictures, labels, generator)
    assert 50 < len(mixed) < 200
    assert not (mixed[:, None, ::60] == pictures[None, :, ::60]).all(axis=2).any()
