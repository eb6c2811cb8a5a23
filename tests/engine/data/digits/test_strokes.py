"""Pen strokes are checked, and arrive in MNIST's form whatever their size, place and unit."""

import time
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.digits.strokes import (
    MOST_POINTS,
    PEN_PX,
    Normalised,
    centre_of_mass,
    check_strokes,
    draw,
    normalise_strokes,
)
from engine.errors import DataError

SEVEN = [[(0.2, 0.1), (0.8, 0.12), (0.6, 0.5), (0.45, 0.9)]]
FOUR = [[(0.3, 0.1), (0.2, 0.6), (0.8, 0.6)], [(0.6, 0.3), (0.6, 0.95)]]


def normalised(strokes: object, **options: float) -> Normalised:
    result = normalise_strokes(strokes, **options)
    assert result is not None
    return result


def ink_sides(picture: np.ndarray) -> tuple[int, int]:
    rows, columns = np.nonzero(picture)
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


@pytest.mark.parametrize(
    "strokes",
    [
        None,
        7,
        "strokes",
        {"a": 1},
        [5],
        ["abc"],
        [[1, 2, 3]],
        [[[1, 2, 3], [4, 5, 6]]],
        [[[1, 2], [3]]],
        [[["a", "b"]]],
        [[[1, None]]],
        [[[float("nan"), 1]]],
        [[[float("inf"), 1]]],
        [[[1e300, 1]]],
        [[[True, False]]],
        [[[1 + 2j, 1]]],
    ],
)
def test_malformed_strokes_are_refused_in_one_sentence(strokes: object) -> None:
    with pytest.raises(DataError, match=r"expected strokes .*got .*; write"):
        check_strokes(strokes)


def test_too_many_points_are_refused() -> None:
    with pytest.raises(DataError, match="at most"):
        check_strokes([np.zeros((MOST_POINTS + 1, 2))])


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=12,
    )
)
def test_anything_is_either_read_or_refused(document: object) -> None:
    strokes: tuple[np.ndarray, ...] = ()
    with suppress(DataError):
        strokes = check_strokes(document)
    assert all(np.isfinite(stroke).all() for stroke in strokes)


@pytest.mark.parametrize("empty", [[], [[]], (), [[], []], np.zeros((0, 2))])
def test_an_empty_pad_answers_nothing(empty: object) -> None:
    assert normalise_strokes(empty) is None


def test_the_longest_side_is_twenty_pixels_and_the_mass_is_central() -> None:
    for strokes in (SEVEN, FOUR, [[(0, 0), (1, 0.02)]]):
        result = normalised(strokes)
        assert max(ink_sides(result.picture)) in (19, 20, 21)
        np.testing.assert_allclose(centre_of_mass(result.picture), 14, atol=0.15)
        assert result.picture.dtype == np.float32
        assert 0 <= result.picture.min() < result.picture.max() <= 1


@settings(max_examples=40, deadline=None)
@given(
    size=st.floats(0.01, 5000),
    right=st.floats(-3, 3),
    down=st.floats(-3, 3),
)
def test_size_place_and_unit_change_nothing(size: float, right: float, down: float) -> None:
    expected = normalised(FOUR).picture
    moved = [[(size * (x + right), size * (y + down)) for x, y in stroke] for stroke in FOUR]
    np.testing.assert_allclose(normalised(moved).picture, expected, atol=0.02)


@pytest.mark.parametrize("size", [0.05, 0.3, 1.0])
def test_the_pen_has_the_same_width_at_every_size(size: float) -> None:
    line = [[(0.1, 0.1), (0.1, 0.1 + size)]]
    picture = normalised(line, frame=1.0).picture
    assert picture[14].sum() == pytest.approx(PEN_PX, abs=0.3)


def test_both_axes_are_scaled_alike() -> None:
    rows, columns = ink_sides(normalised([[(0.5, 0.1), (0.52, 0.9)]]).picture)
    assert rows in (19, 20, 21)
    assert columns <= 6


