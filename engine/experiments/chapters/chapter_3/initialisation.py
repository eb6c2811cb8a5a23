"""3.L and 3.M: standard deviation 1/√n_in of the first weights.  Nielsen (2015), ch. 3."""

from __future__ import annotations

from collections.abc import Mapping

from engine.experiments.chapters.chapter_3.cross_entropy import LARGE, POINT_FIVE
from engine.experiments.chapters.chapter_3.reporting import accuracies, summary
from engine.experiments.courses import LAST, train_each
from engine.experiments.experiment import BookFigure, Experiment, Ours, Request
from engine.settings import Value

NEW, OLD = "1/sqrt(n_in)", "normal"

NARROW: Mapping[str, Value] = {**LARGE, "initialiser": NEW, "eta": 0.1, "lambda": 5.0}


def _both(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train from both initialisations; report the last accuracy of the narrow one."""
    changes = {start: {"initialiser": start} for start in (NEW, OLD)}
    found = train_each(settings, request, "weights from {}", changes)
    numbers = accuracies(found[NEW].epochs, "validation")
    said = f"last validation accuracy of {len(numbers)} epochs from {NEW}"
    details = {start: summary(trained.epochs) for start, trained in found.items()}
    return Ours(numbers[-1], said, details, LAST, len(numbers))


def _experiment(
    id_: str, neurons: int, new: tuple[float, ...], old: tuple[float, ...], ours: float
) -> Experiment:
    series = {"new_first": new[0], "old_first": old[0], "old_last": old[1]}
    return Experiment(
        id_,
        f"narrow first weights, {neurons} hidden neurons",
        {**NARROW, "layers": f"784-{neurons}-10"},
        BookFigure(new[1], "last of 30 epochs, one run", "validation", series),
        POINT_FIVE,
        _both,
        {1: ours},
    )


EXPERIMENTS: tuple[Experiment, ...] = (
    _experiment("3.L", 30, (0.9270, 0.9650), (0.8643, 0.9637), 0.9638),
    _experiment("3.M", 100, (0.9295, 0.9781), (0.8994, 0.9742), 0.9791),
)
