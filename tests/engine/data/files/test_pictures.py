"""Picture files: polarity, transparency, every depth, and what is no picture."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from engine.data.files import pictures
from engine.data.files.pictures import WORKING_PIXELS, read_figures, read_picture, read_pixels
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


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.jpg"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_as_the_camera_was_held(tmp_path, name, orientation):
    pixels = np.full((48, 64), 255, np.uint8)
    pixels[8:24, 8:40] = 0
    notes = Image.Exif()
    notes[0x0112] = orientation
    path = saved(tmp_path, Image.fromarray(pixels), name, exif=notes)
    with Image.open(path) as image:
        upright = np.asarray(ImageOps.exif_transpose(image), np.float32) / 255
    np.testing.assert_allclose(read_pixels(path), upright, atol=0.05)


def page(width, height, mode="L"):
    """Return a page with a digit-like drawing in its middle."""
    image = Image.new(mode, (width, height), "white")
    top, left = height // 2, width // 2
    size = int((width * height) ** 0.5) // 16
    image.paste("black", (left, top, left + size // 5, top + size))
    return image


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("page.png", page(4_960, 7_016)),
        ("page.tif", page(4_960, 7_016, "1")),
        ("photo.jpg", page(6_000, 4_000, "RGB")),
        ("long.png", page(5_000, 300)),
    ],
)
def test_pages_and_photographs_are_reduced_while_they_are_read(tmp_path, name, image):
    path = saved(tmp_path, image, name)
    assert np.prod(read_pixels(path).shape[:2]) <= 1.05 * WORKING_PIXELS
    figures = read_figures(path)
    assert figures is not None
    assert len(figures) == 1


def test_twelve_bits_in_sixteen_keep_their_contrast(tmp_path):
    pixels = (255 - ink()).astype(np.uint16) * 16
    picture = read_picture(saved(tmp_path, Image.fromarray(pixels)))
    np.testing.assert_allclose(picture, ink() / 255, atol=1e-3)


def test_a_picture_of_training_keeps_every_bit(tmp_path):
    pixels = np.zeros((28, 28), np.uint8)
    pixels[4:24, 9:19] = np.random.default_rng(3).integers(0, 256, (20, 10))
    expected = pixels.astype(np.float32) / 255
    picture = read_picture(saved(tmp_path, Image.fromarray(pixels)))
    np.testing.assert_array_equal(picture, expected)
    (figure,) = read_figures(tmp_path / "picture.png")
    np.testing.assert_array_equal(figure, expected)


def test_too_many_bytes_of_pixels_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 2**20)
    path = saved(tmp_path, page(1_000, 1_000, "RGB"))
    with pytest.raises(DataError, match="2 MB of pixels"):
        read_picture(path)


def png(size=(28, 28)):
    """Return the bytes of a PNG."""
    stream = io.BytesIO()
    Image.new("L", size, 255).save(stream, "PNG")
    return stream.getvalue()


REFUSED = {
    "text": (b"Dear reader, this is no picture.", "something else"),
    "empty": (b"", "something else"),
    "truncated": (png((64, 64))[:60], "damaged"),
    "too many pixels": (b"P5 12000 12000 255\n", "12000 × 12000 pixels"),
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
