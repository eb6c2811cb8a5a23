"""Colours and names of the runs in lockstep."""

from __future__ import annotations

from app.appearance.translation import render_message, tr
from engine.simulations.learning.views.state import BranchView, TrainingView

TOKENS = ("twin_1", "twin_2", "twin_3")


def lockstep_runs_of(training: TrainingView) -> list[tuple[str, BranchView]]:
    """Return the runs in lockstep with the selected one, each with its colour."""
    together = [branch for branch in training.branches if branch.together]
    return list(zip(TOKENS, together, strict=False))


def lockstep_text(training: TrainingView) -> str:
    """Name the runs in lockstep for a title, "beside η 0.05, η 3"; "" without any."""
    names = ", ".join(render_message(branch.name) for _, branch in lockstep_runs_of(training))
    return tr("beside {twins}", twins=names) if names else ""
