"""Ensemble of seeds: the same settings trained with many seeds, to show the variance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Images, Labels, Matrix, Vector, freeze, seal
from engine.data.examples import Examples, one_hot
from engine.errors import SettingError
from engine.execution.batch_forward import outputs_of_many
from engine.execution.tracing import outputs_of
from engine.functions.costs import COST
from engine.networks.network import SMALL, Network
from engine.training.network_batch import network_batch_of
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

MOST_MEMBERS = 100
ROUNDS_PER_EPOCH = 2
"""Measurements of all members per epoch."""

MOST_ROUNDS = 2_000
"""Limit of rounds kept; beyond it every other one is dropped and the spacing doubled."""

PIECE = 100
"""Mini-batches that one member trains between two checks of the time budget."""

PROBE = 500
"""Examples on which a member is measured."""

LOW, HIGH = 0.1, 0.9
"""Shares of the members below and above which the band ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Fan:
    """Curves of all members and their quantiles; all arrays are read-only.

    Attributes
    ----------
    steps, epochs : Vector, shape (rounds,)
        Positions of the measurements.
    values : Matrix, shape (rounds, members)
        NaN once a member has diverged.
    low, median, high : Vector, shape (rounds,)
        10 %, 50 % and 90 % quantiles of the members that have not diverged.
    """

    steps: Vector
    epochs: Vector
    values: Matrix
    low: Vector
    median: Vector
    high: Vector


class Table:
    """Append-only table of measurements; views handed out never change."""

    def __init__(self, members: int) -> None:
        self._values = np.empty((16, members))
        self._middle = np.empty((16, 3))
        self._count = 0

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count

    def add(self, row: Vector) -> None:
        """Append one row: the values of all members."""
        if self._count == len(self._values):
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
            self._middle = np.concatenate([self._middle, np.empty_like(self._middle)])
        self._values[self._count] = row
        self._middle[self._count] = quantiles(row)
        self._count += 1

    def thin(self) -> None:
        """Drop every other row; the last one stays."""
        kept = slice(1 - self._count % 2, self._count, 2)
        values, middle = self._values[kept].copy(), self._middle[kept].copy()
        self._values, self._middle, self._count = values, middle, len(values)

    def fan(self, steps: Vector, epochs: Vector) -> Fan:
        """Return all rows with their quantiles."""
        end = self._count
        low, median, high = (seal(self._middle[:end, column]) for column in range(3))
        return Fan(steps, epochs, seal(self._values[:end]), low, median, high)


def quantiles(row: Vector) -> tuple[float, float, float]:
    """Return the 10 %, 50 % and 90 % quantiles of a row's finite numbers; NaN if it has none."""
    finite = np.sort(row[np.isfinite(row)])
    if not len(finite):
        return float("nan"), float("nan"), float("nan")
    places = np.array([LOW, 0.5, HIGH]) * (len(finite) - 1)
    low, median, high = np.interp(places, np.arange(len(finite)), finite)
    return float(low), float(median), float(high)


def check_members(count: int) -> None:
    """Refuse a number of members that is out of its range.

    Raises
    ------
    SettingError
    """
    if not 1 <= count <= MOST_MEMBERS:
        raise SettingError(
            "expected 1 to {most} networks in a crowd, got {found}; choose fewer",
            most=MOST_MEMBERS,
            found=count,
        )


