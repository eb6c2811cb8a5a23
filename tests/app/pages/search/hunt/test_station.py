"""The station of the hunt: rows are chosen, changed and trained."""

from __future__ import annotations

from engine.commands.pages.search import ChangeRow, RestoreRow, RunRow


def test_the_form_changes_the_chosen_row(hand):
    hand.set(station="hunt", row=5)
    station = hand.page.hunt
    assert station.form.rows["eta"].control.text() == "1"
    station.form.change("eta", 0.25, finished=True)
    (command,) = hand.take(ChangeRow)
    assert (command.row, command.name, command.value) == (5, "eta", 0.25)
    hand.show()
    assert station.restore_button.isEnabled()
    station.restore_button.click()
    assert hand.take(RestoreRow)[0].row == 5


def test_a_row_is_trained_alone_and_its_right_answers_stand_beside_the_books(hand):
    hand.set(station="hunt", digits="built-in", row=5)
    hand.show(*(ChangeRow("search", 5, name, value)
                for name, value in (("epochs", 2), ("train_size", 300), ("eta", 0.5))))  # fmt: skip
    hand.page.hunt.run_button.click()
    assert hand.take(RunRow)[0].row == 5
    seen = hand.settle()
    assert len(seen.rows[5].right) == 2
    assert hand.page.hunt.trial.openable
    assert "built-in" in hand.page.hunt.note.text()
