"""The picture of names on the network: kept while nothing changes, clear of numbers."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize

from app.appearance.theme import DARK, LIGHT
from app.appearance.translation import set_language
from app.pages.backprop.layout import LABEL, RIGHT_LINES, lay_out
from app.pages.backprop.names import StaticTextLayer

SIZE = QSize(1000, 420)


def layout_of(*sizes):
    """Return where everything lies on a picture of that size."""
    return lay_out(sizes, QRectF(0, 0, SIZE.width(), SIZE.height()), 30.0)


def line_coverage(picture, room):
    """Return whether anything is written in a rectangle of a transparent picture."""
    image = picture.toImage().copy(room.toAlignedRect())
    columns, rows = range(image.width()), range(image.height())
    return any(image.pixelColor(x, y).alpha() > 40 for x in columns for y in rows)


@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 2, 1), (3, 4, 2)])
def test_names_stand_beside_numbers_and_never_on_them(theme, sizes):
    layout = layout_of(*sizes)
    picture = StaticTextLayer(theme).picture(layout, SIZE, 1.0)
    assert layout.form.labels
    for number, room in layout.numbers.items():
        if number.kind == "w":
            beside = QRectF(room)
            beside.setWidth(LABEL * layout.px - 2)
            beside.moveRight(room.left() - 2)
            assert line_coverage(picture, beside)
        if number.kind != "b":
            assert not line_coverage(picture, room.adjusted(2, 2, -2, -2))
    for (_, _, name), room in layout.lines.items():
        above = room.translated(0, -room.height())
        assert line_coverage(picture, room if name in RIGHT_LINES else above)


def test_the_picture_is_kept_until_something_about_it_changes(theme):
    names, layout = StaticTextLayer(theme), layout_of(2, 2, 1)
    first = names.picture(layout, SIZE, 1.0)
    assert names.picture(layout, SIZE, 1.0) is first
    keys = [first.cacheKey()]
    set_language("es")
    keys.append(names.picture(layout, SIZE, 1.0).cacheKey())
    theme.set_name(LIGHT if theme.name == DARK else DARK)
    keys.append(names.picture(layout, SIZE, 1.0).cacheKey())
    keys.append(names.picture(layout_of(1, 1), SIZE, 1.0).cacheKey())
    keys.append(names.picture(layout_of(1, 1), SIZE, 2.0).cacheKey())
    assert len(set(keys)) == len(keys)


def test_a_screen_of_two_pixels_a_point_gets_twice_as_many(theme):
    picture = StaticTextLayer(theme).picture(layout_of(2, 1), SIZE, 2.0)
    np.testing.assert_array_equal((picture.width(), picture.height()), (2000, 840))
    assert picture.devicePixelRatio() == 2.0
