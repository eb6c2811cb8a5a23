"""Pictures of any size arrive in MNIST's form, and MNIST passes through."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.digits.normalisation import normalise_picture, resample
from engine.data.digits.strokes import centre_of_mass, normalise_strokes
from engine.data.files.mnist import load_mnist
from engine.errors import DataError
from tests.support.disturbances import resized, shifted

DIGIT = [[(0.2, 0.1), (0.8, 0.1), (0.3, 0.9)], [(0.35, 0.5), (0.75, 0.55)]]


@pytest.fixture(name="picture")
def _picture() -> np.ndarray:
    drawn = normalise_strokes(DIGIT)
    assert drawn is not None
    return drawn.picture


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros(784),
        np.zeros((2, 28, 28)),
        np.zeros((0, 5)),
        np.full((3, 3), np.nan),
        np.array([["a", "b"]]),
        np.zeros((9_000, 2)),
    ],
)
def test_what_is_no_grey_picture_is_refused(picture: np.ndarray) -> None:
    with pytest.raises(DataError, match="expected"):
        normalise_picture(picture)


@pytest.mark.parametrize("value", [0.0, 0.3, -1.0])
def test_a_picture_without_ink_answers_nothing(value: float) -> None:
    assert normalise_picture(np.full((28, 28), value)) is None


def test_mnist_passes_through(mnist_dir: Path) -> None:
    # the first 2,000 validation pictures
    pictures = load_mnist(mnist_dir).validation.x[:2_000].reshape(-1, 28, 28)
    results = [normalise_picture(picture) for picture in pictures]
    differences = [
        np.abs(result.picture - picture).max() if result else 1.0
        for result, picture in zip(results, pictures, strict=True)
    ]
    assert np.mean(np.array(differences) < 0.02) >= 0.995


@pytest.mark.parametrize(("right", "down"), [(3, 0), (-4, 2), (0, -5), (5, 5)])
def test_a_shift_by_whole_pixels_is_undone_exactly(
    picture: np.ndarray, right: int, down: int
) -> None:
    framed = np.pad(picture, 8)
    moved = np.roll(framed, (down, right), axis=(0, 1))
    expected, result = normalise_picture(framed), normalise_picture(moved)
    assert expected is not None
    assert result is not None
    np.testing.assert_array_equal(result.picture, expected.picture)


@pytest.mark.parametrize("factor", [0.5, 0.7, 0.85, 1.1, 1.2])
def test_the_size_is_put_right(picture: np.ndarray, factor: float) -> None:
    result = normalise_picture(resized(picture, factor))
    assert result is not None
    assert result.scale * factor == pytest.approx(1, abs=0.1)
    np.testing.assert_allclose(centre_of_mass(result.picture), 14, atol=0.5)


@settings(max_examples=25, deadline=None)
@given(enlarged=st.integers(1, 12), left=st.integers(0, 90), top=st.integers(0, 90))
def test_a_large_picture_is_found_and_reduced(enlarged: int, left: int, top: int) -> None:
    drawn = normalise_strokes(DIGIT)
    assert drawn is not None
    large = np.kron(drawn.picture, np.ones((enlarged, enlarged)))
    result = normalise_picture(np.pad(large, ((top, 30), (left, 50))))
    assert result is not None
    assert result.picture.shape == (28, 28)
    np.testing.assert_allclose(centre_of_mass(result.picture), 14, atol=0.5)
    assert np.sqrt(np.mean((result.picture - drawn.picture) ** 2)) < 0.12


def test_brightness_and_grey_paper_change_nothing(picture: np.ndarray) -> None:
    expected = normalise_picture(picture)
    for changed in (picture * 255, picture / 4, 0.25 + 0.5 * picture):
        result = normalise_picture(changed)
        assert expected is not None
        assert result is not None
        np.testing.assert_allclose(result.picture, expected.picture, atol=1e-5)


def test_the_picture_is_neither_transposed_nor_mirrored(picture: np.ndarray) -> None:
    result = normalise_picture(shifted(picture, 2, 1))
    assert result is not None
    np.testing.assert_allclose(result.picture, picture, atol=0.3)


def test_the_stages_end_with_the_picture(picture: np.ndarray) -> None:
    result = normalise_picture(resized(picture, 0.6))
    assert result is not None
    assert [stage.name for stage in result.stages] == ["as drawn", "sized", "centred"]
    np.testing.assert_array_equal(result.stages[-1].picture, result.picture)
    pictures = [stage.picture for stage in result.stages if stage.picture is not None]
    assert len(pictures) == len(result.stages)
    assert not any(picture.flags.writeable for picture in pictures)


def test_reducing_keeps_the_ink() -> None:
    source = np.zeros((100, 100))
    source[30:70, 40:60] = np.random.default_rng(1).random((40, 20))
    reduced = resample(source, 0.25, np.array([1.0, 1.0]))
    assert reduced.sum() == pytest.approx(source.sum() / 16, rel=1e-3)
