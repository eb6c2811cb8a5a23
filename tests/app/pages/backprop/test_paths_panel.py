"""The list of paths from a weight to the cost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from app.pages.backprop.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import SelectPart
from tests.support.pages.shown.backprop import show, texts


def test_paths_are_listed_with_their_sum(page, live_worker):
    state = show(
        page,
        live_worker,
        SetSetting(SIMULATION_ID, "exhibit", "large"),
        SelectPart(SIMULATION_ID, 0, 1, 2),
    )
    lines = texts(page.insight.paths.lines)
    assert len(lines) == 3 + 12
    assert lines[1].startswith("sum over paths: 12")
    assert lines[0].split()[-1] == lines[1].split()[-1]
    assert sum(path.product for path in state.paths) == pytest.approx(
        float(state.trace.nabla_w[0][1, 2]), rel=1e-12
    )


def test_the_path_below_the_pointer_is_lit_alone(qtbot, page, live_worker):
    state = show(
        page,
        live_worker,
        SetSetting(SIMULATION_ID, "exhibit", "large"),
        SelectPart(SIMULATION_ID, 0, 1, 2),
    )
    lines = page.insight.paths.lines
    qtbot.waitUntil(lambda: lines.height() >= lines.minimumSizeHint().height())
    before = page.canvas.grab().toImage()
    qtbot.mouseMove(lines, QPoint(20, round(lines._pitch() * 4.5)))
    assert page.canvas._path == state.paths[1]
    assert page.canvas.grab().toImage() != before
    qtbot.mouseMove(lines, QPoint(20, 2))
    assert page.canvas._path is None
    assert page.canvas.grab().toImage() == before
