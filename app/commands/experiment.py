"""`experiment list` and `experiment run ID`: the book's results compared with ours."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.interruption import Interruption, interruptible
from app.commands.output import Output, complain, discard_output
from engine.atomic_files import check_writable
from engine.data.catalogue import load_data
from engine.experiments import EXPERIMENTS, PLANNED, find_experiment
from engine.experiments.experiment import (
    Experiment,
    Request,
    Result,
    number_text,
    rule_text,
    run_experiment,
)
from engine.experiments.own_results import made_folder
from engine.experiments.stored import (
    StoredResult,
    check_storable,
    load_results,
    results_path,
    store_result,
)
from engine.runs.headless_run import HeadlessRun
from engine.settings import Setting

SEED = Setting("seed", "Seed", 1, "int", low=0, high=2**31 - 1)
EPOCHS = Setting("epochs", "Epochs", 30, "int", low=1, high=10_000)


class _StoppedError(Exception):
    """Raised when a signal stopped the training of a network, after it was kept."""

    def __init__(self, interruption: Interruption) -> None:
        super().__init__(interruption.name)
        self.interruption = interruption


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions `list` and `run`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|run")
    listed = actions.add_parser("list", help="the experiments of the book")
    started = actions.add_parser("run", help="run one")
    started.add_argument("id", metavar="ID", help="such as 1.A")
    started.add_argument("--seed", default=SEED.default, help="default 1")
    started.add_argument("--epochs", help="fewer or more than in the book")
    started.add_argument("--data-dir", type=Path, metavar="FOLDER", help="where MNIST lies")
    started.add_argument(
        "--checkpoints",
        type=Path,
        metavar="FOLDER",
        help="keep every network there after each epoch and when stopped; the same command goes "
        "on from it",
    )
    started.add_argument(
        "--store", action="store_true", help="write the result among those shipped in assets"
    )
    for action in (listed, started):
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """List the experiments or run one; return the exit status.

    Raises
    ------
    EngineError
        If the experiment is unknown, not implemented yet, or its data are missing.
    """
    actions = {"list": _list, "run": _run}
    return actions[options.action](Output(options.json), options)


def _list(output: Output, options: argparse.Namespace) -> int:
    stored = load_results()
    for experiment in EXPERIMENTS:
        entry = stored.get(experiment.id)
        figure = experiment.book.text()
        output.line(f"{experiment.id}  {experiment.title:<44} the book: {figure}")
        if entry is not None:
            output.line(f"{'':<50} ours: {_stored_text(entry)}")
    output.line(f"Not built yet: {', '.join(PLANNED)}")
    built = [_record(experiment, stored.get(experiment.id)) for experiment in EXPERIMENTS]
    planned = [{"id": id_, "built": False, "book": None, "stored": None} for id_ in PLANNED]
    output.document([*built, *planned])
    return 0


def _record(experiment: Experiment, stored: StoredResult | None) -> dict[str, Any]:
    return {
        "id": experiment.id,
        "title": experiment.title,
        "settings": experiment.settings,
        "book": experiment.book.as_record(),
        "rule": rule_text(experiment.rule),
        "built": True,
        "measured": experiment.measured,
        "stored": None if stored is None else stored.summary(),
    }


def _stored_text(entry: StoredResult) -> str:
    return f"{number_text(entry.accuracy)} ({entry.which}, {entry.on} set, seed {entry.seed})"


def _run(output: Output, options: argparse.Namespace) -> int:
    experiment = find_experiment(options.id)
    if options.store:
        check_storable(experiment)
        load_results()
        made_folder(results_path().parent)
        check_writable(results_path())
    request = Request(
        seed=int(SEED.check(options.seed)),
        epochs=None if options.epochs is None else int(EPOCHS.check(options.epochs)),
        load=partial(load_data, data_dir=options.data_dir),
        clock=time.perf_counter,
        say=output.line,
        progress=output.progress,
        checkpoints=None if options.checkpoints is None else made_folder(options.checkpoints),
        stoppable=_stoppable,
    )
    output.line(f"{experiment.id} {experiment.title}")
    try:
        result = _measured(output, experiment, request)
    except _StoppedError as stopped:
        return _report_stop(output, request, stopped.interruption)
    output.clear()
    output.line(f"the book: {experiment.book.text()}")
    output.line(f"ours:     {result.text()}")
    output.line(f"{result.verdict()}   ({result.seconds:.1f} s)")
    if options.store:
        output.line(f"stored:   {_stored_text(store_result(result))}")
    output.document(result.as_record())
    return 0


def _measured(output: Output, experiment: Experiment, request: Request) -> Result:
    try:
        return run_experiment(experiment, request)
    except KeyboardInterrupt:
        if request.checkpoints is not None:
            output.line(f"Kept in {request.checkpoints}; the same command goes on from there.")
        raise


@contextmanager
def _stoppable(run: HeadlessRun) -> Iterator[None]:
    """Stop a run between two mini-batches at a signal; raise `_StoppedError` at the end then."""
    with interruptible(run) as interruption:
        try:
            yield
        except OSError:
            if not interruption.terminal_is_gone:
                raise
    if interruption.number:
        raise _StoppedError(interruption)


def _report_stop(output: Output, request: Request, interruption: Interruption) -> int:
    """Say where a stopped run is kept; return the exit status."""
    folder = request.checkpoints
    kept = "not kept (--checkpoints FOLDER keeps it)"
    if folder is not None:
        kept = f"kept in {folder}; the same command goes on from there"
    try:
        output.clear()
        complain(f"Stopped by {interruption.name}; the run is {kept}.")
    except OSError:
        if not interruption.terminal_is_gone:
            raise
        discard_output()
    return interruption.status


COMMAND = Command("experiment", "run the book's experiments", configure, run)
