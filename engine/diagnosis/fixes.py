"""Fixes: the setting that a diagnosis proposes to change in a branch."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter

from engine.diagnosis.evidence import Evidence
from engine.diagnosis.findings import Fix
from engine.functions.activations import ACTIVATIONS, LEAKY_RELU, RELU, Activation
from engine.snapshots import Message

FORGOTTEN = 1e-3
"""An earlier learning rate below this share of the present one is not proposed."""

MILD, STRONG = 1e-4, 2e-3
"""λ/n of harmless decay, as in the book (5 for 50,000 examples); λ/n of effective decay."""

BOOK_START = "1/sqrt(n_in)"
"""Nielsen (2015), ch. 3, weight initialization."""


def in_few_digits(value: float) -> float:
    """Round a number to two significant digits.

    Examples
    --------
    >>> in_few_digits(0.123456)
    0.12
    """
    return float(f"{value:.2g}")


def smaller(evidence: Evidence, step: int) -> Fix:
    """Propose the earlier, smaller learning rate if there was one, else a tenth of the present."""
    now = evidence.settings.eta
    before = evidence.before("eta")
    eta = before if FORGOTTEN * now < before < now else in_few_digits(now / 10)
    message = Message("Try a smaller learning rate: η = {value:g}.", {"value": eta})
    return Fix("eta", eta, message, step)


def largest_rate(evidence: Evidence) -> float:
    """Return the largest learning rate to propose for the hidden activations of the network."""
    return min([1.0, *(each.largest_rate for each in evidence.network.activations[:-1])])


def larger(evidence: Evidence, times: float, step: int) -> Fix:
    """Propose a power of ten times the learning rate.

    Parameters
    ----------
    times : float
        Lower bound of the factor by which learning is too slow.
    """
    now = evidence.settings.eta
    factor = next((power for power in (10, 100, 1000) if power >= 10 * times), 1000)
    eta = in_few_digits(min(now * factor, max(largest_rate(evidence), 3 * now)))
    message = Message("Try a larger learning rate: η = {value:g}.", {"value": eta})
    return Fix("eta", eta, message, step)


def weaker_decay(evidence: Evidence) -> Fix:
    """Propose the book's λ for as many examples, or a tenth of the present λ if that is smaller.

    Nielsen (2015), ch. 3: λ = 5 for 50,000 examples and 0.1 for 1,000.
    """
    value = in_few_digits(min(evidence.settings.lambda_ / 10, evidence.examples * MILD))
    message = Message("Try a weaker weight decay: λ = {value:g}.", {"value": value})
    return Fix("lambda", value, message, evidence.since("lambda"))


def against_overfitting(evidence: Evidence, step: int) -> Fix:
    """Propose a fix for overfitting: more examples, else weight decay, dropout, early stopping."""
    settings, strong = evidence.settings, in_few_digits(evidence.examples * STRONG)
    if evidence.examples < evidence.available:
        message = Message("Try all {value} training examples.", {"value": evidence.available})
        return Fix("train_size", 0, message, step)
    if settings.lambda_ < strong / 2:
        message = Message("Try weight decay: λ = {value:g}.", {"value": strong})
        return Fix("lambda", strong, message, step)
    if not settings.dropout and len(evidence.network.weights) > 1:
        message = Message("Try to drop {percent} % of the hidden neurons.", {"percent": 50})
        return Fix("dropout", 0.5, message, step)
    message = Message("Try to stop early, when validation improves no more.")
    return Fix("early_stopping", True, message, step)


def other_initialiser(evidence: Evidence) -> Fix:
    """Propose the book's initialiser, or another seed if it is already in use."""
    if evidence.settings.initialiser == BOOK_START:
        return another_seed(evidence)
    message = Message("Try another start of the weights: {value}.", {"value": BOOK_START})
    return Fix("initialiser", BOOK_START, message)


def another_cost(name: str, step: int) -> Fix:
    """Propose another cost from a step on."""
    message = Message("Try the cost {value}.", {"value": name})
    return Fix("cost", name, message, step)


def constant_rate(step: int) -> Fix:
    """Propose a constant learning rate from a step on."""
    message = Message("Try a learning rate that stays constant.")
    return Fix("schedule", "constant", message, step)


def another_seed(evidence: Evidence) -> Fix:
    """Propose another seed."""
    seed = (evidence.settings.seed + 1) % 2**31
    return Fix("seed", seed, Message("Try other random numbers: seed {value}.", {"value": seed}))


def other_hidden_layers(
    evidence: Evidence, unwanted: Callable[[Activation], bool], wanted: Activation
) -> Fix:
    """Propose to replace the unwanted activations of the hidden layers by another."""
    specification, new = evidence.network.specification, wanted.name
    old = [each.name for each in ACTIVATIONS if unwanted(each)]
    message = Message("Try {value} neurons in the hidden layers.", {"value": new})
    if not specification.is_dense:
        first, *hidden, last = specification.words.split()
        changed = [re.sub(f":({'|'.join(old)})$", f":{new}", word) for word in hidden]
        return Fix("layers", " ".join([first, *changed, last]), message)
    first, *sizes = map(str, specification.sizes)
    names = [new if name in old else name for name in specification.activations[:-1]]
    hidden = [f"{size}:{name}" for size, name in zip(sizes, names, strict=False)]
    answers = f"{sizes[-1]}:{specification.activations[-1]}"
    return Fix("layers", "-".join([first, *hidden, answers]), message)


def rectified(evidence: Evidence) -> Fix:
    """Propose ReLU instead of hidden neurons that saturate at both ends."""
    return other_hidden_layers(evidence, attrgetter("squashing"), RELU)


def leaky(evidence: Evidence) -> Fix:
    """Propose leaky ReLU instead of hidden neurons that can die."""
    return other_hidden_layers(evidence, attrgetter("dies"), LEAKY_RELU)


def over_plateau(evidence: Evidence, step: int) -> Fix:
    """Propose a fix for a plateau: a larger learning rate if it is small, else another seed."""
    short = evidence.rate < largest_rate(evidence)
    return larger(evidence, 1, step) if short else another_seed(evidence)
