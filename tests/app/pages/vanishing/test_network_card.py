"""Settings of the deep network."""

from __future__ import annotations

from engine.commands.edits import SetSetting


def test_settings_are_sent_by_their_names(hand):
    form = hand.page.layers.form
    form.more_button.click()
    assert form.rows["eta"].field.objectName() == "vanishing_eta_field"
    form.rows["eta"].field.entered.emit(0.5)
    box = form.rows["activation"].box
    box.setCurrentIndex(box.findData("tanh"))
    box.activated.emit(box.currentIndex())
    sent = [(command.name, command.value) for command in hand.take(SetSetting)]
    assert sent == [("eta", 0.5), ("activation", "tanh")]
