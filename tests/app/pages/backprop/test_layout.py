"""Layout of the Backprop page, its words, and dragged numbers that wait."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from app.bridge.coalescing import coalesce
from app.pages.backprop.layout import lay_out
from app.pages.backprop.words import CHOICES, EQUATION_NAMES, SIMULATION_ID, STOP_NAMES
from engine.commands.pages.backprop import SetNumber
from engine.simulations.backprop.exhibits import EXHIBIT

SIZES = ((1, 1), (1, 1, 1), (2, 2, 1), (3, 5, 2), (5, 5, 4, 3), (5, 5, 5, 5))


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize(("width", "height"), [(830, 390), (1180, 270), (1380, 760)])
def test_nothing_lies_over_anything_else(sizes, width, height):
    area = QRectF(0, 0, width, height)
    layout = lay_out(sizes, area, 40.0)
    cards = list(layout.cards.values())
    assert all(area.adjusted(-1, -1, 1, 1).contains(card) for card in cards)
    for place, card in enumerate(cards):
        assert not any(card.intersects(other) for other in cards[place + 1 :])
    texts_ = [*layout.numbers.values(), *layout.gradients.values()]
    texts_ += [rect for (_, _, name), rect in layout.lines.items() if name not in "bxy"]
    for place, rect in enumerate(texts_):
        small = rect.adjusted(0.01, 0.01, -0.01, -0.01)
        assert any(card.contains(small) for card in cards)
        assert not any(small.intersects(other) for other in texts_[place + 1 :])
    counted = sum(n_out * (n_in + 1) for n_in, n_out in pairwise(sizes))
    assert len(layout.numbers) == counted + sizes[0] + sizes[-1]


def test_everything_has_a_name():
    assert set(EXHIBIT) <= set(CHOICES)
    assert {"23", "BP1", "BP2", "BP3", "BP4", "16"} < set(EQUATION_NAMES)
    assert "update" in STOP_NAMES


def test_dragged_numbers_that_wait_are_merged_and_finished_ones_are_kept():
    dragged = [
        SetNumber(SIMULATION_ID, "w", 0, 0, 0, value / 10, finished=False) for value in range(5)
    ]
    done = SetNumber(SIMULATION_ID, "w", 0, 0, 0, 0.5)
    other = SetNumber(SIMULATION_ID, "w", 0, 0, 1, 0.5, finished=False)
    waiting = list(enumerate([*dragged, done, dragged[0], other, dragged[1]]))
    kept = [command for _, command in coalesce(waiting)]
    assert kept == [done, dragged[0], other, dragged[1]]
