"""Recording of the runs shipped in ``assets/runs/`` for scrubbing.

::

    python -m engine.experiments.record 6.D --data-dir DIR --save assets/runs/6.D.safetensors

trains an experiment of the book and writes the measures of every epoch, costs on validation and
test pictures among them, and frames of the weights after selected epochs. It takes as long as
the training.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.atomic_files import check_writable
from engine.data.catalogue import load_data
from engine.data.examples import DataSet
from engine.errors import EngineError
from engine.experiments.courses import SAMPLE, epoch_text
from engine.runs.headless_run import HeadlessRun
from engine.runs.recorded_runs import HELD_OUT, RecordedRun, encode, save_recorded
from engine.settings import Value
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

logger = logging.getLogger(__name__)

MAPS = "28x28 conv20@5:sigmoid pool2"
SOFTMAX: Mapping[str, Value] = {"cost": "log-likelihood", "eta": 0.1, "epochs": 60}
SMALL_DATA: Mapping[str, Value] = {
    "layers": "784-30-10",
    "initialiser": "normal",
    "eta": 0.5,
    "train_size": 1_000,
    "epochs": 400,
}
EVERY = range(0, 61)
THINNED = (*range(0, 21), *range(30, 401, 10))
"""Epochs with a frame: weights change much in the first epochs, little in the last hundred."""


@dataclass(frozen=True, slots=True)
class ToRecord:
    """Definition of a run to record.

    Attributes
    ----------
    settings : Mapping
    epochs : sequence of int
        Epochs after which a frame is kept; 0 is the untrained network.
    """

    settings: Mapping[str, Value]
    epochs: Sequence[int]


RUNS: Mapping[str, ToRecord] = {
    "1.A": ToRecord(
        {
            "layers": "784-30-10",
            "cost": "quadratic",
            "initialiser": "normal",
            "eta": 3.0,
            "epochs": 30,
        },
        range(0, 31),
    ),
    "3.D": ToRecord(SMALL_DATA, THINNED),
    "3.F": ToRecord({**SMALL_DATA, "lambda": 0.1}, THINNED),
    "6.B": ToRecord({**SOFTMAX, "layers": f"{MAPS} dense100:sigmoid softmax10"}, EVERY),
    "6.D": ToRecord(
        {**SOFTMAX, "layers": f"{MAPS} conv40@5:sigmoid pool2 dense100:sigmoid softmax10"}, EVERY
    ),
}
"""Shipped runs by the experiment's ID.  Nielsen (2015), ch. 1, 3 and 6."""


def record(name: str, chosen: ToRecord, data: DataSet) -> RecordedRun:
    """Train a run and record it."""
    settings = TrainingSettings.from_values(chosen.settings)
    trainer = Trainer(settings, data.training, data.classes)
    run = HeadlessRun(trainer, data, clock=time.perf_counter, sample=SAMPLE)
    run.precompile()
    frames, results, costs = [encode(0, trainer.state.parameters)], [], []
    for result in run.epochs():
        results.append(result)
        costs.append([run.scores[part].cost for part in HELD_OUT])
        logger.info("%s", epoch_text(result, len(data.test)))
        if result.epoch in chosen.epochs:
            frames.append(encode(result.epoch, trainer.state.parameters))
    return RecordedRun(name, data.name, settings, tuple(results), tuple(frames), np.array(costs))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m engine.experiments.record")
    parser.add_argument("run", choices=RUNS, help="ID of the experiment")
    parser.add_argument("--data-dir", type=Path, help="folder with MNIST")
    parser.add_argument("--save", type=Path, required=True, help="the file to write")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        check_writable(options.save)
        data = load_data("mnist", data_dir=options.data_dir)
        save_recorded(options.save, record(options.run, RUNS[options.run], data))
    except EngineError as error:
        logger.error("%s", error)
        return error.exit_status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
