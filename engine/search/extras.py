"""Libraries that the lab uses where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from types import ModuleType

from engine.errors import SearchError
from engine.installation import Installation, installation

EXTRAS: Mapping[str, str] = {"sweep": "optuna", "cluster": "distributed", "baselines": "sklearn"}
"""Module by name of the extra, as in pyproject.toml."""

LOCK = "requirements-extras.lock"
"""File with the versions of all extras."""


def has_extra(name: str) -> bool:
    """Return whether the libraries of an extra are installed."""
    return importlib.util.find_spec(EXTRAS[name]) is not None


def extra(name: str) -> ModuleType:
    """Import the library of an extra.

    Raises
    ------
    SearchError
        If it is not installed; says how to install it.
    """
    try:
        return importlib.import_module(EXTRAS[name])
    except ImportError:
        raise SearchError(
            "expected the library {module} (extra {name}), got none; install it with: {command}",
            module=EXTRAS[name],
            name=name,
            command=install_command(name),
        ) from None


def install_command(name: str) -> str:
    """Return the command that installs an extra for this Python: in a checkout as locked."""
    pip = f"{sys.executable} -m pip install"
    if importlib.util.find_spec("pip") is None:
        pip = f"uv pip install --python {sys.executable}"
    locked = installation() is Installation.CHECKOUT
    return f"{pip} -r {LOCK}" if locked else f"{pip} {EXTRAS[name]}"
