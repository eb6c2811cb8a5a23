"""A transport bar sends commands to the simulation it controls, and offers Play or Pause."""

from __future__ import annotations

import pytest

from app.widgets.basics.boxes import fill
from app.widgets.time.transport_bar import TransportBar
from engine.commands.transport import Pause, Reset, Start, Step


class Bar(TransportBar):
    """A bar with three buttons."""

    pause = "Hold it."

    def __init__(self, theme):
        self.sent = []
        super().__init__(theme, self.sent.append, "bar", "page", "Go on.")
        self.buttons = (
            self.reset_button_with("Again."),
            self.step_button_with("epoch_button", "next", "An epoch.", 1, "epoch"),
            self.play_button,
        )
        fill(self._layout, self.buttons)
        self.begin()


@pytest.fixture
def bar(qtbot, theme):
    """Return a shown bar."""
    bar = Bar(theme)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_buttons_send_their_commands(bar):
    for button in bar.buttons:
        button.click()
    assert bar.sent == [Reset("page"), Step("page", 1, "epoch"), Start("page")]


def test_play_becomes_pause_while_something_plays(bar):
    assert bar.play_button.toolTip() == "Play: Go on."
    bar.show_playing(True)
    assert bar.play_button.toolTip() == "Pause: Hold it."
    bar.play_button.click()
    assert bar.sent == [Pause("page")]


def test_every_button_has_an_icon_of_the_theme(bar, theme):
    before = [button.icon().cacheKey() for button in bar.buttons]
    assert not any(button.icon().isNull() for button in bar.buttons)
    theme.set_name("dark")
    assert all(
        button.icon().cacheKey() != key for button, key in zip(bar.buttons, before, strict=True)
    )
