"""The sheet of copies: nothing is called misread before it was read."""

from __future__ import annotations

import numpy as np

from app.pages.overfitting.expansion.sheet import CopySheet


def sheet(qtbot, theme, answers):
    found = CopySheet(theme, "sheet")
    qtbot.addWidget(found)
    found.resize(300, 120)
    found.show_copies(np.zeros((3, 784), np.float32), np.array(answers, np.uint8), 6)
    return found


def test_copies_that_are_not_read_yet_are_not_misread(qtbot, theme):
    found = sheet(qtbot, theme, [])
    assert not any(found._is_wrong(place) for place in range(3))
    assert "read as" not in found.tip_at(found._rooms()[0].center())
    found.grab()


def test_those_read_as_another_digit_are_told(qtbot, theme):
    found = sheet(qtbot, theme, [6, 0, 6])
    assert [found._is_wrong(place) for place in range(3)] == [False, True, False]
    assert "0" in found.tip_at(found._rooms()[1].center())
