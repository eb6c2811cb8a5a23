"""A search under way: order, retries, groups, going on; with workers that only pretend."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import SettingError, StorageError
from engine.search.journal import read_journal
from engine.search.search import AHEAD, MOST_LOSSES, Search
from engine.search.trial import FAILED, PRUNED
from engine.search.workers.base import EpochEnded, Ready, TrialEnded, TrialLost
from tests.support.searches.small_searches import (
    PretendedWorkers,
    epoch,
    finish,
    outcomes,
    plan,
    result,
    serial,
)


@pytest.fixture
def workers():
    """Return two workers that pretend."""
    return PretendedWorkers()


def test_trials_are_handed_out_ahead_and_no_further(workers):
    search = Search(plan(), workers)
    assert list(workers.trials) == list(range(AHEAD * 2))
    assert not search.ready
    search.poll()
    assert search.ready


@settings(deadline=None)
@given(st.permutations(range(6)), st.integers(1, 6))
def test_results_stand_in_the_order_of_cells_whatever_ends_first(order, count):
    workers = PretendedWorkers(count)
    search = Search(plan(), workers)
    for number in order:
        if number in workers.trials:
            workers.end(number)
            search.poll()
    while not search.finished:
        workers.end(next(iter(workers.trials)))
        search.poll()
    assert list(search.results) == list(range(6))
    assert [each.values for each in search.results.values()] == [
        plan().space.cell(n) for n in range(6)
    ]


def test_epochs_of_running_trials_are_shown_until_they_end(workers):
    search = Search(plan(), workers)
    workers.coming += [EpochEnded(0, epoch(1, 0.4))]
    search.poll()
    assert search.running == {0: [epoch(1, 0.4)]}
    workers.end(0)
    search.poll()
    assert search.running == {}


def test_a_lost_trial_is_trained_again_from_its_start(workers):
    search = Search(plan(), workers)
    workers.trials.pop(1)
    workers.coming += [EpochEnded(1, epoch(1, 0.4)), TrialLost(1)]
    search.poll()
    assert 1 in workers.trials
    assert search.running == {}
    assert 1 not in search.results


def test_a_trial_that_kills_its_workers_counts_as_failed(workers, tmp_path):
    search = Search(plan(), workers, tmp_path / "journal")
    for _ in range(MOST_LOSSES):
        workers.coming += [TrialLost(1)]
        search.poll()
    assert search.results[1].state == FAILED
    assert str(MOST_LOSSES) in search.results[1].reason
    assert read_journal(tmp_path / "journal").results[1].state == FAILED
    search.close()


def test_a_result_that_comes_twice_counts_once(workers, tmp_path):
    search = Search(plan(), workers, tmp_path / "journal")
    workers.coming += [TrialEnded(result(0, plan().space.cell(0)))] * 2 + [TrialLost(0)]
    search.poll()
    search.close()
    assert len((tmp_path / "journal").read_text().splitlines()) == 2


def test_a_closed_search_closes_workers_and_journal(workers, tmp_path):
    search = Search(plan(), workers, tmp_path / "journal")
    search.close()
    assert workers.closed
    finish(Search(plan(), PretendedWorkersThatEnd(), tmp_path / "journal"))


class PretendedWorkersThatEnd(PretendedWorkers):
    """Workers that end each trial at once."""

    def wait(self, seconds):
        """End what is there."""
        self.end(*list(self.trials))


@pytest.mark.parametrize("ended", [0, 1, 4, 6])
def test_a_search_goes_on_after_what_is_in_its_journal(tmp_path, ended):
    journal, workers = tmp_path / "journal", PretendedWorkers()
    first = Search(plan(), workers, journal)
    first.poll()
    for number in range(ended):
        workers.end(number)
        first.poll()
    first.close()
    again = PretendedWorkersThatEnd()
    second = Search(plan(), again, journal)
    assert list(second.results) == list(range(ended))
    assert not set(again.trials) & set(range(ended))
    assert list(finish(second).results) == list(range(6))
    assert sorted(read_journal(journal).results) == list(range(6))


def test_a_journal_with_other_values_of_a_trial_is_refused(tmp_path, workers):
    journal = tmp_path / "journal"
    search = Search(plan(), workers, journal)
    workers.coming += [TrialEnded(result(0, {"eta": 77.0, "lambda": 0.0}))]
    search.poll()
    search.close()
    with pytest.raises(StorageError, match="trial 0"):
        Search(plan(), PretendedWorkers(), journal)
    Search(plan(), PretendedWorkers(), tmp_path / "other").close()


def test_with_pruning_a_trial_waits_for_the_group_before_it(workers):
    search = Search(plan("eta=log:0.1:10:12", prune=True, together=5), workers)
    search.poll()
    for number in (0, 1, 2, 4):
        workers.end(number)
        search.poll()
    assert list(workers.trials) == [3], "trial 5 waits for trial 3"
    workers.end(3)
    search.poll()
    assert sorted(workers.trials) == [5, 6, 7, 8]
    assert workers.trials[5].floors == (-1.0, 0.6)


def test_pruned_trials_set_no_floors(workers):
    search = Search(plan("eta=log:0.1:10:12", prune=True, together=5), workers)
    search.poll()
    for number in range(5):
        workers.end(number, state=PRUNED)
        search.poll()
    assert workers.trials[5].floors == ()


def test_pruning_gives_the_same_results_for_any_number_of_workers():
    wanted = plan("eta=log:0.001:10:6", "lambda=0,1,100", prune=True, base={"epochs": 4})
    one = serial(wanted)
    assert PRUNED in {each.state for each in one.results.values()}
    assert outcomes(serial(wanted)) == outcomes(one)


def test_the_best_are_sorted_and_of_equals_the_first_comes_first(workers):
    search = Search(plan(), workers)
    for number, accuracy in enumerate((0.5, 0.9, 0.9, 0.1)):
        workers.end(number, accuracies=(accuracy,))
    search.poll()
    assert [each.number for each in search.best()] == [1, 2, 0, 3]
    assert [each.number for each in search.best(1)] == [1]


def test_a_plan_that_is_refused_makes_no_journal(tmp_path, workers):
    with pytest.raises(SettingError):
        Search(plan("eta=log:0.1:1"), workers, tmp_path / "journal")
    with pytest.raises(SettingError):
        Search(replace(plan(), trials=0), workers, tmp_path / "journal")
    assert list(tmp_path.iterdir()) == []


def test_data_are_compared_before_the_first_result(workers, tmp_path):
    search = Search(plan(), workers, tmp_path / "journal")
    search.poll()
    search.close()
    other = PretendedWorkers()
    other.coming = [Ready("others")]
    search = Search(plan(), other, tmp_path / "journal")
    with pytest.raises(StorageError, match="other examples"):
        search.poll()
    search.close()
