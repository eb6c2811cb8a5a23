"""Strategies: which values a trial gets, and that nothing but the seed matters."""

from __future__ import annotations

import pytest

from engine.errors import SettingError
from engine.search.strategies import STRATEGIES, STRATEGY
from tests.support.searches.small_searches import plan

CONTINUOUS = ("eta=log:0.01:10", "batch=linear:1:100", "cost=quadratic,cross-entropy")


def chosen(wanted, count=1000):
    """Return the values of the first trials."""
    chooser = STRATEGY[wanted.strategy].make(wanted)
    found = []
    for number in range(count):
        values = chooser.choose(number, [])
        if values is None:
            break
        found.append(dict(values))
    return found


def test_a_grid_has_every_cell_once_in_order():
    wanted = plan()
    assert chosen(wanted) == [wanted.space.cell(n) for n in range(6)]


def test_random_cells_are_all_cells_in_another_order():
    wanted = plan("eta=log:0.1:10:10", "lambda=linear:0:1:10", strategy="random", trials=500)
    cells = [tuple(each.values()) for each in chosen(wanted)]
    assert len(cells) == len(set(cells)) == 100
    assert cells != sorted(cells)


def test_more_random_trials_only_lengthen_the_list():
    few, many = (chosen(plan(*CONTINUOUS, strategy="random", trials=n)) for n in (5, 50))
    assert many[:5] == few


def test_random_values_of_a_log_range_are_uniform_in_their_logarithm():
    etas = sorted(each["eta"] for each in chosen(plan(*CONTINUOUS, strategy="random", trials=300)))
    assert etas[150] == pytest.approx(0.316, rel=0.5)
    assert all(
        isinstance(each["batch"], int)
        for each in chosen(plan(*CONTINUOUS, trials=3, strategy="random"))
    )


def test_another_seed_draws_other_values():
    one, two = (
        chosen(plan(*CONTINUOUS, strategy="random", trials=5, base={"seed": seed}))
        for seed in (1, 2)
    )
    assert one != two


def test_a_grid_needs_counts_and_a_limit():
    with pytest.raises(SettingError, match=r"eta=log:0\.01:10:10"):
        STRATEGY["grid"].check(plan("eta=log:0.01:10"))
    with pytest.raises(SettingError, match="at most 10000 cells"):
        STRATEGY["grid"].check(plan("eta=log:0.1:1:200", "lambda=linear:0:1:200"))


def test_the_threshold_searches_its_own_space_alone():
    own = STRATEGY["threshold"].space
    assert own is not None
    assert own.names == ("eta",)
    with pytest.raises(SettingError, match="leave them out"):
        STRATEGY["threshold"].check(plan())


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda each: each.name)
def test_every_strategy_says_what_it_does(strategy):
    assert strategy.help
    assert STRATEGY[strategy.name] is strategy
