"""3.N to 3.T and 3.X: the hunt for hyper-parameters.  Nielsen (2015), ch. 3."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from engine.experiments.chapters.chapter_3.cross_entropy import LARGE
from engine.experiments.chapters.chapter_3.initialisation import NEW
from engine.experiments.chapters.chapter_3.reporting import last_on, least
from engine.experiments.courses import LAST, own_settings, train, train_each
from engine.experiments.experiment import Band, BookFigure, Experiment, Ours, Request, Within
from engine.runs.headless_run import HeadlessRun
from engine.search.eta_threshold import falls, next_eta, threshold
from engine.settings import Value
from engine.training.trainer import Trainer

DEFAULT: Mapping[str, Value] = {**LARGE, "initialiser": NEW}

STRIPPED: Mapping[str, Value] = {
    **DEFAULT,
    "layers": "784-10",
    "train_size": 1_000,
    "validation_size": 100,
    "epochs": 4,
}
"""A network without hidden neurons, 1,000 pictures, and 100 to look at after each epoch."""

RATES = (0.025, 0.25, 2.5)
FINE_RATE, FINE_EPOCHS = 0.025, 10
"""Learning rate of the last epochs, and their number, in the better plan of 3.S."""

FAILS = Band(0.0, 0.35)
"""Not much better than guessing: the book's three runs end between 10 and 18 of 100."""

LEARNS = Band(0.4, 0.9)


def _rates(settings: Mapping[str, Value], request: Request) -> Ours:
    """Compare the training cost of three learning rates, and of one that is lowered late."""
    changes = {f"{rate:g}": {"eta": rate} for rate in RATES}
    found = train_each(settings, request, "η = {}", changes, sample=0)
    costs = {name: [epoch.cost for epoch in trained.epochs] for name, trained in found.items()}
    costs[f"0.25, then {FINE_RATE:g}"] = _lowered(settings, request)
    details = {name: {"costs": each, "least": least(each)} for name, each in costs.items()}
    chosen = least(costs["0.25"]) or {"cost": float("nan")}
    said = f"least training cost of {settings['epochs']} epochs with η 0.25"
    return Ours(chosen["cost"], said, details, LAST, int(settings["epochs"]))


def _lowered(settings: Mapping[str, Value], request: Request) -> list[float | None]:
    """Return the training costs with a lower learning rate in the last epochs."""
    data, own = request.load(str(settings["data"])), own_settings(settings)
    trainer = Trainer(own, data.training, data.classes)
    run = HeadlessRun(trainer, data, clock=request.clock)
    first = max(0, own.epochs - FINE_EPOCHS) * trainer.segment.steps_per_epoch
    epochs = list(run.epochs(first)) if first else []
    trainer.change(own.changed("eta", FINE_RATE))
    epochs += run.epochs()
    return [epoch.cost for epoch in epochs]


def _threshold(settings: Mapping[str, Value], request: Request) -> Ours:
    """Try powers of ten of η, then multiples, until the training cost falls no more."""
    data = request.load(str(settings["data"]))
    tried: list[tuple[float, bool]] = []
    costs: dict[str, list[float | None]] = {}
    while (eta := next_eta(tried)) is not None:
        epochs = train({**settings, "eta": eta}, request, data, sample=0).epochs
        costs[f"{eta:g}"] = [epoch.cost for epoch in epochs]
        tried.append((eta, falls(costs[f"{eta:g}"])))
        request.say(f"η = {eta:g}: the cost {'falls' if tried[-1][1] else 'does not fall'}")
    found = threshold(tried) or 0.0
    return Ours(found, "largest η tried at which the training cost falls", {"costs": costs})


def _seconds(settings: Mapping[str, Value], request: Request) -> Ours:
    """Time epochs with their monitoring on 100 validation and 1,000 training pictures."""
    begun = request.clock()
    trained = train(settings, request, request.load(str(settings["data"])), sample=1_000)
    seconds = (request.clock() - begun) / max(1, len(trained.epochs))
    alone = [epoch.seconds for epoch in trained.epochs]
    return Ours(seconds, "seconds an epoch, set-up and monitoring included", {"training": alone})


def _stripped(
    id_: str, title: str, right: tuple[int, ...], rule: Band, measured: float, eta: float,
    penalty: float,
) -> Experiment:  # fmt: skip
    series = {str(epoch): count / 100 for epoch, count in enumerate(right)}
    return Experiment(
        id_,
        title,
        {**STRIPPED, "eta": eta, "lambda": penalty},
        BookFigure(right[-1] / 100, "last of 4 epochs, 100 pictures, one run", "validation",
                   series),
        rule,
        partial(last_on, "validation"),
        {1: measured},
    )  # fmt: skip


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "3.N",
        "hyper-parameters that do not learn",
        {**DEFAULT, "eta": 10.0, "lambda": 1000.0},
        BookFigure(0.0967, "last of 30 epochs, one run", "validation",
                   {"0": 0.1030, "1": 0.0990, "2": 0.1009, "27": 0.1009, "28": 0.0983}),
        Band(0.08, 0.14),
        partial(last_on, "validation"),
        {1: 0.0967},
    ),
    _stripped("3.O", "stripped down", (10, 10, 10, 10), FAILS, 0.0, 10.0, 1000.0),
    _stripped("3.P", "λ for fewer pictures", (12, 14, 25, 18), FAILS, 0.17, 10.0, 20.0),
    _stripped("3.Q", "a wrong guess at η", (10, 10, 10, 10), FAILS, 0.1, 100.0, 20.0),
    _stripped("3.R", "a better guess at η", (62, 42, 43, 61), LEARNS, 0.47, 1.0, 20.0),
    Experiment(
        "3.S",
        "three learning rates",
        {**DEFAULT, "eta": 0.25, "lambda": 5.0},
        BookFigure(0.320, "least training cost of 30 epochs with η 0.25, one run", "",
                   {"0.025_last": 0.339, "0.25_last": 0.339, "2.5_last": 0.861,
                    "2.5_largest": 1.137}),
        Within(0.02),
        _rates,
        {1: 0.3168},
    ),
    Experiment(
        "3.T",
        "the threshold of η",
        {**DEFAULT, "lambda": 5.0, "epochs": 3},
        BookFigure(0.5, "threshold, refined from the order of 0.1; 0.25 is suggested", ""),
        Band(0.2, 1.0),
        _threshold,
        {1: 0.5},
    ),
    Experiment(
        "3.X",
        "seconds for an epoch",
        {**DEFAULT, "validation_size": 100, "epochs": 3},
        BookFigure(10.0, "seconds, about, on the author's laptop", ""),
        Band(0.0, 10.0),
        _seconds,
    ),
)  # fmt: skip
