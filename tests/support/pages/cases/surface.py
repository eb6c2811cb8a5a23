"""Random edits of the Cost surface page, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall
from engine.session.session import Session
from tests.support.pages.cases.page_cases import Drag, PageCases, payload_of, random_setting

SETTINGS = {
    "surface": ("valley", "narrow", "waves"),
    "eta": (0.01, 0.05),
    "momentum": (0.0, 0.5),
    "rule": ("gradient", "nesterov"),
}


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the cost surface; some of them are refused."""
    x, y = (float(each) for each in generator.uniform(-1.5, 1.5, 2))
    kind = int(generator.integers(10))
    if kind < 3:
        return (DropBall(run, x, y), MoveBall(run, x, y), ClearBalls(run))[kind]
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    payload = payload_of(session, run)
    balls = [
        (ball.path.tobytes(), ball.eta, ball.momentum, ball.rule, ball.batch)
        for ball in payload.balls
    ]
    return (dict(payload.settings), balls, payload.step, payload.last_step, payload.name)


CASES = PageCases(
    edit,
    fingerprint,
    drags={
        MoveBall: Drag(
            lambda v, f: MoveBall("surface", v, 0.2, finished=f), (DropBall("surface", -0.5, 0.5),)
        )
    },
)
