"""What the lesson says in numbers is so, from the page as it opens."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.pages.universality import SetFormula, SetHidden, SpreadHeights
from engine.simulations.universality.two_inputs.figures import FIGURE
from tests.support.pages.universality_session import SIMULATION_ID, Workshop
from tests.support.sources import ROOT

LESSON = (ROOT / "assets" / "lessons" / "universality.en.md").read_text(encoding="utf-8")


@pytest.fixture
def page():
    """Return the page as it opens."""
    return Workshop()


def best(page):
    """Set the heights that no others of this width can beat; return the curve."""
    return page.send(SpreadHeights(SIMULATION_ID, "best")).curve


def test_one_neuron_is_a_step_from_1000_on_at_minus_b_by_w(page):
    page.set(station="neuron")
    curve = page.send(SetHidden(SIMULATION_ID, 0, "w", 1000.0)).curve
    assert curve.s[0] == -curve.b[0] / curve.w[0]
    assert set(np.unique(curve.curves.round(3))) == {0.0, 1.0}


def test_stairs_bump_and_bumps_are_as_told(page):
    stairs = page.set(station="steps").curve
    assert len(stairs.w) == 2
    assert np.unique(stairs.curves.round(6)).tolist() == pytest.approx([0, 0.6, 1.8])
    bump = page.set(station="bump").curve
    assert bump.v[0] == -bump.v[1]
    assert page.set(station="bumps").curve.heights.shape == (2,)
    assert len(page.state.curve.w) == 4


def test_five_bumps_win_under_405_and_372_is_their_best(page):
    curve = page.state.curve
    assert page.state.settings["station"] == "function"
    assert (len(curve.heights), curve.limit) == (5, 0.405)
    assert round(best(page).deviation, 3) == 0.372
    assert "0.405" in LESSON
    assert "0.372" in LESSON
    assert len(page.set(bumps=100).curve.heights) == 100


def test_descent_passes_the_best_bumps(page):
    best(page)
    assert page.train(50).curve.deviation < 0.37


@pytest.mark.parametrize("copies", [2, 5, 10])
def test_the_failure_of_m_copies_is_about_m_times_smaller(page, copies):
    best(page)
    alone = page.set(steepness=100.0).curve.failure
    together = page.set(copies=copies).curve.failure
    assert alone / together == pytest.approx(copies, rel=0.15)


def test_through_sigma_the_target_is_f_itself(page):
    f = page.set(output="sigmoid").curve.targets
    assert (f.min() > 0, f.max() < 1) == (True, True)


def test_windows_grow_when_the_weight_is_turned_down(page):
    best(page)
    wide, narrow = (page.set(steepness=w).curve.windows for w in (50.0, 200.0))
    assert np.diff(wide).sum() > np.diff(narrow).sum() > 0


def test_the_formula_of_the_lesson_is_taken(page):
    page.send(SetFormula(SIMULATION_ID, "target", "0.5 + 0.3 sin(9x)"))
    assert page.session.snapshot().notice is None
    assert page.state.settings["target"] == "formula"


def test_all_that_is_said_of_the_plane_has_a_figure():
    said = {"step", "bump", "crossing", "tower", "many towers", "round tower", "xor", "many inputs"}
    assert said <= FIGURE.keys()
