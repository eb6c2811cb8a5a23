"""Pictures stored column by column are noticed by their mean pictures, and turned."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.data.classes import DIGITS
from engine.data.digits.built_in import built_in_digits
from engine.data.files.orientation import TURNED, turned_upright
from engine.data.files.parts import Labelled
from engine.data.files.raw_parts import LETTERS


def labelled(pictures, labels, names):
    """Return pictures, shape (n, rows, columns), as one part."""
    x = np.ascontiguousarray(pictures.reshape(len(pictures), -1), np.float32)
    return {"training": Labelled(x, labels, names, *pictures.shape[1:])}


def letters():
    """Return two pictures of each capital letter."""
    pictures = []
    for name in LETTERS:
        image = Image.new("L", (28, 28))
        ImageDraw.Draw(image).text((6, 2), name, fill=255, font_size=22)
        pictures += [np.asarray(image, np.float32) / 255] * 2
    return np.stack(pictures), np.repeat(np.arange(26, dtype=np.uint8), 2)


def digit_pictures(count, seed=7):
    """Return synthesised digits as pictures."""
    examples = built_in_digits(count, seed)
    return examples.x.reshape(-1, 28, 28), examples.labels


@pytest.mark.parametrize(
    ("pictures", "labels", "names"),
    [(*digit_pictures(60), DIGITS), (*digit_pictures(400), DIGITS), (*letters(), LETTERS)],
)
def test_pictures_on_their_side_are_turned_and_upright_ones_stay(pictures, labels, names):
    upright = labelled(pictures, labels, names)
    found = turned_upright(upright)["training"]
    assert found is upright["training"]
    turned = turned_upright(labelled(pictures.transpose(0, 2, 1), labels, names))["training"]
    np.testing.assert_array_equal(turned.x, found.x)
    assert turned.remarks == (TURNED,)


def test_pictures_without_a_clear_orientation_stay_as_they_are():
    generator = np.random.default_rng(0)
    noise = generator.random((300, 28, 28), np.float32)
    labels = (np.arange(300) % 10).astype(np.uint8)
    assert turned_upright(labelled(noise, labels, DIGITS))["training"].remarks == ()
    words = tuple(f"class {number}" for number in range(10))
    sideways = digit_pictures(300)[0].transpose(0, 2, 1)
    assert turned_upright(labelled(sideways, labels, words))["training"].remarks == ()


def test_all_parts_are_turned_together():
    pictures, labels = digit_pictures(200)
    sideways = labelled(pictures.transpose(0, 2, 1), labels, DIGITS)
    few = labelled(pictures[:3].transpose(0, 2, 1), labels[:3], DIGITS)
    found = turned_upright({**sideways, "test": few["training"]})
    np.testing.assert_array_equal(found["test"].x, pictures[:3].reshape(3, -1))
