"""Diagnosis of a run after every epoch, at most twice a second."""

from __future__ import annotations

from collections.abc import Callable

from engine.diagnosis.evidence import gather
from engine.diagnosis.findings import Finding
from engine.diagnosis.pathologies import diagnose
from engine.runs.run import Run

REST_S = 0.5
"""Least seconds between two diagnoses; small networks have many epochs a second."""


class Doctor:
    """Cached diagnosis of a run, renewed when an epoch was measured.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._key: tuple[object, ...] = ()
        self._asked_s = -REST_S
        self._finding: Finding | None = None

    def look_at(self, run: Run | None, *, moving: bool) -> Finding | None:
        """Return the gravest problem of a run at the shown position; None if there is none.

        Parameters
        ----------
        moving : bool
            Whether it trains: then the finding may be REST_S old.
        """
        if run is None:
            return None
        key = (run, run.edition, run.shown_count(), run.divergence)
        rested = not moving or self._clock() - self._asked_s >= REST_S
        if key != self._key and (rested or key[0] is not self._key[0]):
            self._key, self._asked_s = key, self._clock()
            self._finding = diagnose(gather(run))
        return self._finding
