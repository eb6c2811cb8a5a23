"""`experiment list` and `experiment run ID`: the book's numbers beside ours."""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.data.catalogue import load_data
from engine.experiments import EXPERIMENTS, PLANNED, find_experiment
from engine.experiments.experiment import Request, rule_text, run_experiment
from engine.parameters import Parameter

SEED = Parameter("seed", "Seed", 1, "int", low=0, high=2**31 - 1)
EPOCHS = Parameter("epochs", "Epochs", 30, "int", low=1, high=100_000)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add `list` and `run`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|run")
    listed = actions.add_parser("list", help="the experiments of the book")
    started = actions.add_parser("run", help="run one")
    started.add_argument("id", metavar="ID", help="such as 1.A")
    started.add_argument("--seed", default=SEED.default, help="default 1")
    started.add_argument("--epochs", help="fewer or more than in the book")
    started.add_argument("--data-dir", type=Path, metavar="FOLDER", help="where MNIST lies")
    for action in (listed, started):
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """List the experiments or run one; return the exit status.

    Raises
    ------
    EngineError
        If the experiment is unknown, not built yet, or its data are missing.
    """
    actions = {"list": _list, "run": _run}
    actions[options.action](Output(options.json), options)
    return 0


def _list(output: Output, options: argparse.Namespace) -> None:
    for experiment in EXPERIMENTS:
        figure = experiment.book.text()
        output.line(f"{experiment.id}  {experiment.title:<44} the book: {figure}")
    output.line(f"Not built yet: {', '.join(PLANNED)}")
    built = [
        {
            "id": experiment.id,
            "title": experiment.title,
            "settings": experiment.settings,
            "book": experiment.book.as_record(),
            "rule": rule_text(experiment.rule),
            "built": True,
            "measured": experiment.measured,
        }
        for experiment in EXPERIMENTS
    ]
    output.document([*built, *({"id": id_, "built": False} for id_ in PLANNED)])


def _run(output: Output, options: argparse.Namespace) -> None:
    experiment = find_experiment(options.id)
    request = Request(
        seed=int(SEED.check(options.seed)),
        epochs=None if options.epochs is None else int(EPOCHS.check(options.epochs)),
        load=partial(load_data, data_dir=options.data_dir),
        clock=time.perf_counter,
        say=output.line,
        progress=output.progress,
    )
    output.line(f"{experiment.id} {experiment.title}")
    result = run_experiment(experiment, request)
    output.clear()
    output.line(f"the book: {experiment.book.text()}")
    output.line(f"ours:     {result.text()}")
    output.line(f"{result.verdict()}   ({result.seconds:.1f} s)")
    output.document(result.as_record())


COMMAND = Command("experiment", "run the book's experiments", configure, run)
