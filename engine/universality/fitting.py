"""Gradient descent from a constructed network, with a recorded path."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector
from engine.data.examples import Examples
from engine.execution.plans import ExampleByExample, Job
from engine.functions.activations import LINEAR
from engine.functions.costs import QUADRATIC
from engine.functions.optimisers import choose_optimiser
from engine.kernels.hyper_parameters import packed
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.specification import NetworkSpecification
from engine.universality.curve_activations import CurveActivation
from engine.universality.curve_networks import CurveNetwork

SAMPLES = 200
"""Training examples, evenly spaced on 0..1."""

BATCH = 10
MOST_FRAMES = 1_000
"""Maximum number of recorded frames; beyond it every other one is dropped."""

EXPLODED = 1e8
"""A parameter beyond this magnitude counts as diverged, as in `engine.training.trainer`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Update rule: learning rate η and momentum μ.  Nielsen (2015), eq. (107), (108)."""

    eta: float
    momentum: float


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Recorded state after an epoch.

    Attributes
    ----------
    step : int
        Epochs trained.
    parameters, velocity : Vector
        As `Fit` continues from them.
    deviation : float
        Mean deviation from the target.
    """

    step: int
    parameters: Vector
    velocity: Vector
    deviation: float


class Fit:
    """Descent on the quadratic cost of the weighted output.

    Parameters
    ----------
    network : CurveNetwork
        Initial network; its parameters are taken exactly.
    target : callable
        x of shape (n,) -> targets, shape (outputs, n).
    measure : callable
        (network) -> mean deviation, for the curve.
    seed : int
        Of the order of the samples.

    Attributes
    ----------
    step, last_step : int
        Epoch that is shown, and last recorded epoch.
    diverged : int or None
        Epoch at which parameters exploded; the last finite state stays shown.
    """

    def __init__(
        self,
        network: CurveNetwork,
        activation: CurveActivation,
        target: Callable[[Vector], Matrix],
        measure: Callable[[CurveNetwork], float],
        seed: int,
    ) -> None:
        self._start, self._activation, self._measure = network, activation, measure
        self._seed, self._parameters = seed, network.parameters
        self._x = (np.arange(SAMPLES) + 0.5) / SAMPLES
        self._y = np.ascontiguousarray(target(self._x).T, np.float64)
        self._velocity = np.zeros(0)
        self._trainee: ExampleByExample | None = None
        self._spacing = 1
        self._frames: list[Frame] = []
        self._rules: list[tuple[int, Rule]] = []
        self.step = self.last_step = 0
        self.diverged: int | None = None
        self._keep()

    @property
    def network(self) -> CurveNetwork:
        """Network at the epoch that is shown."""
        return self._start.with_parameters(self._parameters)

    @property
    def curve(self) -> tuple[Vector, Vector]:
        """Epochs and deviations of the recorded frames, shape (n,) each."""
        steps = np.array([frame.step for frame in self._frames])
        return steps, np.array([frame.deviation for frame in self._frames])

    def advance(self, rule: Rule) -> bool:
        """Train one epoch; under the rule of before, a replayed epoch gives the same bits.

        Another rule drops the later epochs.

        Returns
        -------
        bool
            False if it diverged.
        """
        if self.step < self.last_step and rule != self._rule_at(self.step):
            self._forget_later()
        if self.step == self.last_step and (not self._rules or rule != self._rules[-1][1]):
            self._rules.append((self.step, rule))
        return self._train(rule)

    def seek(self, step: int) -> None:
        """Show another epoch, replayed from the last frame before it by the rules of then.

        Parameters
        ----------
        step : int
            Clipped to 0 .. last_step.
        """
        step = max(0, min(step, self.last_step))
        at = bisect_right([frame.step for frame in self._frames], step) - 1
        frame = self._frames[at]
        self._parameters, self._velocity = frame.parameters.copy(), frame.velocity.copy()
        self.step = frame.step
        while self.step < step and self._train(self._rule_at(self.step)):
            pass

    def edit_weights(self, network: CurveNetwork) -> None:
        """Continue from other parameters of the same shape; later frames are dropped."""
        self._parameters = network.parameters
        self._forget_later()

    # --- private ---------------------------------------------------------------------------

    def _rule_at(self, step: int) -> Rule:
        """Return the rule by which the epoch after a step was trained."""
        return self._rules[bisect_right([first for first, _ in self._rules], step) - 1][1]

    def _forget_later(self) -> None:
        self._frames = [frame for frame in self._frames if frame.step < self.step]
        self._rules = [(first, rule) for first, rule in self._rules if first < self.step]
        self.last_step, self.diverged = self.step, None
        self._keep()

    def _train(self, rule: Rule) -> bool:
        before = self._parameters.copy(), self._velocity.copy()
        self._fit_velocity(rule)
        order = random_streams.epoch_order(self._seed, self.step, SAMPLES)
        if JIT_AVAILABLE and self._activation.code is not None:
            self._train_compiled(rule, order, self._activation.code)
        else:
            self._train_plainly(rule, order)
        if not np.abs(self._parameters).max(initial=0.0) < EXPLODED:
            self._parameters, self._velocity = before
            self.diverged = self.step
            return False
        self.step += 1
        if self.step > self.last_step:
            self.last_step = self.step
            if self.step % self._spacing == 0:
                self._keep()
        return True

    def _keep(self) -> None:
        numbers = self._parameters.copy(), self._velocity.copy()
        self._frames.append(Frame(self.step, *numbers, self._measure(self.network)))
        if len(self._frames) > MOST_FRAMES:
            # the first frame is kept: nothing else can restore the start
            self._frames = [self._frames[0], *self._frames[2::2]]
            self._spacing *= 2

    def _fit_velocity(self, rule: Rule) -> None:
        wanted = len(self._parameters) * (rule.momentum > 0)
        if len(self._velocity) != wanted:
            self._velocity = np.zeros(wanted)

    def _train_compiled(self, rule: Rule, order: Vector, code: int) -> None:
        n, m = self._start.hidden, self._start.outputs
        if self._trainee is None:
            examples = Examples(self._x[:, None].copy(), np.zeros(SAMPLES, np.uint8))
            names = (self._activation.name, LINEAR.name)
            shape = NetworkSpecification.dense((1, n, m), names)
            self._trainee = ExampleByExample(examples, shape, BATCH)
        self._trainee.train(
            Job(
                self._parameters,
                self._velocity,
                np.array([1, n, m]),
                np.array([code, LINEAR.code]),
                self._y,
                order,
                packed(
                    count=SAMPLES // BATCH,
                    batch=BATCH,
                    rate=rule.eta,
                    cost=QUADRATIC.code,
                    rule=choose_optimiser("momentum", rule.momentum).code,
                    momentum=rule.momentum,
                ),
            )
        )

    def _train_plainly(self, rule: Rule, order: Vector) -> None:
        """Train one epoch in NumPy, for activations without a kernel."""
        n, m, p = self._start.hidden, self._start.outputs, self._parameters
        w, b, v, c = np.split(p, np.cumsum([n, n, n * m]))
        v = v.reshape(n, m)
        for first in range(0, SAMPLES, BATCH):
            rows = order[first : first + BATCH]
            x, y = self._x[rows], self._y[rows]
            z = x[:, None] * w + b
            with np.errstate(all="ignore"):
                a, slope = self._activation.value(z), self._activation.slope(z)
                delta = (a @ v + c - y) / len(rows)
                hidden = delta @ v.T * slope
                gradient = (
                    x @ hidden,
                    hidden.sum(axis=0),
                    (a.T @ delta).ravel(),
                    delta.sum(axis=0),
                )
                change = -rule.eta * np.concatenate(gradient)
            if rule.momentum > 0:
                self._velocity *= rule.momentum
                self._velocity += change
                change = self._velocity
            p += change
