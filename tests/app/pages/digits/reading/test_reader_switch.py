"""The switch of the reading networks."""

from __future__ import annotations

from engine.commands.pages.digits import SelectReader


def test_the_switch_says_which_network_reads_and_how_far_mine_has_come(page, worker, show):
    show(reader="mine", training={"last_step": 3000, "step": 3000, "epoch": 3.0})
    assert page.switch.buttons["mine"].isChecked()
    assert page.switch.buttons["mine"].text() == "Mine · epoch 3"
    page.switch.buttons["ready-made"].click()
    assert worker.sent(SelectReader) == [SelectReader("digits", "ready-made")]
