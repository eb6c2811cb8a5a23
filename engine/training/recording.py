"""Key frames of a run within a memory budget, from which any step is replayed exactly."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

from engine.training.states import Segment, State

MEMORY_BUDGET = 200 * 2**20
"""Bytes available to the key frames of one run."""

TRACE_POINTS_PER_EPOCH = 20
"""Points of the loss trace per epoch, unless they would lie too close."""

LEAST_BETWEEN_TRACE_POINTS = 5_000
"""Examples between trace points; measuring more often would take longer than training."""

MOST_FRAMES = 2_000
"""Key frames of one run: a small network would fill the budget with a hundred thousand."""


def trace_spacing(segment: Segment) -> int:
    """Return the mini-batches between two trace points of an epoch."""
    steps = segment.steps_per_epoch
    least = -(-LEAST_BETWEEN_TRACE_POINTS // segment.settings.batch)
    return min(steps, max(steps // TRACE_POINTS_PER_EPOCH, least))


def steps_to_trace_point(segment: Segment, step: int) -> int:
    """Return the mini-batches until the next trace point or end of the epoch, at least 1."""
    _, batch = segment.place(step)
    every = trace_spacing(segment)
    return min(every - batch % every, segment.steps_per_epoch - batch)


def trace_point_number(segment: Segment, step: int) -> int | None:
    """Return the index of the trace point at a step, counted from epoch 0; None between points."""
    epoch, batch = segment.place(step)
    every = trace_spacing(segment)
    mark, rest = divmod(batch, every)
    return None if rest else epoch * -(-segment.steps_per_epoch // every) + mark


def one_trace_point_an_epoch(segment: Segment) -> bool:
    """Return whether trace points lie only at the ends of epochs."""
    return trace_spacing(segment) == segment.steps_per_epoch


def has_trace_point(segment: Segment, step: int, *, ended: bool) -> bool:
    """Return whether the loss trace is measured at a step.

    Parameters
    ----------
    ended : bool
        Whether an epoch ends there: with one trace point per epoch, the measurement of the
        epoch already provides the cost.
    """
    if ended and one_trace_point_an_epoch(segment):
        return False
    return trace_point_number(segment, step) is not None


class Recording:
    """Key frames of one run.

    Parameters
    ----------
    budget : int
        Bytes; beyond it, or beyond MOST_FRAMES, every other key frame is dropped and the
        spacing doubled.
    """

    def __init__(self, budget: int = MEMORY_BUDGET) -> None:
        self.budget = budget
        self._frames: dict[int, State] = {}
        self._steps: list[int] = []
        self._spacing = 1
        self._bytes = 0

    @classmethod
    def revived(cls, frames: Sequence[State], spacing: int) -> Recording:
        """Return a recording of these key frames, given in ascending order of steps."""
        recording = cls()
        recording._steps = [frame.step for frame in frames]
        recording._frames = {frame.step: frame for frame in frames}
        recording._spacing = spacing
        recording._bytes = sum(frame.nbytes for frame in frames)
        return recording

    @property
    def spacing(self) -> int:
        """Number of trace points from one key frame to the next."""
        return self._spacing

    def __len__(self) -> int:
        """Return the number of key frames."""
        return len(self._steps)

    @property
    def nbytes(self) -> int:
        """Size of the key frames in bytes."""
        return self._bytes

    def holds(self, step: int) -> bool:
        """Return whether there is a key frame at exactly that step."""
        return step in self._frames

    def is_due(self, segment: Segment, step: int) -> bool:
        """Return whether a key frame is to be taken at that step."""
        number = trace_point_number(segment, step)
        return number is not None and number % self._spacing == 0

    def take(self, state: State) -> None:
        """Keep a copy of a state as a key frame."""
        if state.step in self._frames:
            self._drop(state.step)
        insort(self._steps, state.step)
        self._frames[state.step] = state.copy()
        self._bytes += state.nbytes
        self.thin(self.budget)

    def fork(self, step: int) -> Recording:
        """Return a recording of the same run up to a step; both share the immutable key frames."""
        other = Recording(self.budget)
        other._spacing = self._spacing
        other._steps = [known for known in self._steps if known <= step]
        other._frames = {known: self._frames[known] for known in other._steps}
        other._bytes = sum(frame.nbytes for frame in other._frames.values())
        return other

    def frames(self) -> tuple[State, ...]:
        """Return the key frames in ascending order of steps; they must not be changed."""
        return tuple(self._frames[step] for step in self._steps)

    def thin(self, most: int) -> None:
        """Drop key frames until they take at most `most` bytes, or only two are left."""
        while (self._bytes > most or len(self._steps) > MOST_FRAMES) and len(self._steps) > 2:
            self._thin()

    def forget_after(self, step: int) -> None:
        """Drop the key frames after a step."""
        end = bisect_right(self._steps, step)
        self._bytes -= sum(self._frames.pop(late).nbytes for late in self._steps[end:])
        del self._steps[end:]

    def nearest(self, step: int) -> State:
        """Return the last key frame at or before a step; there is one at the start of the run."""
        return self._frames[self._steps[bisect_right(self._steps, step) - 1]]

    def _thin(self) -> None:
        # keep the first key frame: the start of the run cannot be replayed
        dropped = set(self._steps[1:-1:2])
        self._bytes -= sum(self._frames.pop(step).nbytes for step in dropped)
        self._steps = [step for step in self._steps if step not in dropped]
        self._spacing *= 2

    def _drop(self, step: int) -> None:
        self._bytes -= self._frames.pop(step).nbytes
        self._steps.remove(step)
