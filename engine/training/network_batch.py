"""Training of many small networks per kernel call, which saves call overhead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Matrix
from engine.execution.tracing import compiled
from engine.training.trainer import EXPLODED, Trainer

if TYPE_CHECKING:
    from engine.execution.plans import ExampleByExample

MOST_PRODUCTS = 2_000_000
"""Largest number of multiply-adds per kernel call, about: a few milliseconds."""


class NetworkBatch:
    """Networks that differ only in their seed, each trained bit for bit as on its own.

    Parameters
    ----------
    members : sequence of Trainer
        All at the same step of runs without changes; their parameters move into shared arrays.
    """

    def __init__(self, members: Sequence[Trainer], trainee: ExampleByExample) -> None:
        self._trainee = trainee
        self._gather(list(members))

    @property
    def step(self) -> int:
        """Mini-batches trained so far, the same for all members."""
        return self._members[0].state.step if self._members else 0

    def train(self, count: int) -> int:
        """Train up to `count` mini-batches, at most to the end of the epoch.

        A member that diverges stops at its last finite state and leaves the batch.

        Returns
        -------
        int
            Mini-batches trained; 0 if all members have finished or left.
        """
        if not self._members or self._members[0].finished:
            return 0
        count = min(count, self._members[0].steps_to_boundary())
        before = self._parameters.copy(), self._slots.copy()
        self._run(count)
        for member in self._members:
            member.state.step += count
        self._part_with_lost(before, count)
        return count

    # --- private ---------------------------------------------------------------------------

    def _gather(self, members: list[Trainer]) -> None:
        self._members = members
        self._epoch = -1
        if not members:
            return
        job = members[0].job(0)
        shape = len(members), len(job.parameters)
        self._parameters = np.empty(shape, job.parameters.dtype)
        self._slots = np.empty((shape[0], len(job.slots)), job.parameters.dtype)
        self._keys = [member.job(0).records["key"][0] for member in members]
        for member, parameters, slots in zip(members, self._parameters, self._slots, strict=True):
            member.use_arrays(parameters, slots)

    def _run(self, count: int) -> None:
        leader = self._members[0]
        job, orders = leader.job(count), self._orders()
        records = np.repeat(job.records, len(self._members))
        records["key"] = self._keys
        each = max(leader.network.specification.products * count * leader.settings.batch, 1)
        together = max(MOST_PRODUCTS // each, 1)
        for first in range(0, len(self._members), together):
            some = slice(first, first + together)
            self._trainee.train_network_batch(
                job, self._parameters[some], self._slots[some], orders[some], records[some]
            )

    def _orders(self) -> Matrix:
        epoch, _ = self._members[0].place
        if epoch != self._epoch:
            self._epoch = epoch
            self._known = np.stack([member.job(0).order for member in self._members])
        return self._known

    def _part_with_lost(self, before: tuple[Matrix, Matrix], count: int) -> None:
        """Retrain diverged members alone up to their last finite step, and remove them."""
        # NaN compares false with everything
        finite = np.abs(self._parameters).max(axis=1) < EXPLODED
        if finite.all():
            return
        for number in np.flatnonzero(~finite):
            member = self._members[number]
            self._parameters[number] = before[0][number]
            self._slots[number] = before[1][number]
            member.state.step -= count
            member.train(count)
        self._gather([m for m, sound in zip(self._members, finite, strict=True) if sound])


def network_batch_of(members: Sequence[Trainer]) -> NetworkBatch | None:
    """Return a batch of these members, None if their kernel cannot train batches."""
    leader = members[0]
    if leader.settings.expands or not compiled(leader.network.specification):
        return None
    from engine.execution.plans import ExampleByExample

    trainee = leader.trainee()
    return NetworkBatch(members, trainee) if isinstance(trainee, ExampleByExample) else None
