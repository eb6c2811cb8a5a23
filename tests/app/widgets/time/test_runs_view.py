"""The list of runs and the axes of their curves."""

import dataclasses

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.pages.digits.training.board import RACE_CHOICES
from app.pages.digits.view import DigitsPage
from app.widgets.plots.axes import AXES, EPOCHS, EXAMPLES, MULTIPLICATIONS, SECONDS
from app.widgets.time.runs_view import RunsView, line_of
from engine.commands.edits import SetSetting
from engine.commands.runs import (
    AddLockstepRun,
    BranchRun,
    DropLockstepRuns,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
)
from engine.training.settings import TrainingSettings
from tests.support.pages.digits_states import (
    Recorder,
    branches,
    history,
    snapshot_of,
    state_of,
    together,
)


@pytest.fixture
def worker():
    """Return a worker that remembers what it was sent."""
    return Recorder()


@pytest.fixture
def view(qtbot, theme, worker, training):
    """Return the list, with two runs."""
    view = RunsView(theme, worker.send, "digits", RACE_CHOICES)
    qtbot.addWidget(view)
    view.resize(420, 220)
    view.show()
    view.render_training(training)
    return view


def test_a_branch_lies_below_its_parent_and_the_present_run_is_chosen(view):
    root = view.tree.topLevelItem(0)
    assert view.tree.topLevelItemCount() == 1
    assert [root.text(column) for column in range(4)] == ["Run 1", "η 0.1", "2.0", "90.0 %"]
    assert view.tree.currentItem() is root.child(0)
    assert root.child(0).text(0) == "Run 2"


def test_a_click_looks_at_a_run(view, worker):
    root = view.tree.topLevelItem(0)
    place = view.tree.visualItemRect(root).center()
    QTest.mouseClick(view.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert worker.sent(SelectRun) == [SelectRun("digits", 1)]


def test_a_name_is_written_in_its_place(view, worker, training):
    view.tree.topLevelItem(0).setText(0, "half the rate")
    assert worker.sent(RenameRun) == [RenameRun("digits", 1, "half the rate")]
    view.render_training(training)
    assert view.tree.topLevelItem(0).text(0) == "Run 1"


def test_the_present_run_cannot_be_removed_but_another_one_can(view, worker):
    assert not view.remove_button.isEnabled()
    view.tree.setCurrentItem(view.tree.topLevelItem(0))
    assert view.remove_button.isEnabled()
    view.remove_button.click()
    assert worker.sent(RemoveRun) == [RemoveRun("digits", 1)]


def test_branching_is_one_click_away(view, worker):
    view.branch_button.click()
    assert worker.sent(BranchRun) == [BranchRun("digits")]


def test_what_looks_the_same_is_not_built_again(view, training):
    item = view.tree.topLevelItem(0)
    view.render_training(training)
    assert view.tree.topLevelItem(0) is item


def test_a_line_says_what_differs():
    assert line_of(branches()[1]) == (2, "Run 2", "η 0.2", "2.0", "90.0 %")


def test_a_click_on_the_axis_changes_it(qtbot, theme, worker, training, reader):
    page = DigitsPage(worker.send, theme, None)
    qtbot.addWidget(page)
    page.resize(1204, 670)
    page.show()
    page.side.open_training()
    state = state_of(reader, training={"history": history(4), "last_step": 4000})
    page.show_snapshot(snapshot_of(state))
    page.render_text(snapshot_of(state))
    board = page.side.training.board
    board.accuracy.grab()
    qtbot.waitUntil(lambda: not board.accuracy.name_room.isEmpty())
    place = board.accuracy.name_room.center()
    seen = []
    for _ in AXES:
        QTest.mouseClick(board.accuracy, Qt.MouseButton.LeftButton, pos=place.toPoint())
        seen.append(board.axis)
        board.accuracy.grab()
    assert seen == [EXAMPLES, MULTIPLICATIONS, SECONDS, EPOCHS]
    away = QPointF(5, 5).toPoint()
    QTest.mouseClick(board.accuracy, Qt.MouseButton.LeftButton, pos=away)
    assert board.axis == EPOCHS


# --- twins ----------------------------------------------------------------------------------------


def test_an_armed_twin_button_makes_the_next_change_a_twin(qtbot, theme, worker, reader):
    page = DigitsPage(worker.send, theme, None)
    qtbot.addWidget(page)
    page.show()
    page.side.open_training()
    page.show_snapshot(snapshot_of(state_of(reader)))
    settings = page.side.training.settings
    field = settings.form.rows["eta"].control
    settings.form.lockstep_button.click()
    field.setText("0.25")
    field.setModified(True)
    field.editingFinished.emit()
    assert worker.sent(AddLockstepRun) == [AddLockstepRun("digits", "eta", 0.25)]
    assert not worker.sent(SetSetting)
    assert not settings.form.lockstep_button.isChecked()
    page.show_snapshot(snapshot_of(state_of(reader)))
    assert float(field.text()) == TrainingSettings().eta


def test_the_race_is_one_click_away_and_twins_can_be_dropped(view, worker, training):
    view.race_button.click()
    assert worker.sent(Race) == [Race("digits", "eta", (3.0, 0.001, 100.0))]
    view.render_training(together(training))
    assert view.race_button.text() == "Drop twins"
    view.race_button.click()
    assert worker.sent(DropLockstepRuns) == [DropLockstepRuns("digits")]


def test_a_twin_is_named_in_the_title_and_drawn_below_the_bars(
    qtbot, theme, worker, reader, training
):
    page = DigitsPage(worker.send, theme, None)
    qtbot.addWidget(page)
    page.show()
    state = dataclasses.replace(state_of(reader), reader="mine", training=training)
    page.show_snapshot(snapshot_of(state))
    page.stage.end_opening()
    alone = page.stage.network_card.bars.grab().toImage()
    state = dataclasses.replace(state, training=together(training))
    page.show_snapshot(snapshot_of(state))
    assert page.stage.network_card.title.text().endswith("beside Run 1")
    assert page.stage.network_card.bars.grab().toImage() != alone
