"""The errors of a whole layer in both forms."""

from __future__ import annotations

from app.pages.backprop.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Step
from tests.support.pages.shown.backprop import show, texts


def test_a_whole_layer_is_written_in_both_forms(qtbot, page, live_worker):
    page.insight.tabs.setCurrentIndex(3)
    show(page, live_worker, SetSetting(SIMULATION_ID, "exhibit", "small"), Step(SIMULATION_ID, 4))
    lines = texts(page.insight.layer.lines)
    assert lines[0].startswith("δ² = (w³)ᵀ δ³ ⊙ σ′(z²)")
    assert lines[2:] == ["−0.195 ⊙ 0.24 = −0.0468", "0.278 ⊙ 0.159 = 0.0441"]
    show(page, live_worker, SetSetting(SIMULATION_ID, "form", "matrix"))
    lines = texts(page.insight.layer.lines)
    assert lines[0].startswith("δ² = Σ′(z²) (w³)ᵀ δ³")
    assert lines[2:] == ["0.24    0|−0.19 =−0.047", "   0 0.16|0.28 =0.044"]
