"""Writing is kept; specks, faint parts and what lies along the border are dropped."""

import numpy as np

from engine.data.photographs.paper import Contrast
from engine.data.photographs.writing import find_writing

DIGIT = (slice(60, 140), slice(90, 102))


def page(**parts):
    """Return a page with a stroke, and with other marks by their slices and strength."""
    ink = np.zeros((200, 200), np.float32)
    ink[DIGIT] = 0.6
    for place, strength in parts.values():
        ink[place] = strength
    return Contrast(ink, 0.01)


def boxes(contrast):
    """Return the boxes of what is kept."""
    found = find_writing(contrast)
    return [] if found is None else found.found.boxes[found.kept].tolist()


STROKE = [60, 139, 90, 101]


def test_only_the_stroke_is_kept():
    assert boxes(page()) == [STROKE]
    assert boxes(page(speck=((slice(20, 25), slice(20, 25)), 1.0))) == [STROKE]
    assert boxes(page(faint=((slice(20, 90), slice(20, 30)), 0.15))) == [STROKE]
    assert boxes(page(table=((slice(190, 200), slice(0, 200)), 1.0))) == [STROKE]
    assert boxes(page(corner=((slice(0, 50), slice(0, 40)), 0.7))) == [STROKE]


def test_a_second_stroke_is_kept():
    assert len(boxes(page(other=((slice(60, 130), slice(130, 142)), 0.5)))) == 2


def test_a_digit_that_fills_its_picture_is_kept():
    ink = np.zeros((60, 40), np.float32)
    ink[:, 14:26] = 0.8
    ink[:8] = 0.8
    assert boxes(Contrast(ink, 0.0)) == [[0, 59, 0, 39]]


def test_noise_is_no_writing():
    noise = np.random.default_rng(1).normal(0, 0.03, (200, 200)).astype(np.float32)
    assert find_writing(Contrast(noise, 0.03)) is None
