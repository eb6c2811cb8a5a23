"""Training of an experiment's network, and choice of the epoch whose accuracy is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.data.examples import DataSet
from engine.errors import StorageError
from engine.experiments.checkpoints import Checkpoint
from engine.experiments.experiment import Ours, Request
from engine.experiments.shifted import ShiftedRun
from engine.networks.network import Network
from engine.runs.headless_run import HeadlessRun
from engine.settings import Value
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

SAMPLE = 5_000
"""Training examples measured after each epoch; few, as no figure of the book needs them."""

BATCHES_A_CALL = 5_000
"""Mini-batches between two reports of progress where no epoch is measured."""

NOT_TRAINED_BY = ("data", "expansion", "networks", "validation_size")
"""Settings of an experiment that are not in TrainingSettings."""

SHIFTS = "shifts"
"""Name of the book's expansion: every picture, and four copies shifted by one pixel."""

BEST_ON_TEST, LAST, BEST_ON_VALIDATION = "best on test", "last", "best on validation"
"""Choices of the epoch whose test accuracy is reported."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A network after its last epoch, and the summaries of all epochs."""

    network: Network
    epochs: list[EpochSummary]


def own_settings(settings: Mapping[str, Value]) -> TrainingSettings:
    """Return the settings of training among those of an experiment."""
    return TrainingSettings.from_values(
        {name: value for name, value in settings.items() if name not in NOT_TRAINED_BY}
    )


def train(
    settings: Mapping[str, Value], request: Request, data: DataSet, sample: int = SAMPLE
) -> Trained:
    """Train with an experiment's settings, from its checkpoint if there is one.

    Parameters
    ----------
    settings : Mapping
        With "validation_size" only so many validation examples are measured.
    sample : int
        Training examples measured after each epoch; 0 stands for all.

    Raises
    ------
    EngineError
        If a setting is refused, or the checkpoint is damaged or cannot be written.
    """
    own, expansion = own_settings(settings), str(settings.get("expansion", ""))
    if "validation_size" in settings:
        kept_back = data.validation.take(int(settings["validation_size"]))
        data = replace(data, validation=kept_back)

    def progress(epoch: int, share: float) -> None:
        request.progress(f"Epoch {epoch} of {own.epochs}", (epoch - 1 + share) / own.epochs)

    if expansion == SHIFTS:
        run: HeadlessRun = ShiftedRun(
            own, data, clock=request.clock, sample=sample, progress=progress
        )
    else:
        trainer = Trainer(own, data.training, data.classes)
        run = HeadlessRun(trainer, data, clock=request.clock, sample=sample, progress=progress)
    kept = None
    if request.checkpoints is not None:
        kept = Checkpoint(request.checkpoints, own, data, expansion)
    return Trained(run.trainer.network, _finish(run, own.epochs, request, kept))


def train_unmeasured(trainer: Trainer, progress: Callable[[float], None]) -> Network:
    """Train to the end without measuring in between; return the network.

    Parameters
    ----------
    progress : callable
        Called with the share 0..1 of the epochs that are done.
    """
    while not trainer.finished and trainer.train(BATCHES_A_CALL):
        progress(min(1.0, trainer.place[0] / trainer.settings.epochs))
    return trainer.network


def train_each(
    settings: Mapping[str, Value],
    request: Request,
    said: str,
    changes: Mapping[str, Mapping[str, Value]],
    sample: int = SAMPLE,
) -> dict[str, Trained]:
    """Train once with each change of the settings, and say so; return the networks by its name.

    Parameters
    ----------
    said : str
        A sentence with {} for the name of the change.
    """
    data, trained = request.load(str(settings["data"])), {}
    for name, changed in changes.items():
        request.say(said.format(name))
        trained[name] = train({**settings, **changed}, request, data, sample)
    return trained


