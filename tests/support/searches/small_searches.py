"""Small searches for tests, and workers that only pretend to train."""

from __future__ import annotations

from engine.search.plan import SearchData, SearchPlan
from engine.search.search import Search
from engine.search.space import Space, parse_dimension
from engine.search.trial import FINISHED, TrialResult
from engine.search.workers.base import Ready, TrialEnded
from engine.search.workers.serial import SerialWorkers
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings

GRID = ("eta=log:0.1:10:3", "lambda=0,1")


def space(*dimensions):
    """Return the space that these texts describe."""
    return Space.of(*(parse_dimension(each) for each in dimensions or GRID))


def plan(*dimensions, base=None, **options):
    """Return a search for a 2-4-2-1 network on the points of XOR."""
    settings = {"layers": "2-4-2-1", "epochs": 3, **(base or {})}
    return SearchPlan(
        space(*dimensions),
        base=TrainingSettings.from_values(settings),
        data=SearchData.at("xor"),
        **options,
    )


def epoch(number, validation):
    """Return the summary of an epoch with a validation accuracy."""
    return EpochSummary(number, 0.5, validation, validation, validation / 2, 0.0)


def result(number, values=None, accuracies=(0.5, 0.6), state=FINISHED):
    """Return the result of a trial with these validation accuracies."""
    epochs = tuple(epoch(n, each) for n, each in enumerate(accuracies, start=1))
    return TrialResult(number, values or {}, state, epochs, f"{number:064x}")


def finish(search, rounds=100_000):
    """Poll a search to its end, close it and return it."""
    try:
        for _ in range(rounds):
            if search.finished:
                return search
            search.poll()
            search.wait(0.2)
    finally:
        search.close()
    raise AssertionError("the search never ends")


def serial(wanted, journal=None):
    """Return a finished search in this process."""
    return finish(Search(wanted, SerialWorkers(wanted), journal))


def outcomes(search):
    """Return what may not depend on who trained: values, state, digest of each trial."""
    return {
        number: (dict(each.values), each.state, each.digest)
        for number, each in search.results.items()
    }


class PretendedWorkers:
    """Workers whose trials end when the test says so.

    Attributes
    ----------
    trials : dict of Trial
        Submitted and not ended, by number.
    coming : list of events
        Reported by the next call of `events`.
    """

    def __init__(self, count=2):
        self.count = count
        self.trials = {}
        self.coming = [Ready("fingerprint")]
        self.closed = False

    def submit(self, trial):
        """Take a trial."""
        self.trials[trial.number] = trial

    def end(self, *numbers, accuracies=(0.5, 0.6), state=FINISHED):
        """Report the end of trials."""
        for number in numbers:
            values = self.trials.pop(number).values
            self.coming.append(TrialEnded(result(number, values, accuracies, state)))

    def events(self):
        """Return what was prepared."""
        found, self.coming = self.coming, []
        return found

    def wait(self, seconds):
        """Return at once."""

    def close(self):
        """Remember it."""
        self.closed = True
