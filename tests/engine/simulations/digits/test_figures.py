"""Pictures of digits on the pad: files and pasted ones, several figures in a row."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from engine.commands.edits import SetStrokes, Undo
from engine.commands.pages.digits import ShowExample, ShowPicture
from engine.data.digits.strokes import normalise_strokes
from engine.errors import DataError, DocumentError
from engine.simulations.digits.figures import already_normalised, read_pad_figures
from engine.simulations.digits.simulation import Digits
from tests.support.pages.digits_session import SEVEN, SIMULATION_ID, seen, small_data

ONE = (((0.5, 0.1), (0.5, 0.9)),)


def photograph(*drawings):
    """Return a picture, dark on light, with drawings in a row, as the content of a PNG."""
    row = np.hstack(
        [
            np.pad(np.asarray(normalise_strokes(each).picture), ((6, 6), (12, 12)))
            for each in drawings
        ]
    )
    pixels = np.kron(235 - 200 * row, np.ones((4, 4))).astype(np.uint8)
    content = BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return content.getvalue()


def blank():
    """Return white paper, as the content of a PNG."""
    content = BytesIO()
    Image.new("L", (200, 160), 240).save(content, "PNG")
    return content.getvalue()


def shown(session):
    """Return the page's state."""
    return seen(session).payload


def show(session, content, name="picture.png"):
    """Put a picture on the pad."""
    session.apply(ShowPicture(SIMULATION_ID, name, content))


def test_a_pasted_digit_is_read(session):
    show(session, photograph(SEVEN))
    state = shown(session)
    assert (state.source.kind, state.source.data, state.source.count) == (
        "picture",
        "picture.png",
        1,
    )
    assert state.reading.digit == 7
    assert state.figure_digits == ()


def test_a_file_is_read_from_the_disk(session, tmp_path):
    path = tmp_path / "seven.png"
    path.write_bytes(photograph(SEVEN))
    session.apply(ShowPicture(SIMULATION_ID, str(path)))
    assert shown(session).source.data == "seven.png"
    assert shown(session).reading.digit == 7


def test_figures_in_a_row_are_all_read_and_walked_through(session):
    show(session, photograph(SEVEN, ONE, SEVEN))
    assert shown(session).figure_digits == (7, 1, 7)
    session.apply(ShowExample(SIMULATION_ID, "next"))
    assert (shown(session).source.index, shown(session).reading.digit) == (1, 1)
    session.apply(ShowExample(SIMULATION_ID, "previous"))
    session.apply(ShowExample(SIMULATION_ID, "previous"))
    assert (shown(session).source.index, shown(session).reading.digit) == (2, 7)


def test_a_picture_is_undone_to_the_drawing_before(session):
    session.apply(SetStrokes(SIMULATION_ID, ONE))
    show(session, photograph(SEVEN))
    session.apply(Undo())
    assert shown(session).strokes == ONE


@pytest.mark.parametrize(
    ("content", "words"),
    [(blank(), "blank"), (b"no picture", "damaged")],
    ids=["blank", "damaged"],
)
def test_what_cannot_be_read_is_named_and_the_pad_stays(session, content, words):
    session.apply(SetStrokes(SIMULATION_ID, ONE))
    with pytest.raises(DataError, match=words):
        read_pad_figures(Path("x.png"), content)
    show(session, content)
    assert shown(session).strokes == ONE
    assert "picture.png" in str(session.snapshot().notice)


def test_the_figures_are_there_again_in_a_document():
    digits = Digits(1, load=small_data)
    digits.handlers[ShowPicture](ShowPicture(SIMULATION_ID, "two.png", photograph(SEVEN, ONE)))
    saved = digits.save()
    text, arrays = msgspec.json.encode(saved.content), saved.arrays()
    other = Digits(1, load=small_data)
    other.restore(msgspec.Raw(text), arrays, {"built-in": small_data("built-in")})
    before, after = digits.view(frozenset()), other.view(frozenset())
    assert after.source == before.source
    assert after.figure_digits == before.figure_digits == (7, 1)
    np.testing.assert_array_equal(after.reading.picture, before.reading.picture)
    with pytest.raises(DocumentError):
        Digits(1, load=small_data).restore(msgspec.Raw(text), {}, {})


def test_a_normalised_picture_is_taken_as_it_is():
    picture = np.zeros((28, 28), np.float32)
    picture[4:24, 14] = 1
    record = already_normalised(picture)
    np.testing.assert_array_equal(record.picture, picture)
    assert record.stages[-1].picture is record.picture
