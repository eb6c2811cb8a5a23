"""The stage of the Digits page: its opening, and a square pad."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_the_opening_writes_lights_up_and_hands_the_pad_over(page, show):
    show()
    stage = page.stage
    stage.begin_opening()
    assert stage.opening
    written = []
    for _ in range(600):
        if not stage.opening:
            break
        stage.advance(16.0)
        written.append(len(stage.pad_card.ghost_strokes))
    assert not stage.opening
    assert max(written) > 0
    assert stage.network_card.bars._strength == 1.0


def test_a_stroke_of_ones_own_ends_the_opening(page, show):
    show()
    page.stage.begin_opening()
    page.stage.advance(100.0)
    assert page.stage.opening
    QTest.mousePress(page.stage.pad_card.pad, Qt.MouseButton.LeftButton)
    assert not page.stage.opening
    QTest.mouseRelease(page.stage.pad_card.pad, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("width", "height"), [(1204, 672), (1500, 900), (1204, 900)])
def test_the_pad_is_as_wide_as_its_share_of_the_height_allows(page, width, height):
    page.resize(width, height)
    stage = page.stage
    stage.layout().activate()
    left = stage.pad_card.parentWidget().width()
    assert left == pytest.approx(min(0.515 * stage.height(), 0.4 * stage.width()), abs=9)
