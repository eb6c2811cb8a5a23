"""The experiments of chapter 6.  Nielsen (2015), ch. 6, "Convolutional networks in practice".

Differences from the book's program, in all of them:

- Weights have standard deviation 1/√n_in, n_in the inputs of one neuron, and biases 1; the
  program uses 1/√n_out, which its author calls a mistake, and initialises softmax with zeros.
- λ is ten times the program's: it divides by the number of mini-batches of ten, we by examples.
- Every epoch visits the examples in a new order; the program keeps one order.
- Dropout draws an independent mask per layer; the program's masks may be equal in two layers.
- One run with one seed; the book takes the best of three, chosen by validation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from engine.experiments.committee import (
    as_records,
    mean_vote,
    mistakes,
    plurality_vote,
    probabilities_of_all,
    single_answers,
)
from engine.experiments.courses import (
    LAST,
    SHIFTS,
    Trained,
    best_on_validation,
    chosen_epoch,
    chosen_ours,
    train_each,
)
from engine.experiments.experiment import BookFigure, Experiment, Ours, Request, Rule, Within
from engine.settings import Value
from engine.training.epoch_summary import EpochSummary

BOOK: Mapping[str, Value] = {
    "data": "mnist",
    "cost": "log-likelihood",
    "initialiser": "1/sqrt(n_in)",
    "eta": 0.1,
    "batch": 10,
    "epochs": 60,
    "seed": 1,
}
"""Common settings; layers and deviations are given with each experiment."""

RECTIFIED: Mapping[str, Value] = {**BOOK, "eta": 0.03, "lambda": 1.0}
"""Settings with rectified linear units; the program's λ is 0.1."""

EXPANDED: Mapping[str, Value] = {**RECTIFIED, "expansion": SHIFTS}
"""Settings with the expanded set of 250,000 pictures."""

DROPPED: Mapping[str, Value] = {
    **EXPANDED,
    "lambda": 0.0,
    "dropout": 0.5,
    "eta": 0.0075,
    "epochs": 40,
}
"""Settings with dropout.

The program halves a dropout layer's output at test time; the engine doubles it in training
(inverted dropout). The same function has half the weights, so the equivalent η is a quarter of
the program's 0.03. With 0.03 itself the rectifiers die in the first epoch.
"""

PENALTIES = tuple(10.0**power for power in range(-4, 4))
"""λ of 6.F: the program's 0.00001 to 100, times ten."""

WIDTHS = (300, 1000)
"""Neurons of the dense layers of 6.I and 6.K."""

EARLY = 20
"""Epochs after which 6.E compares for the first time."""

CHOSEN = "the epoch with the best validation accuracy, best of three runs"
"""Choice of the test accuracy that the book's program reports."""


def one_stage(activation: str, *dense: int) -> str:
    """Return layers with one convolution, dense layers and softmax.

    Examples
    --------
    >>> one_stage("sigmoid", 100)
    '28x28 conv20@5:sigmoid pool2 dense100:sigmoid softmax10'
    """
    return _layers(f"28x28 conv20@5:{activation} pool2", activation, dense)


def two_stages(activation: str, *dense: int) -> str:
    """Return layers with two convolutions, dense layers and softmax."""
    start = f"28x28 conv20@5:{activation} pool2 conv40@5:{activation} pool2"
    return _layers(start, activation, dense)


def _layers(start: str, activation: str, dense: Sequence[int]) -> str:
    return " ".join([start, *(f"dense{width}:{activation}" for width in dense), "softmax10"])


