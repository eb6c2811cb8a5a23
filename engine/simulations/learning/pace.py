"""Speed limit of training: elapsed time becomes a budget of examples."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isinf

from engine.commands.transport import SetPace
from engine.errors import SettingError

LONGEST_DEBT_S = 0.25
"""Longest delay in seconds that is made up for; the rest is dropped."""


def check_pace(command: SetPace) -> None:
    """Refuse a speed that is not above zero.

    Raises
    ------
    SettingError
    """
    for speed in (command.examples_per_second, command.epochs_per_second):
        if speed is not None and not speed > 0:
            raise SettingError(
                "speed must be > 0 examples or epochs a second, got {found}; nothing was changed",
                found=speed,
            )


@dataclass(slots=True)
class Pace:
    """A budget of examples that grows with time.

    Attributes
    ----------
    examples_per_second : float
        inf for no limit.
    epochs_per_second : float or None
        Takes precedence where it is set.
    """

    examples_per_second: float = inf
    epochs_per_second: float | None = None
    _credit: float = 0.0
    _last_s: float | None = None

    def rate(self, epoch_examples: int) -> float:
        """Return the target speed in examples a second."""
        if self.epochs_per_second is None:
            return self.examples_per_second
        return self.epochs_per_second * epoch_examples

    def batches(self, now_s: float, batch: int, epoch_examples: int) -> float:
        """Return how many whole mini-batches may be trained now; inf without a limit."""
        rate = self.rate(epoch_examples)
        if isinf(rate):
            return inf
        passed = 0.0 if self._last_s is None else now_s - self._last_s
        self._last_s = now_s
        most = max(batch, rate * LONGEST_DEBT_S)
        self._credit = min(self._credit + passed * rate, most)
        return self._credit // batch

    def spend(self, examples: int) -> None:
        """Take trained examples off the budget."""
        self._credit = max(0.0, self._credit - examples)

    def rest(self) -> None:
        """Reset clock and budget: call when the run pauses."""
        self._last_s, self._credit = None, 0.0


@dataclass(slots=True)
class SpeedMeter:
    """Measured speed in examples a second, updated about every half second."""

    _begun_s: float = 0.0
    _examples: int = 0
    value: float = 0.0

    def count(self, now_s: float, examples: int) -> None:
        """Note examples that were trained."""
        self._examples += examples
        passed = now_s - self._begun_s
        if passed >= 0.5:
            # after a pause the first interval is no measurement
            self.value = self._examples / passed if passed < 3 else self.value
            self._begun_s, self._examples = now_s, 0
