"""Forms of the page's settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.appearance.translation import mark
from app.pages.vanishing.words import DATA_NAMES, FUNCTION_NAMES, SIMULATION_ID, START_NAMES
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.functions.costs import COSTS
from engine.simulations.vanishing.scene import SETTINGS

NAMES = {
    "activation": FUNCTION_NAMES,
    "chain_activation": FUNCTION_NAMES,
    "initialiser": START_NAMES,
    "cost": {cost.name: cost.label for cost in COSTS},
    "batch": {"full": mark("all 1,000 at once"), "mini": mark("ten at a time")},
    "data": DATA_NAMES,
}
"""Names of choices by setting."""


def settings_form(
    send: SendCommand, shown: tuple[str, ...], parent: QWidget, **options: Any
) -> SettingsForm:
    """Return a form of the settings named, with the page's names of choices and objects."""
    setting = {each.name: each for each in SETTINGS}
    return SettingsForm(
        send, SIMULATION_ID, [setting[name] for name in shown], parent,
        stem="vanishing_{}", stems={"chain_locked": "chain_lock"}, names=NAMES, **options,
    )  # fmt: skip
