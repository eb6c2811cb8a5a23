"""Picture files: polarity, transparency, every depth, and what is no picture."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.data.files.pictures import MAX_SIDE, read_picture, white_on_black
from engine.errors import DataError


def ink():
    """Return a digit-like drawing, 255 ink on 0 paper, shape (30, 20)."""
    pixels = np.zeros((30, 20), np.uint8)
    pixels[5:25, 8:11] = 255
    return pixels


def saved(folder, image, name="picture.png", **options):
    """Save an image and return its path."""
    path = folder / name
    image.save(path, **options)
    return path


def with_alpha(grey):
    """Return ink of one grey on transparent paper."""
    pixels = np.zeros((*ink().shape, 4), np.uint8)
    pixels[..., :3] = grey
    pixels[..., 3] = ink()
    return Image.fromarray(pixels)


PAPERS = {
    "white on black": Image.fromarray(ink()),
    "black on white": Image.fromarray(255 - ink()),
    "one bit": Image.fromarray(ink() == 0),
    "16 bits": Image.fromarray((255 - ink()).astype(np.uint16) * 257),
    "palette": Image.fromarray(255 - ink()).convert("P"),
    "colour": Image.fromarray(255 - ink()).convert("RGB"),
    "black ink on transparent paper": with_alpha(0),
    "white ink on transparent paper": with_alpha(255),
}


@pytest.mark.parametrize("name", PAPERS)
def test_every_kind_of_picture_becomes_white_ink_on_black(tmp_path, name):
    picture = read_picture(saved(tmp_path, PAPERS[name]))
    assert picture.dtype == np.float32
    np.testing.assert_allclose(picture, ink() / 255, atol=1e-3)


@pytest.mark.parametrize("name", ["a.jpg", "a.bmp", "a.gif", "a.tif", "a.webp", "a.pgm"])
def test_other_formats_are_read_too(tmp_path, name):
    picture = read_picture(saved(tmp_path, PAPERS["black on white"], name))
    np.testing.assert_allclose(picture, ink() / 255, atol=0.2)


def test_a_thick_digit_that_covers_most_of_the_picture_keeps_its_polarity():
    picture = np.ones((20, 20), np.float32)
    picture[0] = picture[-1] = picture[:, 0] = picture[:, -1] = 0
    np.testing.assert_array_equal(white_on_black(picture), picture)
    np.testing.assert_array_equal(white_on_black(1 - picture), picture)


def png(size=(28, 28)):
    """Return the bytes of a PNG."""
    stream = io.BytesIO()
    Image.new("L", size, 255).save(stream, "PNG")
    return stream.getvalue()


REFUSED = {
    "text": (b"Dear reader, this is no picture.", "something else"),
    "empty": (b"", "something else"),
    "truncated": (png((64, 64))[:60], "damaged"),
    "too wide": (png((MAX_SIDE + 1, 1)), f"{MAX_SIDE + 1} × 1 pixels"),
    "a bomb": (png((50_000, 3)).replace(b"\0\0\0\x03", b"\0\0\xc3\x50"), "file|pixels"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_one_sentence(tmp_path, name):
    content, found = REFUSED[name]
    path = tmp_path / "letter.png"
    path.write_bytes(content)
    with pytest.raises(DataError, match=found) as caught:
        read_picture(path)
    assert "letter.png: expected a picture" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DataError, match="no file of that name"):
        read_picture(tmp_path / "none.png")
    with pytest.raises(DataError, match="is a directory"):
        read_picture(tmp_path)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """Return a path that may be overwritten by every example."""
    return tmp_path_factory.mktemp("fuzz") / "picture.png"


@given(
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6),
    end=st.integers(0, 10**6),
)
@settings(max_examples=100, deadline=None)
def test_a_damaged_picture_is_a_picture_or_a_data_error(fuzzed, changes, end):
    content = bytearray(png())
    for place, value in changes:
        content[place % len(content)] = value
    fuzzed.write_bytes(content[: end % (2 * len(content)) + 1])
    try:
        picture = read_picture(fuzzed)
    except DataError:
        return
    assert picture.ndim == 2
    assert np.isfinite(picture).all()
