"""While the twin button is pressed the next change goes to a copy of the run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.widgets.numbers.training_form import TrainingForm
from engine.commands.edits import SetSetting
from engine.commands.runs import AddLockstepRun
from engine.settings import Setting, check_all

SETTINGS = (
    Setting("seed", "Seed", 1, "int", low=0, restarts=True, help="Of all numbers."),
    Setting("eta", "Rate", 0.5, low=0, help="Length of a step."),
)


@pytest.fixture
def form(qtbot):
    """A form of two settings; what it sends is in `sent`."""
    sent = []
    form = TrainingForm(sent.append, "digits", SETTINGS, lockstep="twin_button")
    qtbot.addWidget(form)
    form.sent = sent
    form.retranslate()
    form.show_values(check_all(SETTINGS, {}))
    return form


def step(form, qtbot):
    """Press the key for the next number of the seed."""
    qtbot.keyClick(form.rows["seed"].field, Qt.Key.Key_Up)


def test_one_change_goes_to_a_twin_and_the_next_to_the_run(form, qtbot):
    form.lockstep_button.click()
    step(form, qtbot)
    assert not form.lockstep_button.isChecked()
    form.show_values(check_all(SETTINGS, {}))
    assert form.rows["seed"].field.text() == "1"
    step(form, qtbot)
    assert form.sent == [AddLockstepRun("digits", "seed", 2), SetSetting("digits", "seed", 2)]


def test_another_simulation_is_followed_without_a_twin(form, qtbot):
    form.lockstep_button.click()
    form.follow("builder")
    step(form, qtbot)
    assert form.sent == [SetSetting("builder", "seed", 2)]


def test_a_ghost_is_announced_where_a_change_begins_a_new_run(form):
    ghost = "A change begins a new run; the old one stays as a ghost."
    assert form.rows["seed"].control.toolTip().endswith(ghost)
    assert ghost not in form.rows["eta"].control.toolTip()
