"""Forms of the page's settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.pages.overfitting.words import NAMES, SIMULATION_ID
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.simulations.overfitting.scene import SETTINGS


def settings_form(
    send: SendCommand, shown: tuple[str, ...], parent: QWidget, **options: Any
) -> SettingsForm:
    """Return a form of the settings named, with the page's names of choices and objects."""
    setting = {each.name: each for each in SETTINGS}
    names = {**NAMES, **options.pop("names", {})}
    return SettingsForm(
        send, SIMULATION_ID, [setting[name] for name in shown], parent,
        stem="overfitting_{}", names=names, **options,
    )  # fmt: skip
