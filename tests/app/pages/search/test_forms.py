"""Forms: choices that are missing are greyed out with their reason."""

from __future__ import annotations

from PySide6.QtCore import Qt

from engine.snapshots import Message


def test_a_missing_library_greys_its_choice_out_and_says_how_to_get_it(hand):
    form = hand.page.map.form
    form.show_missing({"optuna": Message("Optuna is not installed; install it with: {command}",
                                         {"command": "pip"})})  # fmt: skip
    box = form.rows["strategy"].box
    place = box.findData("optuna")
    assert not box.model().item(place).isEnabled()
    assert "pip" in box.itemData(place, Qt.ItemDataRole.ToolTipRole)
    form.show_missing({})
    assert box.model().item(place).isEnabled()


def test_level_one_has_at_most_five_controls(hand):
    form = hand.page.map.form
    shown = [name for name, row in form.rows.items() if row.area.isVisibleTo(form)]
    assert shown == ["network", "across", "up", "strategy", "count"]
