"""How many processors are free, and that a network which takes them learns the same bits."""

from __future__ import annotations

import os

import pytest

from engine.execution.crews import together
from engine.execution.processors import (
    LARGEST,
    SHARE,
    free_processors,
    size_of,
    usable_processors,
)
from engine.training.trainer import Trainer
from tests.support.samples.convolutions import NETWORKS, compiled, examples, settings


@pytest.mark.parametrize(
    ("usable", "free"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 4), (64, 4)]
)
def test_a_processor_is_left_to_the_window(monkeypatch, usable, free):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(usable)), raising=False)
    assert usable_processors() == usable
    assert free_processors() == free


@pytest.mark.parametrize(("count", "usable"), [(8, 8), (1, 1), (None, 1)])
def test_where_nothing_limits_the_process_all_are_usable(monkeypatch, count, usable):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    assert usable_processors() == usable


@pytest.mark.parametrize(
    ("threads", "batch", "usable", "size"),
    [(1, 10, 4, 1), (2, 10, 4, 2), (256, 100, 4, 4), (3, 2, 4, 2), (256, 1000, 64, LARGEST)],
)
def test_a_crew_has_a_processor_and_an_example_for_each_thread(
    monkeypatch, threads, batch, usable, size
):
    monkeypatch.setattr("engine.execution.processors.usable_processors", lambda: usable)
    assert size_of(threads, batch) == size


@compiled
def test_a_trainer_takes_its_share_and_learns_the_same_bits(monkeypatch):
    monkeypatch.setattr("engine.execution.processors.usable_processors", lambda: 4)
    sizes, digests = [], set()

    def counted(call, crew):
        sizes.append(crew.parts)
        together(call, crew)

    monkeypatch.setattr("engine.execution.crews.together", counted)
    for share in (1, 3):
        monkeypatch.setattr(SHARE, "threads", share)
        trainer = Trainer(settings(NETWORKS[0], dropout=0.3), examples(NETWORKS[0]), 3)
        trainer.train(3)
        digests.add((trainer.state.step, trainer.network.digest()))
    assert set(sizes) == {1, 3}
    assert len(digests) == 1