def _hyperbolic(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train with tanh and with sigmoid; compare after EARLY epochs and at the end."""
    changes = {name: {"layers": two_stages(name, 100)} for name in ("tanh", "sigmoid")}
    found = train_each(settings, request, "{}", changes)
    ours = chosen_ours(found["tanh"].epochs, f"one run with tanh and seed {settings['seed']}")
    compared = {
        activation: {
            f"by_epoch_{EARLY}": _chosen(trained.epochs[:EARLY]),
            "at_the_end": _chosen(trained.epochs),
        }
        for activation, trained in found.items()
    }
    return _with(ours, {"by_activation": compared})


def _penalties(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once for each λ; validation chooses the λ as well as the epoch."""
    changes = {f"{penalty:g}": {"lambda": penalty} for penalty in PENALTIES}
    found = train_each(settings, request, "λ = {}", changes)
    winner = max(found, key=lambda penalty: _validation(found[penalty].epochs))
    ours = chosen_ours(found[winner].epochs, f"λ {winner}, chosen on the validation set too")
    return _with(ours, {"by_lambda": _chosen_of_each(found)})


def _widths(settings: Mapping[str, Value], request: Request, count: int) -> Ours:
    """Train once for each width of the dense layers; report the first."""
    changes = {str(width): {"layers": two_stages("relu", *[width] * count)} for width in WIDTHS}
    found = train_each(settings, request, "{} neurons", changes)
    first = str(WIDTHS[0])
    ours = chosen_ours(found[first].epochs, f"{first} neurons, seed {settings['seed']}")
    return _with(ours, {"by_width": _chosen_of_each(found)})


def _committee(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train networks that differ only in their seeds, and let them vote on the test set."""
    seeds = range(int(settings["seed"]), int(settings["seed"]) + int(settings["networks"]))
    changes = {str(seed): {"seed": seed} for seed in seeds}
    trained = train_each(settings, request, "network with seed {}", changes).values()
    networks, test = [each.network for each in trained], request.load(str(settings["data"])).test
    labels, probabilities = test.labels, probabilities_of_all(networks, test.x)
    answers = plurality_vote(probabilities)
    return Ours(
        float((answers == labels).mean()),
        f"plurality of {len(networks)} networks after their last epoch, on the test set",
        {
            "mean_of_probabilities": float((mean_vote(probabilities) == labels).mean()),
            "single": (single_answers(probabilities) == labels).mean(axis=1).tolist(),
            "mistakes": as_records(mistakes(labels, answers, probabilities)),
        },
        LAST,
        min(int(settings["epochs"]), *(len(each.epochs) for each in trained)),
    )


def _validation(epochs: Sequence[EpochSummary]) -> float:
    return chosen_epoch(epochs).validation_accuracy or 0.0 if epochs else -1.0


def _chosen(epochs: Sequence[EpochSummary]) -> float | None:
    """Return the test accuracy at the best validation accuracy; None without an epoch."""
    return chosen_epoch(epochs).test_accuracy if epochs else None


def _chosen_of_each(found: Mapping[str, Trained]) -> dict[str, float | None]:
    return {name: _chosen(trained.epochs) for name, trained in found.items()}


def _with(ours: Ours, more: Mapping[str, object]) -> Ours:
    return Ours(ours.value, ours.what, {**ours.details, **more}, ours.which, ours.epochs)


def _experiment(
    id_: str,
    title: str,
    accuracy: float | None,
    rule: Rule | None,
    settings: Mapping[str, Value],
    layers: str,
    measured: Mapping[int, float] | None = None,
) -> Experiment:
    what = "an exercise" if accuracy is None else CHOSEN
    figure = BookFigure(accuracy, what)
    own = {"layers": layers, **settings}
    return Experiment(id_, title, own, figure, rule, best_on_validation, measured or {})


EXPERIMENTS: tuple[Experiment, ...] = (
    _experiment(
        "6.A",
        "a shallow network",
        0.9780,
        Within(0.0025),
        BOOK,
        "28x28 dense100:sigmoid softmax10",
        {1: 0.9795},
    ),
    _experiment(
        "6.B",
        "one convolution and pooling",
        0.9878,
        Within(0.0025),
        BOOK,
        one_stage("sigmoid", 100),
    ),
    _experiment("6.C", "without the dense layer", None, None, BOOK, one_stage("sigmoid")),
    _experiment(
        "6.D",
        "two convolutions",
        0.9906,
        Within(0.0025),
        BOOK,
        two_stages("sigmoid", 100),
    ),
    Experiment(
        "6.E",
        "tanh instead of sigmoid",
        {"layers": two_stages("tanh", 100), **BOOK},
        BookFigure(None, "learns a little faster and ends about where 6.D ends, in words only"),
        None,
        _hyperbolic,
    ),
    Experiment(
        "6.F",
        "two convolutions, regularised",
        {"layers": two_stages("sigmoid", 100), **BOOK, "lambda": PENALTIES[0]},
        BookFigure(None, "an experiment left out of the book: it helped little"),
        None,
        _penalties,
    ),
    _experiment(
        "6.G",
        "rectified linear units",
        0.9923,
        Within(0.002),
        RECTIFIED,
        two_stages("relu", 100),
    ),
    _experiment(
        "6.H",
        "rectified, 250,000 pictures",
        0.9937,
        Within(0.002),
        EXPANDED,
        two_stages("relu", 100),
    ),
    Experiment(
        "6.I",
        "a wider dense layer",
        {"layers": two_stages("relu", 300), **EXPANDED},
        BookFigure(0.9946, f"{CHOSEN}; 300 neurons", series={"300": 0.9946, "1000": 0.9943}),
        Within(0.002),
        partial(_widths, count=1),
    ),
    _experiment(
        "6.J",
        "two dense layers",
        0.9943,
        Within(0.002),
        EXPANDED,
        two_stages("relu", 100, 100),
    ),
    Experiment(
        "6.K",
        "two wider dense layers",
        {"layers": two_stages("relu", 300, 300), **EXPANDED},
        BookFigure(0.9948, f"{CHOSEN}; 300 neurons", series={"300": 0.9948, "1000": 0.9947}),
        Within(0.002),
        partial(_widths, count=2),
    ),
    _experiment(
        "6.L",
        "dropout",
        0.9960,
        Within(0.002),
        DROPPED,
        two_stages("relu", 1000, 1000),
    ),
    Experiment(
        "6.M",
        "five networks vote",
        {"layers": two_stages("relu", 1000, 1000), **DROPPED, "networks": 5},
        BookFigure(0.9967, "plurality of five networks of 6.L; 33 mistakes"),
        Within(0.0015),
        _committee,
    ),
)
