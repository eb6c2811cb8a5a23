"""Optuna as a strategy: the same values whatever the workers, and after a search goes on."""

from __future__ import annotations

import pytest

from engine.errors import SearchError
from engine.search import extras
from engine.search.extras import has_extra
from engine.search.journal import read_journal
from engine.search.optuna_sampler import Optuna
from engine.search.search import Search
from engine.search.trial import DIVERGED, FAILED, PRUNED
from tests.support.searches.small_searches import PretendedWorkers, finish, outcomes, plan, serial

installed = pytest.mark.skipif(
    not has_extra("sweep"), reason="Optuna is not installed (extra sweep)"
)
SPACE = (
    "eta=log:0.01:10",
    "lambda=linear:0:1:5",
    "batch=linear:1:50",
    "cost=quadratic,cross-entropy",
)


def optuna_plan(**options):
    """Return a search that Optuna guides."""
    return plan(*SPACE, strategy="optuna", **{"trials": 12, **options})


class Simulated(PretendedWorkers):
    """Workers for which a η near 1 is best, and that end trials in an odd order."""

    def wait(self, seconds):
        """End the trial that came last."""
        if self.trials:
            number = max(self.trials)
            eta = self.trials[number].values["eta"]
            self.end(number, accuracies=(1 / (1 + abs(eta - 1)),))


@installed
@pytest.mark.parametrize("count", [1, 3, 8])
def test_its_values_do_not_depend_on_the_number_of_workers(count):
    one = finish(Search(optuna_plan(), Simulated(1)))
    assert outcomes(finish(Search(optuna_plan(), Simulated(count)))) == outcomes(one)
    assert len(one.results) == 12


@installed
def test_it_learns_where_the_best_is():
    search = finish(Search(optuna_plan(trials=60), Simulated()))
    etas = [each.values["eta"] for each in search.results.values()]
    near = [[abs(eta - 1) < 0.5 for eta in part] for part in (etas[:12], etas[-24:])]
    assert sum(near[1]) / 24 > sum(near[0]) / 12


@installed
@pytest.mark.parametrize("ended", [1, 5])
def test_a_search_that_goes_on_asks_for_the_same_values(tmp_path, ended):
    workers, journal = Simulated(), tmp_path / "journal"
    first = Search(optuna_plan(), workers, journal)
    first.poll()
    for _ in range(ended):
        first.wait(0)
        first.poll()
    first.close()
    assert len(read_journal(journal).results) == ended
    again = finish(Search(optuna_plan(), Simulated(), journal))
    assert outcomes(again) == outcomes(finish(Search(optuna_plan(), Simulated())))


@installed
@pytest.mark.parametrize("state", [PRUNED, DIVERGED, FAILED])
def test_trials_that_did_not_finish_are_told_as_well(state):
    workers = PretendedWorkers(4)
    search = Search(optuna_plan(), workers)
    search.poll()
    for number in range(4):
        accuracies = () if state == FAILED else (0.3,)
        workers.end(number, accuracies=accuracies, state=state)
        search.poll()
    assert len(workers.trials) == 4


@installed
def test_values_are_those_of_the_declared_settings():
    chosen = Optuna(optuna_plan()).choose(0, [])
    assert isinstance(chosen["batch"], int)
    assert chosen["lambda"] in (0.0, 0.25, 0.5, 0.75, 1.0)
    assert chosen["cost"] in ("quadratic", "cross-entropy")


@installed
def test_with_real_training_and_pruning_it_finds_a_good_trial():
    search = serial(optuna_plan(prune=True, base={"epochs": 4}))
    assert list(search.results) == list(range(12))


def test_without_optuna_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(extras, "EXTRAS", {"sweep": "no_such_library"})
    with pytest.raises(SearchError, match=r"extra sweep.*requirements-extras\.lock"):
        Search(optuna_plan(), PretendedWorkers())
