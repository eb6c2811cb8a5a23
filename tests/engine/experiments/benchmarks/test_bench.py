"""The benchmark reports every program, repeats short epochs and counts operations."""

import json

import numpy as np

from engine.experiments.benchmarks import bench
from engine.experiments.benchmarks.baselines import BASELINES
from engine.experiments.benchmarks.bench import (
    CONVOLUTION,
    CONVOLUTIONS,
    WORK,
    Work,
    flops,
    measure,
    peak_memory_mb,
)
from engine.networks.specification import parse_layers
from tests.support.samples.baselines import problem


def test_the_report_names_every_program_and_has_no_gaps(monkeypatch):
    monkeypatch.setattr(bench, "PEAK_SIDE", 100)
    monkeypatch.setattr(bench, "LEAST_S", 1e-9)
    monkeypatch.setattr(bench, "_digits", lambda count: problem(count))
    table = (
        Work("30-12-10", rivals=("numpy", "book"), examples=60),
        Work("2-4-2-1", batch=1, examples=200),
    )
    digits, toy = json.loads(json.dumps(list(measure(table))))
    assert set(digits["seconds"]) == {"ours", *BASELINES}
    assert digits["seconds"]["ours"] > 0
    assert digits["ratios"]["numpy"] > 0
    assert digits["ratios"]["pytorch"] is None
    assert toy["examples"] == 200
    assert set(toy["ratios"].values()) == {None}
    assert digits["threads"] == 1
    assert digits["share_of_limit"] > 0


def test_short_epochs_are_repeated_and_the_mean_is_reported(monkeypatch):
    class Counted:
        epochs = 0

        def epoch(self, order):
            self.epochs += 1

    program, clock = Counted(), iter(range(100))
    monkeypatch.setattr(bench, "LEAST_S", 4)
    monkeypatch.setattr(bench.time, "perf_counter", lambda: next(clock))
    assert bench._epoch_seconds(program, np.arange(3)) == 1
    assert program.epochs == 4


def test_the_table_shows_width_depth_and_mini_batch():
    layers = {work.layers for work in WORK}
    assert {"784-30-10", "784-100-10", "784-300-10", "784-100-100-100-10"} <= layers
    assert {work.batch for work in WORK if work.layers == "784-100-10"} == {1, 10, 100}
    assert {CONVOLUTION, CONVOLUTIONS} <= layers


def test_operations_are_counted_forward_back_and_in_the_update():
    assert flops(parse_layers("3-2")) == 2 * (6 + 6)
    assert flops(parse_layers("784-30-10")) == 2 * (2 * (784 * 30 + 300) + 300)
    assert flops(parse_layers("784-30-10"), 0.2) == 2 * (2 * (784 * 6 + 300) + 300)


def test_errors_of_a_maximum_are_counted_once_for_each_window():
    first, second, dense = 20 * 25 * 24**2, 40 * 20 * 25 * 8**2, 640 * 100 + 1000
    one, two = (parse_layers(layers, "log-likelihood") for layers in (CONVOLUTION, CONVOLUTIONS))
    wanted = first * 1.25 + 3 * (2880 * 100 + 1000)
    assert flops(one) == 2 * wanted
    assert flops(two) == 2 * (first * 1.25 + second * 1.5 + 3 * dense)


def test_peak_memory_is_that_of_a_python_process():
    most = peak_memory_mb()
    assert most is None or 20 < most < 100_000
