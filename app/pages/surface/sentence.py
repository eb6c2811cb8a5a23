"""Sentence at the top of the Cost surface page."""

from __future__ import annotations

from app.appearance.translation import number, significant, tr
from app.pages.surface.words import OUTCOMES
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.surface.state import BallView, SurfaceState
from engine.snapshots import Status
from engine.surfaces.descent import Outcome

FLAT, HIGH = 0.002, 0.1
"""Criteria of a plateau: step length below FLAT of the visible width, cost above HIGH of the
visible range of costs.
"""


def sentence_for(state: SurfaceState) -> str:
    """Return the sentence for balls: state of descent, and a next thing to try."""
    if not state.balls:
        return tr("Learning lowers this cost. Click to drop a ball.")
    if len(state.balls) > 1:
        return _race(state)
    ball = state.balls[0]
    if not ball.steps:
        return tr("A ball at cost {cost}. Press Play, or click to drop a rival with another η.",
                  cost=significant(ball.cost, 3))  # fmt: skip
    return _one(state, ball)


def network_sentence(state: SurfaceState, training: TrainingView) -> str:
    """Return the sentence for a linked network: its position on the loss slice."""
    linked_view = state.linked_view
    assert linked_view is not None  # None for formulas only
    told = {"cost": significant(linked_view.cost, 3), "epoch": number(training.epoch, 1)}
    if not linked_view.fixed:
        return tr("Epoch {epoch}, cost {cost}: the plane travels with the network.", **told)
    return tr("Epoch {epoch}, cost {cost}: its shadow in the plane costs {shadow}.",
              shadow=significant(linked_view.shadow, 3), **told)  # fmt: skip


def waiting_sentence(status: Status, training: TrainingView) -> str:
    """Return the reason why there is no surface of the linked network yet."""
    if training.network.maps:
        return tr("A network with convolutions is not drawn here: choose dense layers.")
    if status is Status.IDLE and not training.branches:
        return tr("There is no network yet: press Play.")
    return tr("The surface of this network is being computed.")


def _one(state: SurfaceState, ball: BallView) -> str:
    told = {"step": ball.steps, "eta": significant(ball.eta, 4), "cost": significant(ball.cost, 3)}
    if ball.outcome is Outcome.ARRIVED:
        return tr("It has arrived after {step} steps: cost {cost}. Drop a rival with another η.",
                  **told)  # fmt: skip
    if ball.outcome is Outcome.DIVERGED:
        return tr("η = {eta} is too large: each step overshoots by more, and the ball flies away.",
                  **told)  # fmt: skip
    if ball.outcome is Outcome.OSCILLATES:
        return tr("η = {eta} is just at the edge: the ball goes to and fro for ever.", **told)
    stride = ball.eta * (ball.gradient[0] ** 2 + ball.gradient[1] ** 2) ** 0.5
    high_up = ball.cost - state.low > HIGH * (state.high - state.low)
    if stride < FLAT * (state.reach[1] - state.reach[0]) and high_up:
        return tr("Step {step}: it lies on a plateau, where ∇C is nearly 0: learning is slow.",
                  **told)  # fmt: skip
    return tr("Step {step}: cost {cost}. Each step follows −∇C, η times its length.", **told)


def _race(state: SurfaceState) -> str:
    arrived = [ball for ball in state.balls if ball.outcome is Outcome.ARRIVED]
    if arrived:
        first = min(arrived, key=_steps)
        return tr("First at the bottom: η = {eta}, after {step} steps.",
                  eta=significant(first.eta, 4), step=first.steps)  # fmt: skip
    words = ", ".join(
        tr("η {eta} {outcome}", eta=significant(ball.eta, 4), outcome=tr(OUTCOMES[ball.outcome]))
        for ball in state.balls
    )
    return tr("A race: {balls}.", balls=words)


def _steps(ball: BallView) -> int:
    return ball.steps
