"""Gradient descent of a deep network on few examples, with layer statistics for every epoch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector, seal
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.vanishing.layer_statistics import LayerStatistics, Moment

MOST_MOMENTS = 1_000
"""Maximum number of recorded epochs; beyond it every other one is dropped."""

MOST_FRAMES = 20
"""Maximum number of key frames; epochs in between are replayed to the same bits."""

EXPLODED = 1e8
"""A parameter beyond this magnitude counts as diverged, as in `engine.training.trainer`."""

NOWHERE = -1
"""Epoch number of parameters in the middle of an epoch, or after divergence."""

ENDED = object()


@dataclass(frozen=True, slots=True)
class Rule:
    """Update rule of an epoch.

    Attributes
    ----------
    eta, momentum : float
        η and μ.
    penalty : float
        λ of L2 regularisation, divided by the number of examples.  Eq. (93).
    batch : int
        Examples of a mini-batch; 0 for the full batch.
    """

    eta: float
    penalty: float = 0.0
    momentum: float = 0.0
    batch: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """Key frame: the state after an epoch from which training can be replayed."""

    step: int
    parameters: Vector
    velocity: Vector


class DeepDescent:
    """A recorded descent that can be shown at, and continued from, any of its epochs.

    Parameters
    ----------
    network : Network
        Initial network; copied.
    x, y : Matrix, shape (n, n_in) and (n, n_out)
    cost : str
        A key of COST.
    seed : int
        Of the order of the examples in mini-batches.

    Attributes
    ----------
    diverged : int or None
        Epoch at which training diverged; the last finite epoch stays shown.
    """

    def __init__(self, network: Network, x: Matrix, y: Matrix, cost: str, seed: int) -> None:
        self._network = Network(network.specification, network.parameters.copy())
        self._x, self._y, self._cost, self._seed = x, y, cost, seed
        self._pass = LayerStatistics(x, y, cost)
        self._velocity = np.zeros_like(self._network.parameters)
        self._at = 0
        self._frame_spacing = 1
        self._moments: list[Moment] = []
        self._frames = [_Frame(0, self._network.parameters.copy(), self._velocity.copy())]
        self._rules: list[tuple[int, Rule]] = []
        self._shown = 0
        self._work: Iterator[None] | None = self._measure()
        self.diverged: int | None = None

    # --- what is shown -------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether the first epoch has been measured."""
        return bool(self._moments)

    @property
    def moment(self) -> Moment:
        """Statistics of the epoch that is shown."""
        return self._moments[self._shown]

    @property
    def step(self) -> int:
        """Epoch that is shown."""
        return self._moments[self._shown].step if self._moments else 0

    @property
    def last_step(self) -> int:
        """Last recorded epoch."""
        return self._moments[-1].step if self._moments else 0

    @property
    def moments(self) -> list[Moment]:
        """All recorded epochs in order; not to be modified."""
        return self._moments

    @property
    def weights(self) -> tuple[Matrix, ...]:
        """Weights between hidden layers at the epoch shown, or at the key frame before it.

        Read-only copies of shape (n_out, n_in).
        """
        frame = self._frame_before(self.step)
        network = self._network
        if self._at != self.step:
            network = Network(network.specification, frame.parameters)
        return tuple(seal(w.copy()) for w in network.weights[1:-1])

    @property
    def step_lengths(self) -> tuple[float, ...]:
        """Norm of the last bias update of each hidden layer; inf if it overflows.

        With mini-batches, that of the last mini-batch.
        """
        biases = Network(self._network.specification, self._velocity).biases[:-1]
        with np.errstate(over="ignore"):
            return tuple(float(np.linalg.norm(b)) for b in biases)

    # --- training --------------------------------------------------------------------------------

    @property
    def working(self) -> bool:
        """Whether an epoch has been started and not been measured yet."""
        return self._work is not None

    def begin(self, rule: Rule) -> bool:
        """Start the next epoch; return whether there is work to do for it.

        A next epoch that was recorded with the same rule is only shown; with another rule the
        recorded future is dropped.
        """
        if self._shown + 1 < len(self._moments):
            if rule == self._rule_at(self.step):
                self._shown += 1
                return False
            self._forget_future()
        if not self._rules or rule != self._rules[-1][1]:
            self._rules.append((self.step, rule))
        self.diverged = None
        self._work = self._next_epoch(rule)
        return True

    def piece(self) -> bool:
        """Do a slice of work, about 1 to 2 ms; return whether the epoch has ended."""
        if self._work is None:
            return True
        # overflow is detected and reported as divergence
        with np.errstate(all="ignore"):
            ended = next(self._work, ENDED) is ENDED
        if ended:
            self._work = None
        return ended

    def seek(self, step: int) -> None:
        """Show the last recorded epoch up to a step; an epoch in progress is abandoned."""
        if self._moments:
            self._work = None
            steps = [moment.step for moment in self._moments]
            self._shown = max(bisect_right(steps, step) - 1, 0)

    # --- private ---------------------------------------------------------------------------

    def _next_epoch(self, rule: Rule) -> Iterator[None]:
        step = self.step
        yield from self._return_to(step)
        yield from self._train(rule, step)
        if np.abs(self._network.parameters).max() < EXPLODED:
            self._at = step + 1
            yield from self._measure()
        else:
            self._give_up()

    def _measure(self) -> Iterator[None]:
        """Measure the present parameters and record the result."""
        yield from self._pass.pieces(self._network, self._at)
        if isfinite(self._pass.moment.cost):
            self._keep(self._pass.moment)
        else:
            self._give_up()

    def _give_up(self) -> None:
        self.diverged = self.step
        self._at = NOWHERE

    def _return_to(self, step: int) -> Iterator[None]:
        """Restore the parameters of an epoch by replaying from the key frame before it."""
        if self._at != step:
            frame = self._frame_before(step)
            self._network.parameters[:] = frame.parameters
            self._velocity[:] = frame.velocity
            self._at = frame.step
        if not self._moments or self._pass.moment.step != self._at:
            yield from self._pass.pieces(self._network, self._at)
        while self._at < step:
            epoch = self._at
            yield from self._train(self._rule_at(epoch), epoch)
            self._at = epoch + 1
            yield from self._pass.pieces(self._network, self._at)

    def _train(self, rule: Rule, epoch: int) -> Iterator[None]:
        # in the middle of an epoch the parameters belong to none
        self._at = NOWHERE
        if not rule.batch or rule.batch >= len(self._x):
            self._step(rule, self._pass.gradient)
            return
        order, cost = random_streams.epoch_order(self._seed, epoch, len(self._x)), COST[self._cost]
        for first in range(0, len(order), rule.batch):
            rows = order[first : first + rule.batch]
            self._step(rule, self._network.backprop(self._x[rows], self._y[rows], cost))
            yield

    def _step(self, rule: Rule, gradient: Vector) -> None:
        """Update the parameters.  Eq. (93), (107), (108)."""
        kind = gradient.dtype.type
        decay = kind(1.0 - rule.eta * rule.penalty / len(self._x))
        for weights in self._network.weights:
            weights *= decay
        self._velocity *= kind(rule.momentum)
        self._velocity -= kind(rule.eta) * gradient
        self._network.parameters += self._velocity

    def _keep(self, moment: Moment) -> None:
        self._moments.append(moment)
        self._shown = len(self._moments) - 1
        if len(self._moments) > MOST_MOMENTS:
            # the last moment is kept: it is the one shown
            self._moments = self._moments[len(self._moments) % 2 ^ 1 :: 2]
            self._shown = len(self._moments) - 1
        if moment.step - self._frames[-1].step >= self._frame_spacing:
            numbers = self._network.parameters.copy(), self._velocity.copy()
            self._frames.append(_Frame(moment.step, *numbers))
        if len(self._frames) > MOST_FRAMES:
            # the first frame is kept: nothing else can restore the start
            self._frames = [self._frames[0], *self._frames[2::2]]
            self._frame_spacing *= 2

    def _forget_future(self) -> None:
        step = self.step
        self._moments = self._moments[: self._shown + 1]
        self._frames = [frame for frame in self._frames if frame.step <= step]
        self._rules = [pair for pair in self._rules if pair[0] <= step]

    def _frame_before(self, step: int) -> _Frame:
        at = bisect_right([frame.step for frame in self._frames], step) - 1
        return self._frames[at]

    def _rule_at(self, step: int) -> Rule:
        """Return the rule with which the epoch after a step was trained."""
        at = bisect_right([begun for begun, _ in self._rules], step) - 1
        return self._rules[at][1]
