"""Painter of the scale: its formula, and blocks on the pan where they belong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.pages.perceptrons.scale.geometry import geometry
from app.pages.perceptrons.scale.painting import ScalePainter
from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import ShowRow
from tests.support.pages.shown.perceptrons import moment
from tests.support.pages.shown.pixels import count_of, painted

SIZE = (640, 560)
PLACES = geometry(QRectF(0, 0, *SIZE), 14.0, 0.0)


def decision(row=None, **settings):
    """Return the decision in a row of its table."""
    commands = [SetSetting(SIMULATION_ID, name, value) for name, value in settings.items()]
    return moment(*commands, *([] if row is None else [ShowRow(SIMULATION_ID, row)])).decision


def picture_of(theme, view, selected=-1, marked=-1):
    """Return the picture of a decision."""

    def paint(painter):
        ScalePainter(painter, theme, view, PLACES).paint(selected, marked)

    return painted(SIZE, paint, theme.color("surface"))


@pytest.mark.parametrize(
    ("row", "settings", "words"),
    [
        (None, {}, "output 1 if w·x > 5, else 0"),
        (4, {}, "w·x = 6·1 + 2·0 + 2·0 = 6 > 5"),
        (3, {}, "w·x = 6·0 + 2·1 + 2·1 = 4 ≤ 5"),
        (7, {"company": -3.5}, "w·x = 6·1 + (−3.5)·1 + 2·1 = 4.5 ≤ 5"),
    ],
)
def test_the_formula_is_written_with_its_numbers(theme, row, settings, words):
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    formula = ScalePainter(painter, theme, decision(row, **settings), PLACES).formula()
    painter.end()
    assert formula == words


def test_blocks_lie_on_the_pan_that_they_pull_down(theme):
    positive, negative = theme.color("positive"), theme.color("negative")
    left, right = PLACES.pans
    picture = picture_of(theme, decision(4))
    assert count_of(picture, positive, left) > 1_000
    assert count_of(picture, positive, right) == 0
    assert count_of(picture, theme.color("text_2"), right) > 1_000
    picture = picture_of(theme, decision(4, weather=-6.0))
    assert count_of(picture, positive, left) == count_of(picture, positive, right) == 0
    assert count_of(picture, negative, right) > 50
    picture = picture_of(theme, decision(4, threshold=-5.0))
    assert count_of(picture, theme.color("text_2"), right) < 1_000


def test_a_weight_twice_as_large_is_a_block_twice_as_high(theme):
    found = []
    for weight in (3.0, 6.0):
        picture = picture_of(theme, decision(4, weather=weight, threshold=0.0))
        room = PLACES.pans[0]
        edge = QRectF(room.center().x() - 0.29 * room.width(), room.top(), 2, room.height())
        found.append(count_of(picture, theme.color("positive"), edge))
    assert found[1] == pytest.approx(2 * found[0], rel=0.1)
    assert found[0] > 20


def test_the_tile_of_a_reason_that_holds_is_lit_and_the_selected_one_framed(theme):
    picture = picture_of(theme, decision(4), selected=1)
    soft, accent = theme.color("accent_soft"), theme.color("accent")
    lit = [count_of(picture, soft, tile) > 500 for tile in PLACES.tiles]
    framed = [count_of(picture, accent, tile) > 50 for tile in PLACES.tiles]
    assert lit == [True, False, False, True]
    assert framed == [False, True, False, False]
