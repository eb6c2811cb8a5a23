"""The sentence of the Cost surface."""

from __future__ import annotations

import pytest

from app.pages.surface.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Step
from tests.support.pages.shown.surface import show


@pytest.mark.parametrize(
    ("eta", "steps", "words"),
    [
        (0.05, 40, "arrived after 32 steps"),
        (0.1, 100, "to and fro for ever"),
        (0.3, 100, "flies away"),
        (0.05, 3, "Step 3"),
    ],
)
def test_the_sentence_says_what_becomes_of_the_ball(page, live_worker, eta, steps, words):
    live_worker.send(SetSetting(SIMULATION_ID, "eta", eta))
    for command in (Step(SIMULATION_ID, steps),):
        live_worker.send(command)
    show(page, live_worker)
    assert words in page.sentence.text()
    assert "promised" in page.step_card.lines.text()