class SeedEnsemble:
    """Ensemble whose members train in rounds and are at the same step after each round.

    Parameters
    ----------
    settings : TrainingSettings
        The first member has their seed, the others the following seeds.
    training, probe : Examples
        Examples to train on, and examples to measure on.
    count : int
        Number of members, 1 .. MOST_MEMBERS.
    classes : int
        Number of outputs that labels are encoded for; 1 for a single one between 0 and 1.
    clock : callable
        Returns seconds; only the duration of `advance` depends on it.

    Raises
    ------
    SettingError
        If the number of members is out of its range.
    """

    def __init__(
        self,
        settings: TrainingSettings,
        training: Examples,
        probe: Examples,
        count: int,
        *,
        classes: int,
        clock: Callable[[], float],
    ) -> None:
        check_members(count)
        self.settings = settings
        seeds = range(settings.seed, settings.seed + count)
        self.members = tuple(
            Trainer(replace(settings, seed=seed), training, classes) for seed in seeds
        )
        self._probe = probe.take(PROBE)
        kind = self.members[0].network.parameters.dtype
        self._x = self._probe.x.astype(kind)
        self._y = one_hot(self._probe.labels, classes, np.dtype(np.float64))
        self._clock = clock
        self._costs, self._accuracies = Table(count), Table(count)
        self._steps: list[int] = []
        self._spacing = max(self.members[0].segment.steps_per_epoch // ROUNDS_PER_EPOCH, 1)
        self._network_batch = network_batch_of(self.members)
        self._next = 0

    @property
    def finished(self) -> bool:
        """Whether every member has finished training and been measured."""
        furthest = max(member.state.step for member in self.members)
        # the last round counts as finished only once it has been measured
        between = self._next == 0 and self.step >= furthest
        return between and all(member.finished for member in self.members)

    @property
    def diverged(self) -> int:
        """Number of members that diverged."""
        return sum(member.divergence is not None for member in self.members)

    @property
    def step(self) -> int:
        """Step of the last completed round."""
        return self._steps[-1] if self._steps else 0

    @property
    def rounds(self) -> int:
        """Number of measured rounds kept."""
        return len(self._steps)

    def advance(self, budget_s: float) -> None:
        """Train and measure for about `budget_s` seconds; results do not depend on the budget."""
        begun = self._clock()
        while not self.finished:
            self._work()
            if self._clock() - begun >= budget_s:
                return

    def costs(self) -> Fan:
        """Return the costs on the probe, without the regularisation term."""
        return self._fan(self._costs)

    def accuracies(self) -> Fan:
        """Return the accuracies 0..1 on the probe."""
        return self._fan(self._accuracies)

    # --- private ---------------------------------------------------------------------------

    def _work(self) -> None:
        """Train a slice of the network batch or of the next member; measure after a round."""
        target = self.step + self._spacing if self._steps else 0
        if (
            self._network_batch is not None
            and self._network_batch.step < target
            and self._network_batch.train(min(PIECE, target - self._network_batch.step))
        ):
            return
        member = self.members[self._next]
        before = member.state.step
        while member.state.step < target and not member.finished:
            member.train(min(PIECE, target - member.state.step))
            if member.state.step - before >= PIECE and member.state.step < target:
                return
        self._next += 1
        if self._next == len(self.members):
            self._end_round(target)

    def _end_round(self, target: int) -> None:
        costs, accuracies = self._measure()
        self._costs.add(costs)
        self._accuracies.add(accuracies)
        last = max(member.state.step for member in self.members)
        self._steps.append(max(min(target, last), self.step))
        self._next = 0
        if len(self._steps) > MOST_ROUNDS:
            self._costs.thin()
            self._accuracies.thin()
            self._steps = self._steps[1 - len(self._steps) % 2 :: 2]
            self._spacing *= 2

    def _measure(self) -> tuple[Vector, Vector]:
        """Return the cost and the accuracy of every member; NaN for those that diverged."""
        outputs = outputs_of_all([member.network for member in self.members], self._x)
        costs = COST[self.settings.cost].value(outputs, self._y).mean(axis=1)
        accuracies = (answers_of(outputs) == self._probe.labels).mean(axis=1)
        lost = [m.divergence is not None for m in self.members] | ~np.isfinite(costs)
        return np.where(lost, np.nan, costs), np.where(lost, np.nan, accuracies)

    def _fan(self, table: Table) -> Fan:
        steps = np.array(self._steps, np.float64)
        epochs = steps / self.members[0].segment.steps_per_epoch
        return table.fan(freeze(steps), freeze(epochs))


def outputs_of_all(networks: Sequence[Network], x: Matrix) -> Images:
    """Return the outputs of networks of one shape; small dense ones in one batched pass.

    Parameters
    ----------
    x : Matrix, shape (n, n_in)

    Returns
    -------
    Images, shape (networks, n, n_out)
    """
    specification = networks[0].specification
    if not specification.is_dense or specification.parameter_count > SMALL:
        return np.stack([outputs_of(network, x) for network in networks])
    parameters = np.stack([network.parameters for network in networks])
    return outputs_of_many(specification, parameters, np.ascontiguousarray(x.T))


def answers_of(outputs: Images) -> Labels:
    """Return the predicted classes: the argmax, or for a single output whether it exceeds ½.

    Parameters
    ----------
    outputs : Images, shape (networks, n, n_out)

    Returns
    -------
    Labels, shape (networks, n)
    """
    if outputs.shape[2] == 1:
        return (outputs[..., 0] > 0.5).astype(np.uint8)
    answers: Labels = outputs.argmax(axis=2).astype(np.uint8)
    return answers
