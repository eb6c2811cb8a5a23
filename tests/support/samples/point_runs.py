"""Runs on points of the plane, with everything that may be set."""

from typing import Any

from engine.data.points.toys import toy_data_set
from engine.runs.run import Run
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

CASES: tuple[dict[str, Any], ...] = (
    {},
    {"layers": "2-16-16-1", "optimiser": "momentum", "momentum": 0.7},
    {"layers": "2 dense5:tanh dense3:relu dense1", "optimiser": "nesterov", "momentum": 0.5},
    {"lambda": 0.3, "dropout": 0.2, "batch": 7},
    {"lambda": 0.1, "regulariser": "l1", "cost": "quadratic"},
    {"schedule": "halve-on-plateau", "patience": 2},
    {"schedule": "halve-and-stop", "patience": 1, "eta": 1e-4},
    {"schedule": "exponential", "patience": 5},
    {"early_stopping": True, "patience": 4, "eta": 0.01},
    {"data": "three-clusters", "layers": "2-4-3"},
    {"data": "three-clusters", "layers": "2 dense4:leaky-relu softmax3", "cost": "log-likelihood"},
)


def run_of(given_settings, recording=True):
    """Return a run on spirals, or on the named data, that has not begun."""
    values = {"layers": "2-4-2-1", "epochs": 40, **given_settings}
    data = toy_data_set(values.pop("data", "spirals"), 90, 1, single_output=True)
    chosen = TrainingSettings.from_values(values)
    trainer = Trainer(chosen, data.training, data.classes)
    return Run(trainer, data, recording=Recording() if recording else None)


def finish(run, batches):
    """Let a run go on to its end, so many mini-batches at a time."""
    for _ in range(10_000):
        if run.finished:
            return run
        run.advance(batches)
    raise AssertionError("the run never ends")
