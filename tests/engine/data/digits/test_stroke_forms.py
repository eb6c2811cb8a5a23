"""Strokes are read in every form in which programs write them, or refused with both readings."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.digits.stroke_forms import FORMS, read_drawings
from engine.errors import DataError

FOUR = [
    [[20, 0], [15, 40], [2, 90], [0, 130], [10, 146], [60, 145], [147, 131]],
    [[104, 51], [98, 67], [92, 170], [85, 255]],
]
LINES = [[[120, 10], [30, 140]], [[30, 140], [200, 140]], [[140, 60], [140, 240]]]
"""A four of three straight strokes: each may be two points, or two rows."""


def timed(strokes, start=0.0):
    """Return strokes of points with a time behind each."""
    return [
        [[*point, start + 100 * number + place] for place, point in enumerate(stroke)]
        for number, stroke in enumerate(strokes)
    ]


def rows(strokes):
    """Return strokes as rows of x, of y and of what follows."""
    return [[list(row) for row in zip(*stroke, strict=True)] for stroke in strokes]


def objects(strokes):
    """Return strokes as lists of objects."""
    return [
        [{"time": place, "x": x, "y": y, "pressure": 0.5} for place, (x, y) in enumerate(stroke)]
        for stroke in strokes
    ]


def groups(strokes):
    """Return strokes as the groups of points of a signature pad."""
    return [{"penColor": "black", "points": points} for points in objects(strokes)]


STROKES = {
    "points": FOUR,
    "points with times": timed(FOUR),
    "points with times of a clock": timed(FOUR, 1.7e12),
    "rows": rows(FOUR),
    "rows with times": rows(timed(FOUR)),
    "rows with times of a clock": rows(timed(FOUR, 1.7e12)),
    "objects": objects(FOUR),
    "groups": groups(FOUR),
    "groups of numbers": [{"points": stroke} for stroke in FOUR],
    "objects of rows": [{"x": x, "y": y, "t": [0] * len(x)} for x, y in rows(FOUR)],
}
QUICK_DRAW = {"word": "four", "countrycode": "XX", "recognized": True, "key_id": "1"}
WRAPPED = {
    "alone": lambda strokes: strokes,
    "strokes": lambda strokes: {"strokes": strokes, "label": 4},
    "drawing": lambda strokes: {**QUICK_DRAW, "drawing": strokes},
    "a list of strokes": lambda strokes: [{"strokes": strokes}],
    "a list of drawings": lambda strokes: [{"drawing": strokes}],
    "a list": lambda strokes: [strokes],
}


def equal(drawing, strokes):
    """Return whether a drawing consists of these points."""
    return len(drawing) == len(strokes) and all(
        np.array_equal(found, wanted) for found, wanted in zip(drawing, strokes, strict=True)
    )


@pytest.mark.parametrize("wrap", WRAPPED)
@pytest.mark.parametrize("form", STROKES)
def test_every_form_is_read_to_the_same_points(form, wrap):
    (drawing,) = read_drawings(WRAPPED[wrap](STROKES[form]))
    assert equal(drawing, FOUR)


@pytest.mark.parametrize("form", STROKES)
def test_a_list_of_drawings_is_read_in_order(form):
    first, second = read_drawings([STROKES[form], STROKES[form][1:]])
    assert equal(first, FOUR)
    assert equal(second, FOUR[1:])


@pytest.mark.parametrize("stroke", [FOUR[0], timed(FOUR)[0], rows(FOUR)[0], objects(FOUR)[0]])
def test_a_single_stroke_is_a_drawing(stroke):
    (drawing,) = read_drawings(stroke)
    assert equal(drawing, FOUR[:1])


def test_a_single_group_of_points_is_a_drawing():
    assert equal(read_drawings(groups(FOUR)[0])[0], FOUR[:1])


@pytest.mark.parametrize("wrap", sorted(set(WRAPPED) - {"drawing", "a list of drawings"}))
@pytest.mark.parametrize("form", ["points", "rows"])
def test_two_points_that_may_be_two_rows_are_refused_with_both_readings(form, wrap):
    document = WRAPPED[wrap](LINES if form == "points" else rows(LINES))
    with pytest.raises(
        DataError,
        match=r"drawing 1 that may be points \[x, y\], or a row of x and a row of y as in Quick, "
        "Draw!; add --strokes points or --strokes rows",
    ):
        read_drawings(document)
    (drawing,) = read_drawings(document, form)
    assert equal(drawing, LINES)


@pytest.mark.parametrize("form", ["points", "rows"])
def test_the_other_strokes_of_a_drawing_decide(form):
    strokes = [*LINES, FOUR[0]]
    (drawing,) = read_drawings({"strokes": strokes if form == "points" else rows(strokes)})
    assert equal(drawing, strokes)


@pytest.mark.parametrize("form", ["points", "rows"])
def test_the_other_drawings_of_a_file_decide(form):
    turn = rows if form == "rows" else list
    first, second = read_drawings([{"strokes": turn(LINES)}, {"strokes": turn(FOUR)}])
    assert equal(first, LINES)
    assert equal(second, FOUR)


def test_other_drawings_of_two_forms_decide_nothing():
    with pytest.raises(DataError, match="drawing 2 that may be"):
        read_drawings([FOUR, LINES, rows(FOUR)])


def test_the_key_of_quick_draw_decides_unless_the_shape_does():
    assert equal(read_drawings({**QUICK_DRAW, "drawing": rows(LINES)})[0], LINES)
    assert equal(read_drawings({"drawing": [*LINES, FOUR[0]]})[0], [*LINES, FOUR[0]])


def test_objects_are_never_ambiguous_and_decide_nothing():
    assert equal(read_drawings(groups(LINES))[0], LINES)
    with pytest.raises(DataError, match="drawing 2 that may be"):
        read_drawings([objects(LINES), LINES])


@pytest.mark.parametrize(
    ("stroke", "read"),
    [
        ([[10, 10], [60, 10], [30, 90]], [[10, 10], [60, 10], [30, 90]]),
        ([[10, 60, 30], [10, 10, 5]], [[10, 10], [60, 10], [30, 5]]),
        ([[1, 9, 0], [2, 8, 7], [3, 5, 3]], None),
        ([[1, 9, 5], [2, 8, 2], [0, 5, 9]], [[1, 2], [9, 8], [5, 2]]),
        ([[1, 9, 5], [2, 8, 6], [4, 5, 9]], [[1, 9], [2, 8], [4, 5]]),
        ([[5], [6]], None),
        ([[1, 2, 3, 4], [5, 6, 7, 8]], [[1, 5], [2, 6], [3, 7], [4, 8]]),
        ([[1, 2, 3, 4]] * 4, None),
    ],
)
def test_times_decide_where_three_numbers_stand_in_three_lists(stroke, read):
    if read is None:
        with pytest.raises(DataError):
            read_drawings({"strokes": [stroke]})
    else:
        assert equal(read_drawings({"strokes": [stroke]})[0], [read])


def test_three_numbers_that_allow_both_readings_are_refused():
    for stroke in ([[1, 2, 3], [4, 5, 6]], [[10, 0], [60, 5], [0, 90]]):
        with pytest.raises(DataError, match="may be points"):
            read_drawings({"strokes": [stroke]})


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_is_given_must_fit(form):
    other = rows(FOUR) if form == "points" else FOUR
    with pytest.raises(DataError, match=f"drawing 1: .*lists that are no {form}"):
        read_drawings([other], form)


@pytest.mark.parametrize(
    "document",
    [
        None,
        {},
        [],
        [1],
        [{}],
        [[[[[[1, 2]]]]]],
        [{"strokes": []}],
        [{"strokes": [[]]}],
        [{"strokes": {}}],
        [{"strokes": [[[], []]]}],
        [{"strokes": [[[0.5, 0.5]]]}],
        [{"strokes": [[["x", "y"], ["x", "y"]]]}],
        [{"strokes": [[{"x": 1}, {"x": 2}]]}],
        [{"strokes": [[{"x": None, "y": 1}, {"x": 2, "y": 2}]]}],
        [{"strokes": [{"points": 7}]}],
        [{"strokes": [{"points": []}]}],
        [{"strokes": [{"x": [1, 2], "y": [1]}]}],
        [{"strokes": [FOUR[0], rows(FOUR)[0]]}],
        [{"strokes": FOUR}, FOUR],
        [{"strokes": FOUR}, {"strokes": [[[0, 0]]]}],
    ],
)
def test_malformed_documents_are_refused(document):
    with pytest.raises(DataError, match=r"expected .*got .*;"):
        read_drawings(document)


def test_the_refusal_says_which_drawing():
    with pytest.raises(DataError, match="drawing 2"):
        read_drawings([{"strokes": FOUR}, {"strokes": [[[0, "b"], [1, 1]]]}])


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["x", "y", "points", "strokes", "drawing"]), inner, max_size=2
            )
        ),
        max_leaves=12,
    )
)
def test_anything_is_either_read_or_refused(document):
    drawings = ()
    with suppress(DataError):
        drawings = read_drawings(document)
    assert all(np.isfinite(stroke).all() for strokes in drawings for stroke in strokes)
