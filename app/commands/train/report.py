"""Output of `train`: a line for each epoch, a summary, and the JSON document."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from app.commands.interruption import Interruption
from app.commands.output import Output, complain, percent
from app.commands.train.request import Request
from engine.data.classes import DIGITS
from engine.data.examples import DataSet
from engine.exports.command_line import option
from engine.installation import program_words
from engine.training.epoch_summary import EpochSummary
from engine.training.trainer import Trainer

PRINTED = (
    "epoch",
    "cost",
    "training_accuracy",
    "validation_accuracy",
    "test_accuracy",
    "seconds",
)
"""Fields of an epoch in the JSON document."""

GUESSING = 0.2
"""Accuracy on ten classes below which a hint is printed: hardly better than guessing."""


def document(request: Request, trainer: Trainer, history: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the JSON document of a run."""
    divergence = trainer.divergence
    return {
        "epochs": [{name: epoch[name] for name in PRINTED} for epoch in history],
        "parameters": {
            **trainer.settings.values(),
            "train_size": trainer.segment.size,
            "data": request.data,
            "evaluate_on": request.evaluate_on,
            "threads": request.threads,
        },
        "parameter_count": trainer.network.specification.parameter_count,
        "diverged": None
        if divergence is None
        else {
            "step": divergence.step,
            "advice": divergence.advice,
        },
        "digest": trainer.network.digest(),
    }


def epoch_line(epoch: EpochSummary, data: DataSet) -> str:
    """Return the line of an epoch, with the count of correct answers as in the book."""
    accuracy = epoch.test_accuracy
    right = "" if accuracy is None else f": {round(accuracy * len(data.test))} / {len(data.test)}"
    cost = "–" if epoch.cost is None else f"{epoch.cost:.4f}"
    return (
        f"Epoch {epoch.epoch}{right}   cost {cost}   training {percent(epoch.training_accuracy)}"
        f"   validation {percent(epoch.validation_accuracy)}   test {percent(accuracy)}"
        f"   {epoch.seconds:.2f} s"
    )


def announce(output: Output, request: Request, data: DataSet, trainer: Trainer) -> None:
    """Print the network, the settings and the data of the run."""
    settings, specification = trainer.settings, trainer.network.specification
    names = " ".join(dict.fromkeys(specification.activations))
    output.line(
        f"{specification} ({names}), {specification.parameter_count:,} parameters, "
        f"{settings.cost}, η {settings.eta:g}, mini-batch {settings.batch}, "
        f"λ {settings.lambda_:g}, seed {settings.seed}; "
        f"{trainer.segment.size:,} examples of {data.name}"
        + (f", tested on {request.evaluate_on}" if request.evaluate_on else "")
    )
    if data.class_names and data.class_names != DIGITS:
        output.line(f"classes: {', '.join(data.class_names)}")
    for remark in data.remarks:
        output.line(str(remark))


def announce_end(output: Output, request: Request, trainer: Trainer) -> None:
    """Say that a resumed run is finished already, why, and how to train it on."""
    if request.saved is None or request.resumed is None or not trainer.finished:
        return
    epochs, all_epochs = trainer.place[0], trainer.settings.epochs
    why = (
        f"all its {all_epochs} epochs are trained"
        if epochs >= all_epochs
        else f"it stopped early after {epochs} epochs"
    )
    output.line(
        f"The run in {request.resumed} is finished: {why}; go on with: "
        f"{resume_command(request.resumed, trainer)}"
    )


def resume_command(path: Path, trainer: Trainer) -> str:
    """Return the command line that goes on with a saved run, with more epochs if it is finished."""
    settings = trainer.settings
    further: list[str] = []
    if trainer.finished and trainer.divergence is not None:
        further = option("eta", f"{trainer.divergence.eta / 10:g}")
    elif trainer.finished and trainer.place[0] >= settings.epochs:
        further = option("epochs", 2 * settings.epochs)
    elif trainer.finished and settings.early_stopping:
        further = option("patience", 2 * settings.patience)
    elif trainer.finished:
        further = option("schedule", "constant")
    return shlex.join([*program_words(), "train", *option("resume", path), *further])


def report(
    output: Output,
    request: Request,
    trainer: Trainer,
    history: list[dict[str, Any]],
    interruption: Interruption,
) -> None:
    """Print the summary of a run: divergence, best accuracies, saved file, digest."""
    if trainer.divergence is not None:
        output.line(
            f"Diverged at step {trainer.divergence.step}: the last finite weights are kept; "
            f"{trainer.divergence.advice}."
        )
    if history:
        _report_accuracy(output, history)
    if interruption.number:
        kept = f"saved in {request.save}" if request.save else "not saved (--save FILE keeps it)"
        complain(
            f"Stopped by {interruption.name} after {trainer.state.step} steps; the run is {kept}."
        )
    elif request.save is not None:
        output.line(f"Saved in {request.save}; go on with: {resume_command(request.save, trainer)}")
    output.line(f"digest {trainer.network.digest()}")


def _report_accuracy(output: Output, history: list[dict[str, Any]]) -> None:
    for part in ("validation", "test"):
        known = [epoch for epoch in history if epoch[f"{part}_accuracy"] is not None]
        if known:
            best = max(known, key=lambda epoch: float(epoch[f"{part}_accuracy"]))
            output.line(
                f"{part} accuracy: best {percent(best[f'{part}_accuracy'])} (epoch "
                f"{best['epoch']}), last {percent(known[-1][f'{part}_accuracy'])}"
            )
    last = history[-1]["validation_accuracy"] or history[-1]["training_accuracy"]
    if last is not None and last < GUESSING:
        output.line(
            "The network answers hardly better than by guessing; try another learning rate, "
            "ten times smaller or larger."
        )
