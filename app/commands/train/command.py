"""`train LAYERS`: trains a network, prints each epoch, saves and resumes runs."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.interruption import interruptible
from app.commands.output import Output, discard_output
from app.commands.train.options import add_setting
from app.commands.train.report import announce, announce_end, document, epoch_line, report
from app.commands.train.request import (
    DATA,
    STOP_AFTER,
    THREADS,
    Request,
    load,
    make_trainer,
    read_request,
)
from engine.data.fingerprint import fingerprint
from engine.runs.headless_run import HeadlessRun
from engine.runs.storage import save_run
from engine.training.settings import SETTINGS


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `train`."""
    parser.add_argument(
        "layers",
        nargs="*",
        metavar="LAYERS",
        help="784-30-10, or 28x28 dense100:relu softmax10; left out with --resume",
    )
    for setting in SETTINGS[1:]:
        add_setting(parser, setting)
    for setting in (DATA, THREADS):
        add_setting(parser, setting)
    parser.add_argument("--data-dir", type=Path, metavar="FOLDER", help="Where MNIST lies.")
    parser.add_argument(
        "--evaluate-on",
        metavar="DATA",
        help="Measure the test part of another data set, or the whole of a folder or a table.",
    )
    parser.add_argument("--stop-after", metavar="STEPS", help=STOP_AFTER.help)
    parser.add_argument("--save", type=Path, metavar="FILE", help="Write the run at the end.")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="Go on with a saved run.")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Train according to the options; return the exit status.

    Raises
    ------
    EngineError
        If an option or a file is rejected; nothing has been written then.
    """
    output = Output(options.json)
    request = read_request(options)
    data = load(request, output.counter("Reading pictures"))
    trainer = make_trainer(request, data)
    history = list(request.saved.history) if request.saved else []

    def progress(epoch: int, share: float) -> None:
        output.progress(f"Epoch {epoch}", share)

    run = HeadlessRun(
        trainer, data, clock=time.perf_counter, threads=request.threads, progress=progress
    )
    run.seconds = request.saved.seconds if request.saved else 0.0
    announce(output, request, data, trainer)
    announce_end(output, request, trainer)
    run.precompile()
    with interruptible(run) as interruption:
        unread = _train(run, request, output, history)
        if request.save is not None:
            save_run(request.save, trainer, _description(request, run), history)
    try:
        if unread is not None:
            raise unread
        output.clear()
        report(output, request, trainer, history, interruption)
        output.document(document(request, trainer, history))
    except OSError:
        if not interruption.terminal_is_gone:
            raise
        discard_output()
    return interruption.status


def _train(
    run: HeadlessRun, request: Request, output: Output, history: list[dict[str, Any]]
) -> OSError | None:
    """Train to the end or to a signal, adding every epoch to the history.

    Returns
    -------
    OSError or None
        Why the output could not be written: nobody reads it any more. What was learned is whole.
    """
    try:
        for epoch in run.epochs(request.stop_after):
            history.append(epoch.as_record())
            output.line(epoch_line(epoch, run.data))
    except OSError as error:
        return error
    return None


def _description(request: Request, run: HeadlessRun) -> dict[str, Any]:
    """Return what a resumed run needs: its data and their classes, the epoch's training time."""
    return {
        "data": request.data_place(),
        "data_dir": "" if request.data_dir is None else str(request.data_dir.absolute()),
        "evaluate_on": request.evaluate_on or "",
        "fingerprint": fingerprint(run.data.training),
        "names": run.data.names,
        "rows": run.data.rows,
        "columns": run.data.columns,
        "epoch_seconds": run.seconds,
    }


COMMAND = Command("train", "train a network", configure, run)
