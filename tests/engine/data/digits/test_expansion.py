"""Expanded training sets: each distortion alone, whole expansions, and memory that stays."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from engine import random_streams
from engine.data.digits.distortions import (
    ELASTIC,
    KNOTS,
    STILL,
    Distortions,
    Range,
    gaussian_weights,
    spline_weights,
)
from engine.data.digits.expansion import (
    CHUNK,
    affine_maps,
    expand_pictures,
    expand_strokes,
    inverse_warps,
    pack_drawings,
)
from engine.data.digits.strokes import centre_of_mass, normalise_strokes
from engine.kernels.pictures.distortion import spread
from tests.reference import naive_distortion, naive_raster, naive_shifts

BAR = np.zeros((28, 28), np.float32)
BAR[6:22, 13:15] = 1
"""An upright bar in the middle."""

SINGLE = {
    "rotation": replace(STILL, tilt_deg=Range(20, 20)),
    "skew": replace(STILL, shear=Range(0.4, 0.4)),
    "scale": replace(STILL, scale=Range(0.5, 0.5)),
    "stretch": replace(STILL, stretch=Range(0.5, 0.5)),
    "shift": replace(STILL, shift_px=Range(3, 3)),
    "bend": replace(STILL, bend_px=3.0),
    "elastic": ELASTIC,
    "thickness": replace(STILL, thickness=Range(1, 1)),
    "blur": replace(STILL, blur=Range(0.5, 0.5)),
    "contrast": replace(STILL, contrast=Range(3, 3)),
}
"""Each distortion alone."""


def expanded(picture: np.ndarray, distortions: Distortions, seed: int = 1) -> np.ndarray:
    out = np.empty((1, 784), np.float32)
    expand_pictures(picture.reshape(1, 784), distortions, seed, 0, out)
    return out.reshape(28, 28)


def spread_of(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the centre of mass and the covariance of (row, column), weighted by ink."""
    rows, columns = np.indices(picture.shape)
    places = np.stack([rows.ravel(), columns.ravel()])
    return places @ picture.ravel() / picture.sum(), np.cov(places, aweights=picture.ravel())


@pytest.mark.parametrize("name", SINGLE)
def test_each_distortion_alone_is_that_of_the_naive_twin(name: str) -> None:
    distortions = SINGLE[name]
    picture = BAR * np.linspace(0.3, 1, 28, dtype=np.float32)[:, None]
    generator = random_streams.generator(5, "expansion", 0)
    warps = inverse_warps(affine_maps(generator, distortions, 1), generator, distortions)
    weights = distortions.field_weights
    grid = (1, 2, weights.shape[1], weights.shape[1])
    knots = generator.uniform(-1, 1, grid) * distortions.bend_px
    pen = [
        float(getattr(distortions, part).draw(generator, 1)[0])
        for part in ("thickness", "blur", "contrast")
    ]
    expected = naive_distortion.distort_picture(picture, warps[0], knots[0], weights, np.array(pen))
    found = expanded(picture, distortions, seed=5)
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert np.abs(found - picture).max() > 0.05


def test_a_shift_moves_the_centre_and_nothing_else() -> None:
    before, after = spread_of(BAR), spread_of(expanded(BAR, SINGLE["shift"]))
    np.testing.assert_allclose(after[0] - before[0], [3, 3], atol=1e-3)
    np.testing.assert_allclose(after[1], before[1], atol=1e-2)


def test_a_rotation_tilts_by_its_angle() -> None:
    _, covariance = spread_of(expanded(BAR, SINGLE["rotation"]))
    _, axes = np.linalg.eigh(covariance)
    row, column = axes[:, -1]
    assert abs(np.degrees(np.arctan(column / row))) == pytest.approx(20, abs=0.5)


def test_a_skew_moves_each_row_by_its_distance_from_the_middle() -> None:
    found = expanded(BAR, SINGLE["skew"])
    centres = (found @ np.arange(28))[7:21] / found.sum(axis=1)[7:21]
    steps = np.diff(centres)
    assert abs(steps.mean()) == pytest.approx(0.4, abs=0.02)
    np.testing.assert_allclose(found[7:21].sum(axis=1), 2, atol=0.01)


def test_scaling_shrinks_both_sides() -> None:
    found = expanded(BAR, SINGLE["scale"])
    assert found.sum() == pytest.approx(BAR.sum() / 4, rel=0.05)


def test_the_elastic_field_is_blurred_noise() -> None:
    generator = np.random.default_rng(3)
    noise = generator.uniform(-1, 1, (9, 9))
    field = np.empty((9, 9))
    spread(noise, gaussian_weights(9, 1.7).astype(np.float64), field)
    np.testing.assert_allclose(field, naive_shifts.blurred(noise, 1.7), atol=1e-6)


def test_the_elastic_field_is_smooth_and_of_about_a_pixel() -> None:
    generator = np.random.default_rng(4)
    weights = gaussian_weights(28, ELASTIC.sigma_px).astype(np.float64)
    field = weights @ (generator.uniform(-1, 1, (28, 28)) * ELASTIC.bend_px) @ weights.T
    assert 0.5 < field.std() < 2.5
    assert np.abs(np.diff(field, axis=0)).max() < 1.5


def test_bilinear_reading_beyond_the_edge_finds_paper() -> None:
    assert naive_raster.bilinear(BAR, -5.0, 3.0) == 0
    assert expanded(BAR, replace(STILL, shift_px=Range(28, 28))).max() == 0


@pytest.mark.parametrize("distortions", [Distortions(), ELASTIC], ids=["spline", "elastic"])
def test_another_seed_gives_another_hand_and_the_same_the_same(distortions: Distortions) -> None:
    one, again, other = (expanded(BAR, distortions, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).max() > 0.1


def test_memory_does_not_grow_with_the_epochs() -> None:
    pictures = np.repeat(BAR.reshape(1, 784), 3 * CHUNK, axis=0)
    out = np.empty_like(pictures)
    expand_pictures(pictures, Distortions(), 1, 0, out)
    tracemalloc.start()
    try:
        expand_pictures(pictures, Distortions(), 1, 1, out)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for epoch in range(2, 8):
            expand_pictures(pictures, Distortions(), 1, epoch, out)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 20_000
    assert peak - before < 2_000_000


STILL_AS_DRAWN = np.array([[0.2, 0.1], [0.8, 0.1], [0.4, 0.9]])


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
