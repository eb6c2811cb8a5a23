"""Card of the page's own settings: surface, η, momentum, mini-batch, update rule."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.pages.surface.words import RULE_NAMES, SIMULATION_ID, SURFACE_NAMES
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.pages.surface import ClearBalls
from engine.simulations.surface.scene import SETTINGS
from engine.simulations.surface.state import SurfaceState

SHOWN = ("surface", "rule", "eta", "momentum", "batch")
STEMS = {"surface": "surface", "rule": "rule"}
NAMES = {"surface": SURFACE_NAMES, "rule": RULE_NAMES, "batch": {"0": mark("all")}}


class ControlsCard(Card):
    """Controls of surface and ball; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Surface and ball"), parent, name="surface_controls")
        setting = {each.name: each for each in SETTINGS}
        self.form = SettingsForm(
            send, SIMULATION_ID, [setting[name] for name in SHOWN], self,
            stem="surface_{}", stems=STEMS, names=NAMES,
        )  # fmt: skip
        self.clear_button = ElidedButton(
            "clear_balls_button",
            mark("Clear"),
            mark("Take all balls away (C)."),
            role="link",
            act=partial(send, ClearBalls(SIMULATION_ID)),
        )
        self.add_to_header(self.clear_button)
        self.hold(self.form)

    def render_state(self, state: SurfaceState) -> None:
        """Show the settings, except in a control that is being used."""
        rule = str(state.settings["rule"])
        self.clear_button.setEnabled(bool(state.balls))
        self.form.show_values(state.settings)
        self.form.set_enabled(rule in ("momentum", "nesterov"), "momentum")
        self.form.set_enabled(rule != "newton", "eta")
        self.form.set_enabled(state.examples > 1 and rule != "newton", "batch")
