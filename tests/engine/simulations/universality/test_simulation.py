"""The Universality page's simulation: its opening, refusals, outputs, the scoreboard's twelve."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.universality import (
    DragCurve,
    SelectOutput,
    SetFormula,
    SetHeight,
    SetHidden,
    SpreadHeights,
)
from engine.commands.transport import Reset
from tests.support.pages.universality_session import HEIGHTS, SIMULATION_ID, heights_of

# --- by hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (SetHeight(SIMULATION_ID, 9, 1.0), "expected number 0 to 4"),
        (SetHeight(SIMULATION_ID, 0, float("nan")), "expected a number"),
        (SetHidden(SIMULATION_ID, 0, "z", 1.0), "expected w, b or s"),
        (SpreadHeights(SIMULATION_ID, "odd"), "expected one of flat, random, best"),
        (SelectOutput(SIMULATION_ID, 2), "expected output 1 to 1"),
        (DragCurve(SIMULATION_ID, 0.5, float("inf"), 0.5, 0.0), "expected a number"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(workshop, command, said):
    before = workshop.seen()
    workshop.send(command)
    assert said.lower() in workshop.notice.lower()
    assert workshop.seen() == before


# --- targets and activations -----------------------------------------------------------------


def test_an_activation_of_ones_own(workshop):
    workshop.build()
    state = workshop.send(SetFormula(SIMULATION_ID, "activation", "z / (1 + abs(z))"))
    assert (state.settings["activation"], state.makes_steps) == ("own", True)
    np.testing.assert_allclose(state.curve.levels, HEIGHTS, atol=0.05)
    assert workshop.train(5).fit.step == 5


def test_outputs_share_their_steps(workshop):
    workshop.build()
    state = workshop.set(outputs=3)
    assert (state.curve.curves.shape[0], state.curve.targets.shape[0]) == (3, 3)
    state = workshop.send(SelectOutput(SIMULATION_ID, 1), SetHeight(SIMULATION_ID, 2, 0.4))
    assert heights_of(state) == [0, 0, 0.4, 0, 0]
    assert heights_of(workshop.send(SelectOutput(SIMULATION_ID, 0))) == pytest.approx(HEIGHTS)
    assert workshop.send(SpreadHeights(SIMULATION_ID, "best")).curve.deviation == pytest.approx(
        workshop.state.curve.best, abs=1e-12
    )


def test_an_undo_and_a_redo_at_once_lead_back_to_what_was_learned(workshop):
    workshop.build()
    workshop.send(SetHeight(SIMULATION_ID, 0, 2.0))
    workshop.train(10)
    learned = workshop.parameters
    for _ in range(2):
        workshop.send(Undo())
        assert workshop.parameters != learned
        assert "since stays" in workshop.notice
        workshop.send(Redo())
        assert workshop.parameters == learned


def test_a_reset_on_the_plane_moves_no_heights_that_are_not_seen(workshop):
    before = workshop.send(SpreadHeights(SIMULATION_ID, "best")).curve.deviation
    workshop.send(SetSetting(SIMULATION_ID, "station", "plane"), Reset(SIMULATION_ID))
    assert "expected bumps side by side" in workshop.notice
    after = workshop.send(SetSetting(SIMULATION_ID, "station", "function"))
    assert after.curve.deviation == before
