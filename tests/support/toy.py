"""Small data and runs for tests."""

from __future__ import annotations

import numpy as np

from engine.data.examples import DataSet, Examples
from engine.runs.run import Run
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer


def toy_examples(count: int, *, features: int = 12, seed: int = 0) -> Examples:
    """Return learnable examples: the class is the place of the brightest of ten features."""
    generator = np.random.default_rng(seed)
    x = generator.random((count, features)).astype(np.float32)
    x[x < 0.3] = 0
    return Examples(x, x[:, :10].argmax(axis=1).astype(np.uint8))


def toy_data(count: int = 300, features: int = 12) -> DataSet:
    """Return a small data set in three parts."""
    training, validation, test = (
        toy_examples(n, features=features, seed=n) for n in (count, 100, 100)
    )
    return DataSet("toy", training, validation, test, rows=1, columns=features)


def toy_settings(**values: object) -> TrainingSettings:
    """Return settings of a small network; ``lambda_`` stands for λ."""
    values = {"layers": "12-8-10", "batch": 7, "epochs": 3, **values}
    if "lambda_" in values:
        values["lambda"] = values.pop("lambda_")
    return TrainingSettings.from_values(values)


def toy_run(*, count: int = 300, budget: int | None = None, **values: object) -> Run:
    """Return a recorded run that has not begun."""
    data = toy_data(count)
    recording = Recording() if budget is None else Recording(budget)
    return Run(Trainer(toy_settings(**values), data.training), data, recording=recording)
