"""The sentence that describes the state of the Builder's own simulation."""

from __future__ import annotations

from math import isfinite

from app.appearance.translation import number, percent, render_message, tr
from app.pages.builder.words import SHAPES
from engine.data.points.point_sets import GIVEN
from engine.simulations.builder.state import BuilderState
from engine.snapshots import SimulationSnapshot, Status


def sentence_for(simulation: SimulationSnapshot, state: BuilderState) -> str:
    """Return the sentence that describes a state."""
    training, points = state.training, state.points
    if simulation.status is Status.FAILED and simulation.failure is not None:
        return render_message(simulation.failure)
    if points.shape in GIVEN and not len(points.labels):
        return tr("Paint points: click or drag on the plane; the right button paints orange ones.")
    if training.finding is not None and simulation.status is not Status.RUNNING:
        return render_message(training.finding.message)
    layers = "-".join(str(size) for size in state.network.sizes)
    right = _right_now(state)
    if not isfinite(right):
        return tr(
            "A network {layers} that has learned nothing yet. What will it make of {shape}?",
            layers=layers,
            shape=tr(SHAPES[points.shape]),
        )
    return _progress(simulation, state, layers, right)


def _progress(
    simulation: SimulationSnapshot, state: BuilderState, layers: str, right: float
) -> str:
    reached, epoch = state.goal_epoch, number(state.training.epoch, 0)
    if simulation.status is Status.RUNNING or not state.training.step:
        words = tr("Epoch {epoch}: {share} of the points it never saw are right.",
                   epoch=epoch, share=percent(right, 0))  # fmt: skip
        if state.points.goal and reached is None:
            words += " " + tr("The goal is {goal}.", goal=percent(state.points.goal, 0))
        return words
    if reached is None:
        return tr(
            "Epoch {epoch}: {share} of the points it never saw are right. Play on or add a neuron.",
            share=percent(right, 0), epoch=epoch,
        )  # fmt: skip
    return tr(
        "{layers} tells {shape} apart: {share} right at epoch {epoch}. Add a neuron?",
        layers=layers, shape=tr(SHAPES[state.points.shape]), share=percent(right, 0), epoch=epoch,
    )  # fmt: skip


def _right_now(state: BuilderState) -> float:
    """Return the last measured accuracy on held-out points; NaN before the first epoch."""
    known = state.training.history.validation_accuracy
    trained = known[1:][-1:] if len(known) > 1 else known[:0]
    return float(trained[0]) if len(trained) else float("nan")
