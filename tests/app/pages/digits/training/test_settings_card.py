"""Settings of training on the Digits page: few at first, sent at once, marked when refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.commands.edits import SetSetting


def test_no_more_than_five_settings_are_seen_before_more_is_asked_for(page, show):
    show()
    page.side.open_training()
    card = page.side.training.settings
    assert 1 <= sum(field.control.isVisible() for field in card.form.rows.values()) <= 5
    card.form.more_button.click()
    assert all(field.control.isVisible() for field in card.form.rows.values())


def test_a_setting_is_sent_when_it_is_changed(page, worker, show):
    show()
    page.side.open_training()
    line = page.side.training.settings.form.rows["eta"].control
    line.selectAll()
    QTest.keyClicks(line, "3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert worker.sent(SetSetting) == [SetSetting("digits", "eta", 3.0)]


@pytest.mark.parametrize("text", ["nan", "-1", "", "much"])
def test_a_refused_setting_is_marked_and_the_engine_gets_to_say_why(page, worker, show, text):
    show()
    page.side.open_training()
    line = page.side.training.settings.form.rows["eta"].control
    line.setText(text)
    line.setModified(True)
    line.editingFinished.emit()
    assert line.property("role") == "refused"
    assert worker.sent(SetSetting) == [SetSetting("digits", "eta", text)]