def test_the_picture_is_neither_transposed_nor_mirrored() -> None:
    picture = normalised([[(0.1, 0.1), (0.9, 0.1)], [(0.9, 0.1), (0.9, 0.9)]]).picture
    assert picture.sum(axis=1).argmax() < 12
    assert picture.sum(axis=0).argmax() > 16


@pytest.mark.parametrize("dot", [[[(0.5, 0.5)]], [[(0.5, 0.5), (0.502, 0.501), (0.5, 0.5)]]])
def test_a_dot_stays_a_dot(dot: list[list[tuple[float, float]]]) -> None:
    result = normalised(dot, frame=1.0)
    assert max(ink_sides(result.picture)) <= 7


def test_dust_beside_a_digit_is_ignored() -> None:
    dust = [(2.0, 0.5), (2.004, 0.5)]
    np.testing.assert_array_equal(normalised([*SEVEN, dust]).picture, normalised(SEVEN).picture)


def test_the_stages_lead_from_the_drawing_to_the_picture() -> None:
    result = normalised([[(x / 4, y / 4) for x, y in SEVEN[0]]], frame=1.0)
    assert [stage.name for stage in result.stages] == ["as drawn", "sized", "centred", "pen"]
    drawn, sized, centred, last = result.stages
    np.testing.assert_allclose(drawn.strokes[0], 28 * np.array(SEVEN[0]) / 4 - 0.5)
    assert sized.pen_px > 2 * drawn.pen_px
    assert max(ink_sides(draw(drawn.strokes, drawn.pen_px))) < 12
    offset = centred.strokes[0] - sized.strokes[0]
    assert np.ptp(offset, axis=0) == pytest.approx([0, 0])
    np.testing.assert_array_equal(draw(last.strokes, last.pen_px), result.picture)
    assert last.pen_px == PEN_PX


def test_scale_and_shift_say_where_each_point_went() -> None:
    result = normalised(SEVEN)
    ends = result.stages[-1].strokes[0][[0, -1]]
    shift = np.array([result.shift_x, result.shift_y])
    np.testing.assert_allclose(ends, result.scale * np.array(SEVEN[0])[[0, -1]] + shift)


def test_results_are_read_only() -> None:
    result = normalised(SEVEN)
    for stage in result.stages:
        assert not any(stroke.flags.writeable for stroke in stage.strokes)
    assert not result.picture.flags.writeable


def test_coarse_mouse_points_and_fine_pen_points_give_the_same_picture() -> None:
    fine = [np.linspace(a, b, 50) for a, b in zip(SEVEN[0][:-1], SEVEN[0][1:], strict=True)]
    result = normalised([np.concatenate(fine)])
    np.testing.assert_allclose(result.picture, normalised(SEVEN).picture, atol=0.05)


def test_an_endless_scribble_is_still_drawn() -> None:
    points = np.random.default_rng(1).random((20_000, 2))
    assert normalised([points]).picture.max() == 1


def test_normalising_is_fast_enough_for_every_pen_move() -> None:
    angles = np.linspace(0, 12, 400)
    stroke = np.stack([np.cos(angles), np.sin(1.7 * angles)], axis=1)
    normalised([stroke])
    seconds = []
    for _ in range(30):
        started = time.perf_counter()
        normalised([stroke])
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.002


TINY = st.floats(-1e-290, 1e-290, allow_subnormal=True)
SMALL = st.sampled_from([0.0, 5e-324, -5e-324, 1e-310, 2.3e-308, 1e-300, 1e-16, 0.5, 0.5 + 1e-16])
POINTS = st.lists(st.tuples(TINY | SMALL, TINY | SMALL), min_size=1, max_size=6)


@given(strokes=st.lists(POINTS, min_size=1, max_size=4), frame=st.sampled_from([None, 1.0, 1e-310]))
@settings(max_examples=200, deadline=None)
def test_coordinates_below_every_normal_number_are_drawn_without_a_warning(strokes, frame) -> None:
    picture = normalised(strokes, frame=frame).picture
    assert np.isfinite(picture).all()
    assert picture.max() > 0
