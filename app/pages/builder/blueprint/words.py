"""Texts of a blueprint: sizes of a layer, their computation, the page's sentence."""

from __future__ import annotations

from math import isfinite

from app.appearance.translation import number, percent, render_message, tr
from engine.networks.blueprints import Part
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot, Status

CHANCE_ACCURACY = 0.3
"""Accuracy that an untrained network may have by chance."""


def caption_of(part: Part) -> tuple[str, ...]:
    """Return output shape, number of parameters and multiplications of a layer as text."""
    shape = shape_words(part)
    if part.layer is None:
        return (shape, tr("{count} inputs", count=number(part.neurons)))
    if not part.parameters:
        return (shape, tr("nothing to learn"))
    return (
        shape,
        tr("{count} parameters", count=number(part.parameters)),
        tr("{count} products", count=number(part.products)),
    )


def short_caption_of(part: Part) -> tuple[str, ...]:
    """Return output shape and number of parameters; the input has the heading of the latter."""
    if part.layer is None:
        return (shape_words(part), tr("parameters:"))
    return (shape_words(part), number(part.parameters))


def shape_words(part: Part) -> str:
    """Format a shape; that of an input picture without its channels.

    Examples
    --------
    >>> shape_words(Part("28x28", (1, 28, 28)))
    '28×28'
    """
    sides = part.shape[1:] if part.layer is None and len(part.shape) == 3 else part.shape
    return "×".join(number(side) for side in sides)


def explanation_of(part: Part) -> str:
    """Explain how the sizes of a layer are computed, with its numbers inserted."""
    if part.layer is None:
        return tr("What the data give: {shape} values.", shape=shape_words(part))
    said = part.layer.explanation
    fields = {
        name: number(value) if isinstance(value, int) else value
        for name, value in said.fields.items()
    }
    return tr(said.template, **fields)


def totals_of(parts: tuple[Part, ...]) -> str:
    """Return the number of parameters and multiplications of a network as text."""
    return tr(
        "{parameters} weights and biases · {products} multiplications an example",
        parameters=number(sum(part.parameters for part in parts)),
        products=number(sum(part.products for part in parts)),
    )


def diagram_sentence(layers: str) -> str:
    """Return the sentence that describes a network without data."""
    return tr(
        "{layers} is a picture of the book: no data here have so many inputs, it cannot learn.",
        layers=layers,
    )


def blueprint_sentence(
    simulation: SimulationSnapshot, training: TrainingView, parts: tuple[Part, ...]
) -> str:
    """Return the sentence that describes the state of the blueprint."""
    if simulation.status is Status.FAILED and simulation.failure is not None:
        return render_message(simulation.failure)
    if training.recorded:
        return tr("A recorded run: its layers can be looked at, but not changed.")
    if training.finding is not None and simulation.status is not Status.RUNNING:
        return render_message(training.finding.message)
    known = training.history.validation_accuracy
    right = float(known[-1]) if len(known) else float("nan")
    if isfinite(right) and (len(known) > 1 or right > CHANCE_ACCURACY):
        return tr(
            "Epoch {epoch}: {share} of the validation digits are right. Change a layer: it goes "
            "on from there.",
            epoch=number(training.epoch, 0), share=percent(right),
        )  # fmt: skip
    if training.step:
        return tr("The first digits: mini-batch {step}.", step=number(training.step))
    count = number(sum(part.parameters for part in parts))
    return tr(
        "{count} weights and biases that know no digit yet. Play, or change a layer.", count=count
    )
