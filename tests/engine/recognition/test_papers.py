"""Digits on thirty-two kinds of paper, read from files as `recognise` reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.data.files.pictures import read_figures
from engine.data.photographs.pipeline import figures_of
from engine.recognition.recognition import load_shipped
from tests.support.photographs.papers import PAPERS, PRACTISED, UNSEEN, digits_on
from tests.support.photographs.sheets import HELD_OUT, MENDED, SHEETS

ALL = {**PAPERS, **SHEETS}

LEAST = 0.95
"""Share of digits that are read rightly, over half of the kinds."""


@cache
def reader():
    """Return the shipped network."""
    return load_shipped("ready-made")


@cache
def right(name: str, folder: Path) -> int:
    """Return how many of the ten digits on one kind of paper are read rightly."""
    count = 0
    for digit, image in digits_on(name, papers=ALL):
        path = folder / f"{digit}.png"
        image.save(path)
        figures = read_figures(path) or ()
        readings = [reader().read_picture(figure) for figure in figures]
        count += [reading and reading.digit for reading in readings] == [digit]
    return count


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return one folder for all tests, so that each kind is read once."""
    return tmp_path_factory.mktemp("papers")


@pytest.mark.parametrize("name", ALL)
def test_each_kind_of_paper_is_read(folder, name):
    assert right(name, folder) >= 9


@pytest.mark.parametrize(
    "kinds",
    [PRACTISED, UNSEEN, HELD_OUT, MENDED],
    ids=["practised", "unseen", "held out", "mended"],
)
def test_digits_are_read_on_each_set_of_papers(folder, kinds):
    assert np.mean([right(name, folder) for name in kinds]) / 10 >= LEAST


@pytest.mark.parametrize("pen_px", [6, 12, 20])
@pytest.mark.parametrize("foot", [False, True], ids=["plain", "with a foot"])
def test_a_one_with_an_upstroke_is_a_one(pen_px, foot):
    page = Image.new("L", (320, 320), 235)
    pen = ImageDraw.Draw(page)
    pen.line([(160, 120), (210, 60), (210, 260)], fill=30, width=pen_px, joint="curve")
    if foot:
        pen.line([(160, 260), (260, 260)], fill=30, width=pen_px)
    (figure,) = figures_of(np.asarray(page, np.float32) / 255)
    assert reader().read_picture(figure).digit == 1


def test_ones_with_a_long_thin_upstroke_are_ones():
    generator = np.random.default_rng(3)
    answers = []
    for _ in range(40):
        flag, lean = generator.uniform(60, 110), generator.uniform(-20, 50)
        pen_px = int(generator.integers(4, 13))
        tip = (180 + lean, 60)
        page = Image.new("L", (320, 320), 235)
        corners = [(tip[0] - flag * np.sqrt(0.5), 60 + flag * np.sqrt(0.5)), tip, (180, 260)]
        ImageDraw.Draw(page).line(corners, fill=30, width=pen_px, joint="curve")
        (figure,) = figures_of(np.asarray(page, np.float32) / 255)
        answers.append(reader().read_picture(figure).digit)
    assert answers.count(1) >= 38
