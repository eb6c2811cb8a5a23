"""Commands of the page Learning slow-down."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Edit


@dataclass(frozen=True, slots=True)
class LoadStart(Edit):
    """Give both neurons a weight and a bias of the book: "bad" or "milder"."""

    name: str
