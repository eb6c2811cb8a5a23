"""GIFs decode to as many frames as were written, with their durations and exact flat colours."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from engine.exports.gif import GifWriter, Palette

WHITE, INK, BLUE, ORANGE = 0xFFFFFF, 0x1A2230, 0x0072B2, 0xD55E00


def flat(*places):
    """Return a white picture, 40 × 30, with a blue square at each place."""
    pixels = np.full((30, 40), WHITE, np.uint32)
    pixels[:3] = INK
    for x, y in places:
        pixels[y : y + 6, x : x + 6] = BLUE
    return pixels


def written(frames, durations, samples=None):
    file = io.BytesIO()
    writer = GifWriter(file, frames[0].shape[::-1], Palette(samples or frames[:1]))
    for pixels, duration in zip(frames, durations, strict=True):
        writer.add(pixels, duration)
    writer.close()
    file.seek(0)
    return Image.open(file)


def decoded(gif, frame):
    gif.seek(frame)
    red, green, blue = np.moveaxis(np.asarray(gif.convert("RGB")).astype(np.uint32), -1, 0)
    return red << 16 | green << 8 | blue


def test_frames_come_back_exactly_with_their_durations():
    frames = [flat((5, 5)), flat((9, 5)), flat((9, 5)), flat((30, 20), (0, 10)), flat()]
    durations = [100, 80, 90, 500, 20]
    gif = written(frames, durations)
    assert gif.n_frames == 5
    for place, (pixels, duration) in enumerate(zip(frames, durations, strict=True)):
        np.testing.assert_array_equal(decoded(gif, place), pixels)
        assert gif.info["duration"] == duration


def test_it_plays_for_ever():
    assert written([flat()], [100]).info["loop"] == 0


def test_rare_flat_colours_are_exact_beside_a_gradient():
    red, green = np.meshgrid(np.arange(256), np.arange(256))
    pixels = (red << 16 | green << 8 | 0x80).astype(np.uint32)
    pixels[:20, :20], pixels[:20, 30:50] = ORANGE, INK
    found = decoded(written([pixels], [100]), 0)
    assert set(found[:20, :20].flat) == {ORANGE}
    assert set(found[:20, 30:50].flat) == {INK}
    away = [((found >> s & 255).astype(int) - (pixels >> s & 255)) for s in (16, 8, 0)]
    assert np.abs(away).mean() < 8


def test_colours_that_no_sample_had_become_the_nearest():
    sample = flat((5, 5))
    other = sample.copy()
    other[10:20, 10:20] = 0x0070B0
    gif = written([sample, other], [100, 100])
    assert decoded(gif, 1)[15, 15] == BLUE


def test_the_unused_byte_of_a_pixel_is_ignored():
    frame = flat((5, 5))
    gif = written([frame | np.uint32(0xFF000000)], [100])
    np.testing.assert_array_equal(decoded(gif, 0), frame)


def test_a_picture_of_another_size_is_refused():
    writer = GifWriter(io.BytesIO(), (40, 30), Palette([flat()]))
    with pytest.raises(ValueError, match="expected a picture of"):
        writer.add(np.zeros((40, 30), np.uint32), 100)
