"""Painter of the network: numbers in words, wires by sign and size."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.pages.universality.network.layout import Number, lay_out
from app.pages.universality.network.painting import (
    Highlights,
    NetworkPainter,
    name_of,
    value_of,
    words_of,
)
from app.pages.universality.words import SIMULATION_ID
from engine.commands.pages.universality import SetHeight
from tests.support.pages.shown.pixels import changed_places, count_of, painted
from tests.support.pages.shown.universality import moment

SIZE = (540, 440)


def layout_of(curve):
    """Return where everything lies on a picture."""
    return lay_out(curve, "simple", "function", 0, QRectF(0, 0, *SIZE), 13)


def picture_of(theme, curve, **highlights):
    """Return the picture of a network."""

    def paint(painter):
        layout = layout_of(curve)
        NetworkPainter(painter, theme, curve, layout, Highlights(**highlights)).paint("Σ")

    return painted(SIZE, paint, theme.color("surface"))


def built(*heights):
    """Return a network of bumps with these heights."""
    return moment(*(SetHeight(SIMULATION_ID, bump, h) for bump, h in enumerate(heights))).curve


def test_numbers_are_those_of_the_network():
    curve = built(0.5, -1.25)
    assert value_of(curve, Number("h", 1)) == -1.25
    assert [value_of(curve, Number("v", n)) for n in range(4)] == [0.5, -0.5, -1.25, 1.25]
    for kind in "wbs":
        found = [value_of(curve, Number(kind, n)) for n in range(len(curve.w))]
        assert found == getattr(curve, kind).tolist()
    assert value_of(curve, Number("c")) == curve.c
    assert [name_of(Number("s", 0)), name_of(Number("w", 11)), name_of(Number("c"))] == [
        "s₁",
        "w₁₂",
        "c",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.4, "0.4"), (-1.256, "−1.26"), (12.34, "12.3"), (-4321.6, "−4,322"), (np.nan, "?")],
)
def test_large_numbers_have_fewer_decimals(value, words):
    curve = dataclasses.replace(built(), s=np.array([value]))
    assert words_of(curve, Number("s", 0)) == words


def test_wires_have_the_colour_of_their_sign(theme):
    positive, negative = theme.color("positive"), theme.color("negative")
    flat = picture_of(theme, built())
    assert count_of(flat, positive) == count_of(flat, negative) == 0
    # a bump takes a weight h and a weight −h
    bump = picture_of(theme, built(2.0))
    assert count_of(bump, positive) > 50
    assert count_of(bump, negative) > 50
    layout = layout_of(built(2.0))
    for neuron, (mine, other) in enumerate(((positive, negative), (negative, positive))):
        middle = (layout.neurons[neuron] + layout.output) / 2
        room = QRectF(middle.x() - 12, middle.y() - 3, 24, 6)
        assert count_of(bump, mine, room) > 5
        assert count_of(bump, other, room) == 0


def test_what_is_held_is_lit_and_nothing_else_changes(theme):
    curve = built(1.0, -1.0)
    plain, accent = picture_of(theme, curve), theme.color("accent")
    assert count_of(plain, accent) == 0
    lit = picture_of(theme, curve, neurons=frozenset({4, 5}))
    assert count_of(lit, accent) > 100
    room = layout_of(curve).numbers[Number("h", 3)]
    held = picture_of(theme, curve, cursor=Number("h", 3))
    for x, y in changed_places(plain, held).tolist():
        assert room.adjusted(-24, -3, 24, 3).contains(x, y)
    assert count_of(held, accent, room.adjusted(-24, -3, 24, 3)) > 20
