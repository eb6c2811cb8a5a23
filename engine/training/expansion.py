"""Training on distorted copies: those of a few mini-batches at a time are made when needed.

Nielsen (2015), ch. 3, "artificially expanding the training data".  A copy is a function of the
run's seed, the epoch and the example, so that neither the size of slices nor a restored state
changes a bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine import random_streams
from engine.data.digits.expansion import CHUNK, expand_rows
from engine.data.digits.expansion_kinds import distortions_of
from engine.data.digits.keyed_draws import KeyedDraws
from engine.data.examples import Examples
from engine.training.settings import TrainingSettings

if TYPE_CHECKING:
    from engine.execution.plans import Job


def expanded_jobs(
    settings: TrainingSettings, examples: Examples, job: Job, epoch: int
) -> Iterator[tuple[Examples, Job]]:
    """Split a job into jobs on distorted copies of its examples, about CHUNK at a time.

    Parameters
    ----------
    examples : Examples
        Originals, pictures of 28 × 28 pixels.
    job : Job
        Mini-batches of one epoch, on the originals.
    epoch : int
        Epoch of the job, from 0.

    Yields
    ------
    tuple of Examples and Job
        The copies, and the job that trains on them.
    """
    whole, batch = job.records[0], settings.batch
    first, count = int(whole["first"]), int(whole["count"])
    together = max(1, CHUNK // batch)
    for done in range(0, count, together):
        some = min(together, count - done)
        begin = (first + done) * batch
        rows = job.order[begin : begin + some * batch]
        records = job.records.copy()
        records["first"], records["count"] = 0, some
        records["step"] += done
        records["updates"] += done
        copies = expanded_examples(settings, examples, rows, epoch)
        order = np.arange(len(rows))
        yield copies, replace(job, y=job.y[rows], order=order, records=records)


def expanded_examples(
    settings: TrainingSettings, examples: Examples, rows: np.ndarray, epoch: int
) -> Examples:
    """Return distorted copies of some examples as an epoch trains on them.

    Parameters
    ----------
    rows : Vector, shape (n,), int64
        Indices of the examples.
    epoch : int
        From 0.
    """
    distortions = distortions_of(settings.expand)
    labels = examples.labels[rows]
    if distortions is None:
        return Examples(examples.x[rows], labels)
    x = np.empty((len(rows), examples.x.shape[1]), examples.x.dtype)
    key = random_streams.counter_key(settings.seed, "expansion")
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        draws = KeyedDraws(key, epoch, some)
        expand_rows(examples.x, some, distortions, draws, x[start : start + CHUNK])
    return Examples(x, labels)
