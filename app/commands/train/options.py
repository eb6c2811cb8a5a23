"""Options of the command line for the declared settings of training."""

from __future__ import annotations

import argparse

from engine.settings import Setting
from engine.training.settings import SETTINGS

ALIASES = {"1/√n_in": "1/sqrt(n_in)"}


def add_setting(parser: argparse.ArgumentParser, setting: Setting) -> None:
    """Add the option of a declared setting."""
    flag = f"--{setting.name.replace('_', '-')}"
    if setting.kind == "switch":
        parser.add_argument(flag, action="store_true", default=None, help=setting.help)
        return
    allowed = "" if setting.kind == "text" else f"{setting.range_text()}; "
    about = f"{setting.help} ({allowed}default {setting.default})"
    parser.add_argument(
        flag,
        dest=setting.name,
        metavar=setting.kind.upper(),
        help=about.replace("%", "%%"),
    )


def given_settings(options: argparse.Namespace) -> dict[str, object]:
    """Return the settings of training that the command line gives."""
    values = {setting.name: getattr(options, setting.name) for setting in SETTINGS}
    values["layers"] = " ".join(options.layers) or None
    values["initialiser"] = ALIASES.get(options.initialiser, options.initialiser)
    return {name: value for name, value in values.items() if value is not None}
