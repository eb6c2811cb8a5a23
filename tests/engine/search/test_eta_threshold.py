"""The book's procedure for η: powers of ten, then finer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.search.eta_threshold import SPACE, Threshold, cost_falls, count, next_eta, threshold
from engine.search.plan import SearchData
from engine.search.trial import DIVERGED
from engine.training.epoch_summary import EpochSummary
from tests.support.searches.small_searches import plan, result, serial


def tried(largest):
    """Return what is tried if the cost falls up to an η."""
    found = []
    while (eta := next_eta(found)) is not None:
        found.append((eta, eta <= largest))
        assert len(found) <= count(plan())
    return found


def test_the_book_s_own_search_goes_up_and_is_refined_to_a_half():
    assert [eta for eta, _ in tried(0.6)] == [0.01, 0.1, 1.0, 0.5]
    assert threshold(tried(0.6)) == 0.5


def test_it_goes_down_where_the_first_is_too_large():
    assert [eta for eta, _ in tried(0.00025)] == [0.01, 0.001, 0.0001, 0.0005, 0.0002]
    assert threshold(tried(0.00025)) == 0.0002


@pytest.mark.parametrize("largest", [0.0, 1e6])
def test_it_gives_up_at_the_ends_of_what_may_be_tried(largest):
    assert len(tried(largest)) == 6


@given(st.floats(2e-7, 900))
def test_what_it_finds_is_at_most_the_largest_and_more_than_half_of_a_fifth_of_it(largest):
    found = threshold(tried(largest))
    assert found <= largest < found * 2.5 * 1.001


def test_the_cost_has_to_fall_in_every_epoch_of_a_whole_run():
    def of(*costs, state="finished"):
        epochs = tuple(EpochSummary(n, c, 0.5, 0.5, 0.5, 0.0) for n, c in enumerate(costs, 1))
        return result(0, state=state).__class__(0, {}, state, epochs)

    assert cost_falls(of(3.0, 2.0, 1.0))
    assert not cost_falls(of(3.0, 1.0, 2.0))
    assert not cost_falls(of(3.0))
    assert not cost_falls(of(3.0, 2.0, state=DIVERGED))


def test_as_a_strategy_it_trains_one_eta_after_the_other():
    wanted = plan_of_threshold()
    search = serial(wanted)
    etas = [each.values["eta"] for each in search.results.values()]
    assert etas[0] == 0.01
    assert len(etas) == len(set(etas)) >= 2
    assert search.finished


def plan_of_threshold():
    """Return a search for the threshold on XOR."""
    return replace(plan(), strategy="threshold", space=SPACE)


def test_two_epochs_are_too_few():
    with pytest.raises(SettingError, match="3 or more epochs"):
        Threshold(plan(base={"epochs": 2}))


@pytest.mark.slow
@pytest.mark.mnist
def test_on_mnist_it_finds_the_book_s_threshold(mnist_dir):
    """Nielsen (2015), ch. 3: order of magnitude 0.1, refined 0.5 (3.T)."""
    base = {"layers": "784-30-10", "lambda": 5.0, "epochs": 3}
    wanted = replace(plan_of_threshold(), base=plan(base=base).base)
    wanted = replace(wanted, data=SearchData("mnist", str(mnist_dir)))
    found = threshold([(r.values["eta"], cost_falls(r)) for r in serial(wanted).results.values()])
    assert found == 0.5