def _finish(
    run: HeadlessRun, count: int, request: Request, kept: Checkpoint | None
) -> list[EpochSummary]:
    epochs = [] if kept is None else kept.restore(run)
    if kept is not None and run.trainer.place > (count * run.rounds, 0):
        raise StorageError(
            "expected a checkpoint of at most {count} epochs at {path}, got one of {found}; ask "
            "for as many epochs, or choose another folder",
            count=count,
            path=kept.path,
            found=len(epochs) + run.amid_epoch,
        )
    if run.amid_epoch:
        request.say(f"Going on in epoch {len(epochs) + 1}")
    elif epochs:
        request.say(f"Going on after epoch {epochs[-1].epoch}")
    for result in epochs:
        request.ended(result)
    run.prepare_round()
    run.precompile()
    with request.stoppable(run):
        try:
            for result in run.epochs():
                epochs.append(result)
                _keep(run, epochs, kept)
                request.ended(result)
                request.say(epoch_text(result, len(run.data.test)))
        except OSError:
            # nobody reads what is said any more; what was learned is whole
            _keep(run, epochs, kept)
            raise
        if run.stop:
            _keep(run, epochs, kept)
    return epochs


def _keep(run: HeadlessRun, epochs: Sequence[EpochSummary], kept: Checkpoint | None) -> None:
    """Write a checkpoint, unless the last epoch is not measured yet or the run has diverged."""
    measured = run.trainer.place[0] // run.rounds == len(epochs)
    if kept is not None and measured and run.trainer.divergence is None:
        kept.save(run, epochs)


def epoch_text(result: EpochSummary, tests: int) -> str:
    """Return an epoch in words: right answers as in the book, and the validation accuracy."""
    right = round((result.test_accuracy or 0) * tests)
    validation = result.validation_accuracy
    note = "" if validation is None else f", validation {validation:.2%}"
    return f"Epoch {result.epoch}: {right} / {tests}{note} ({result.seconds:.1f} s)"


def best_on_test(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once and report the best test accuracy of all epochs."""
    return _trained(settings, request, BEST_ON_TEST)


def last(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once and report the test accuracy of the last epoch."""
    return _trained(settings, request, LAST)


def _trained(settings: Mapping[str, Value], request: Request, which: str) -> Ours:
    trained = train(settings, request, request.load(str(settings["data"])))
    accuracy = accuracies_on_test(trained.epochs)
    top = int(np.argmax(accuracy))
    best = which == BEST_ON_TEST
    return Ours(
        accuracy[top] if best else accuracy[-1],
        f"{'best' if best else 'last'} test accuracy of {len(accuracy)} epochs, one run with seed "
        f"{settings['seed']}",
        {
            "best": accuracy[top],
            "best_epoch": top + 1,
            "last": accuracy[-1],
            "test_accuracy": accuracy,
        },
        which,
        len(trained.epochs),
    )


def accuracies_on_test(epochs: Sequence[EpochSummary]) -> list[float]:
    """Return the accuracy on the test set after each epoch; at least one number."""
    # a run that diverged in its first epoch has no summary
    return [epoch.test_accuracy or 0.0 for epoch in epochs] or [0.0]


def best_on_validation(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once and report the test accuracy of the epoch with the best validation accuracy.

    Nielsen (2015), ch. 6, as the book's program reports it.
    """
    trained = train(settings, request, request.load(str(settings["data"])))
    return chosen_ours(trained.epochs, f"one run with seed {settings['seed']}")


def chosen_ours(epochs: Sequence[EpochSummary], run: str) -> Ours:
    """Return the test accuracy of the epoch with the best validation accuracy.

    Parameters
    ----------
    run : str
        Description of the run.
    """
    if not epochs:
        return Ours(0.0, f"no epoch ended: {run} diverged", {}, BEST_ON_VALIDATION, 0)
    chosen = chosen_epoch(epochs)
    return Ours(
        chosen.test_accuracy or 0.0,
        f"test accuracy after epoch {chosen.epoch}, the best on the validation set of "
        f"{len(epochs)} epochs, {run}",
        {
            "epoch": chosen.epoch,
            "validation": chosen.validation_accuracy,
            "last": epochs[-1].test_accuracy,
            "test_accuracy": [epoch.test_accuracy for epoch in epochs],
            "validation_accuracy": [epoch.validation_accuracy for epoch in epochs],
        },
        BEST_ON_VALIDATION,
        len(epochs),
    )


def chosen_epoch(epochs: Sequence[EpochSummary]) -> EpochSummary:
    """Return the epoch with the best validation accuracy, the last of equals.

    Parameters
    ----------
    epochs : sequence of EpochSummary
        At least one.
    """
    return max(epochs, key=lambda epoch: (epoch.validation_accuracy or 0.0, epoch.epoch))
