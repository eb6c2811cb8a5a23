"""The station of the map: what it says of its progress."""

from __future__ import annotations

from engine.commands.transport import Seek, Start


def test_the_stored_map_is_said_to_be_one(hand):
    assert "from earlier" in hand.words
    assert "400" in hand.words


def test_more_unfolds_all_settings_and_hides_the_trial(hand):
    station = hand.page.map
    station.form.more_button.click()
    assert not station.trial.isVisible()
    assert station.form.rows["journal"].area.isVisible()
    station.form.more_button.click()
    assert station.trial.isVisible()


def test_going_back_shows_fewer_networks(searched):
    searched.show(Seek("search", 2))
    assert searched.page.map.stage.note.text() == "2 of 9 networks"
    assert "so far" in searched.words


def test_points_are_painted_and_named(hand):
    hand.set(strategy="random", trials=4, epochs=2)
    hand.settle(Start("search"))
    station = hand.page.map
    station.canvas.grab()
    view = hand.simulation.payload.map
    station.canvas.pointed.emit(int(view.numbers[0]))
    assert station.readout.text().startswith("trial")
