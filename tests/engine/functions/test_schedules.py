"""Learning-rate schedules: factors by hand, and the memory of accuracies."""

from __future__ import annotations

import pytest

from engine.functions.schedules import BEST, FACTOR, SCHEDULE, WAITED, ends, new_memory, remember

PATIENCE = 4


@pytest.mark.parametrize(
    ("name", "factors"),
    [
        ("constant", (1.0, 1.0, 1.0)),
        ("inverse-time", (1.0, 0.5, 1 / 3)),
        ("exponential", (1.0, 0.5, 0.25)),
        ("halve-on-plateau", (1.0, 1.0, 1.0)),
        ("halve-and-stop", (1.0, 1.0, 1.0)),
    ],
)
def test_the_factor_after_multiples_of_the_patience(name, factors):
    found = [SCHEDULE[name].factor(epoch, PATIENCE, new_memory()) for epoch in (0, 4, 8)]
    assert found == pytest.approx(factors, rel=1e-15)


def test_the_rate_is_halved_whenever_the_patience_runs_out():
    memory, schedule, factors = new_memory(), SCHEDULE["halve-on-plateau"], []
    for accuracy in (0.5, *[0.4] * 9):
        remember(memory, schedule, PATIENCE, accuracy)
        factors.append(schedule.factor(0, PATIENCE, memory))
    assert factors == [1.0] * 4 + [0.5] * 4 + [0.25] * 2
    assert (memory[BEST], memory[WAITED]) == (0.5, 9)


def test_an_improvement_ends_the_wait_and_keeps_the_factor():
    memory, schedule = new_memory(), SCHEDULE["halve-on-plateau"]
    for accuracy in (0.5, 0.5, 0.5, 0.5, 0.5, 0.6):
        remember(memory, schedule, PATIENCE, accuracy)
    assert memory.tolist() == [0.5, 0.6, 0.0]


@pytest.mark.parametrize("name", ["constant", "inverse-time", "exponential"])
def test_other_schedules_count_the_wait_but_halve_nothing(name):
    memory = new_memory()
    for accuracy in (0.5, *[0.1] * 8):
        remember(memory, SCHEDULE[name], PATIENCE, accuracy)
    assert memory[FACTOR] == 1.0
    assert memory[WAITED] == 8


def test_a_run_ends_at_the_last_factor_or_when_early_stopping_has_waited():
    memory, stops, goes_on = new_memory(), SCHEDULE["halve-and-stop"], SCHEDULE["halve-on-plateau"]
    memory[WAITED] = PATIENCE
    assert ends(memory, goes_on, PATIENCE)
    assert not ends(memory, goes_on, 0)
    memory[FACTOR] = 1 / 64
    assert not ends(memory, stops, 0)
    memory[FACTOR] = 1 / 128
    assert ends(memory, stops, 0)
    assert not ends(memory, goes_on, 0)
