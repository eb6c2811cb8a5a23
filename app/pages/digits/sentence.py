"""The sentence that describes the state of the Digits page."""

from __future__ import annotations

from math import isfinite

from app.appearance.translation import mark, percent, render_message, tr
from app.widgets.networks.output_bars import percent_text
from engine.data.classes import name_of
from engine.recognition.recognition import Reading
from engine.simulations.digits.state import DigitsState
from engine.snapshots import SimulationSnapshot, Status

SURE = 0.9
DOUBTFUL = 0.5

WAITING = {
    Status.COMPILING: mark("Getting ready to learn: kernels are compiled. Pause calls it off."),
    Status.LOADING: mark("Getting ready to learn: the digits are loaded. Pause calls it off."),
}
"""Sentence of a run that cannot begin yet, by status."""


def sentence_for(simulation: SimulationSnapshot, state: DigitsState) -> str:
    """Return the sentence that describes a snapshot.

    Parameters
    ----------
    simulation : SimulationSnapshot
        The Digits simulation, whose payload is `state`.
    """
    if simulation.status == Status.FAILED and simulation.failure is not None:
        return render_message(simulation.failure)
    if simulation.status in WAITING:
        return tr(WAITING[simulation.status])
    if simulation.status == Status.RUNNING and state.training.step > 0:
        return _learning(state)
    if state.reading is None:
        return tr("Draw a digit: the network reads it while you write.")
    return _read(state, state.reading)


def _learning(state: DigitsState) -> str:
    training = state.training
    measured = training.history.validation_accuracy
    accuracy = float(measured[-1]) if len(measured) else float("nan")
    if not isfinite(accuracy):
        return tr("Epoch {epoch:.1f}: the network is learning.", epoch=training.epoch)
    if (
        state.reading is None
        or state.reader not in ("mine", "recorded")
        or state.source.kind != "drawing"
    ):
        return tr(
            "Epoch {epoch:.1f}: it reads {accuracy} of unseen digits right.",
            epoch=training.epoch,
            accuracy=percent(accuracy),
        )
    return tr(
        "Epoch {epoch:.1f}: {accuracy} of unseen digits right; it reads yours as {digit}.",
        epoch=training.epoch,
        accuracy=percent(accuracy),
        digit=_name(state, state.reading.digit),
    )


def _read(state: DigitsState, reading: Reading) -> str:
    probability = float(reading.probabilities[reading.digit])
    sure = percent_text(probability)
    digit, other = _name(state, reading.digit), _name(state, reading.runner_up)
    if len(state.figure_digits) > 1:
        return tr(
            "The network reads {digits}.",
            digits=" ".join(_name(state, each) for each in state.figure_digits),
        )
    label = state.source.name
    if label and label != digit:
        return tr("This is a {label}, but the network reads {digit}.", label=label, digit=digit)
    if reading.unfamiliar:
        return tr("Unlike all it was trained on; it can only guess {digit}.", digit=digit)
    if probability >= SURE:
        return tr("The network reads {digit}: {sure} sure.", digit=digit, sure=sure)
    if probability >= DOUBTFUL:
        template = mark("Probably {digit} ({sure}); it could be {other}.")
    else:
        template = mark("Undecided: {digit} ({sure}) or {other}?")
    return tr(template, digit=digit, sure=sure, other=other)


def _name(state: DigitsState, label: int) -> str:
    return name_of(state.network.output_names, label)
