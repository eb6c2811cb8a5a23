"""The equation of a stop in symbols and numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.pages.backprop.equation_strip import LEAST_PX, shortened, written
from app.pages.backprop.words import EQUATION_NAMES, SIMULATION_ID
from app.widgets.equations.table import BY_NUMBER
from engine.commands.edits import SetSetting
from engine.commands.transport import Step
from tests.support.pages.shown.backprop import show


def test_the_equation_is_large_and_has_its_numbers(page, live_worker):
    assert page.equation.pixels >= LEAST_PX == 24
    show(page, live_worker, Step(SIMULATION_ID, 1))
    assert page.equation.text() == "δ³₁ = (a³₁ − y₁) · σ′(z³₁) = (0.66 − 0) · 0.224 = 0.148"
    assert page.equation.accessibleName() == page.equation.text()


@pytest.mark.parametrize(("exhibit", "steps"), [("stuck", 3), ("cold input", 5)])
def test_the_factor_that_is_nearly_zero_is_marked_in_the_equation(
    page, live_worker, exhibit, steps
):
    state = show(
        page, live_worker, SetSetting(SIMULATION_ID, "exhibit", exhibit), Step(SIMULATION_ID, steps)
    )
    assert state.finding.value in state.equation.numbers
    marked = page.equation.grab().toImage()
    page.equation.show_equation(state.equation)
    assert page.equation.grab().toImage() != marked


def test_a_click_shows_the_equation_that_is_at_work(page, live_worker, qtbot):
    show(page, live_worker, Step(SIMULATION_ID, 1))
    qtbot.mouseClick(page.equation, Qt.MouseButton.LeftButton)
    assert page.equation.peek.number.text() == "(BP1)"
    qtbot.keyClick(page.equation.peek, Qt.Key.Key_Escape)
    assert not page.equation.peek.isVisible()


def test_every_label_has_its_equation_to_peek_at():
    assert EQUATION_NAMES.keys() - {""} <= BY_NUMBER.keys()


def test_formulas_are_written_with_brackets_and_shortened():
    assert written(("= ", 0.5, "·", -2.0, " + ", 0.25)) == "= 0.5·(−2) + 0.25"
    assert shortened("= 1·2 + 3·4 = 14") == "= 1·2 + 3·4 = 14"
    assert shortened("= 1·2 + 3·4 + 0.5 = 14.5") == "= 1·2 + … + 0.5 = 14.5"
