"""`search LAYERS`: trains many networks, in processes or on a cluster, and names the best."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.interruption import Interruption, interruptible
from app.commands.output import Output, complain, discard_output
from app.commands.search.report import announce, document, report, resume_command, trial_line
from app.commands.search.request import Request, read_request
from app.commands.train.options import add_setting
from app.commands.train.request import DATA
from engine.installation import program_text
from engine.search.plan import TOGETHER, TRIALS
from engine.search.search import Search
from engine.search.strategies import STRATEGIES
from engine.search.workers.making import make_workers
from engine.search.workers.places import WORKERS
from engine.training.settings import SETTINGS

WAIT_S = 0.2
"""Longest wait for a worker, so that a signal is noticed."""

EXAMPLES = """examples:
  python3 main.py search 2-4-2-1 --data xor --epochs 5 \\
      --set eta=log:0.01:10:20 --set lambda=linear:0:1:20 --workers 2
  python3 main.py search 784-30-10 --data mnist --epochs 10 \\
      --set eta=log:0.01:10 --set lambda=0,1,5 --strategy random --trials 30 \\
      --workers 2 --journal search.jsonl
  python3 main.py search --journal search.jsonl --workers 2     (goes on with it)
  python3 main.py search 784-30-10 --epochs 3 --strategy threshold

--set takes a list (lambda=0,1,5), a range (eta=log:0.01:10, lambda=linear:0:5), or a
range with a count of values (eta=log:0.01:10:20). Trials are judged by the best
validation accuracy of their epochs, never by the test set."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `search`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES.replace("python3 main.py", program_text())
    parser.add_argument("layers", nargs="*", metavar="LAYERS", help="the network, as for `train`")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="SETTING=VALUES",
        help="a setting to search, once for each; see the examples",
    )
    known = "; ".join(f"{strategy.name}: {strategy.help}" for strategy in STRATEGIES)
    parser.add_argument("--strategy", metavar="NAME", help=f"{known} (default grid)")
    parser.add_argument(
        "--trials", metavar="N", help=f"Trials, but for a grid. (default {TRIALS.default})"
    )
    parser.add_argument(
        "--prune", action="store_true", help="Stop trials that are behind the median."
    )
    parser.add_argument(
        "--together", metavar="N", help=f"{TOGETHER.help} (default {TOGETHER.default})"
    )
    parser.add_argument(
        "--workers", metavar="N", help=f"{WORKERS.help} (default {WORKERS.default})"
    )
    parser.add_argument(
        "--journal", type=Path, metavar="FILE", help="Keep results there; goes on with those in it."
    )
    _add_cluster(parser)
    for setting in SETTINGS[1:]:
        add_setting(parser, setting)
    add_setting(parser, DATA)
    parser.add_argument("--data-dir", type=Path, metavar="FOLDER", help="Where MNIST lies.")
    add_json(parser)


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="a Dask scheduler: tcp://127.0.0.1:8786, tls://host:8786, or local (extra cluster)",
    )
    for name, what in (
        ("--tls-ca", "certificate of the authority"),
        ("--tls-cert", "certificate of this machine"),
        ("--tls-key", "its private key"),
    ):
        parser.add_argument(name, type=Path, metavar="FILE", help=f"{what}, for tls:// addresses")


def run(options: argparse.Namespace) -> int:
    """Search according to the options; return the exit status.

    Raises
    ------
    EngineError
        If an option, the data or the journal is refused, or workers are lost for good.
    """
    output = Output(options.json)
    request = read_request(options)
    workers = make_workers(request.plan, request.place)
    search = Search(request.plan, workers, request.journal)
    driven = _Driven(search, output)
    try:
        announce(output, request.plan, search)
        with interruptible(driven) as interruption:
            driven.run()
    finally:
        search.close()
    _end(output, request, search, interruption)
    return interruption.status


class _Driven:
    """A search that is polled until it is finished or stopped."""

    def __init__(self, search: Search, output: Output) -> None:
        self.stop = False
        self._search, self._output = search, output
        self._shown = set(search.results)

    def run(self) -> None:
        """Poll to the end or to a signal, and print each trial."""
        search, output = self._search, self._output
        while not (search.finished or self.stop):
            if search.poll():
                self._show()
            said = "Trials" if search.ready else "Loading data and kernels"
            output.progress(said, len(search.results) / search.total)
            if not search.finished:
                search.wait(WAIT_S)

    def _show(self) -> None:
        for number, result in self._search.results.items():
            if number not in self._shown:
                self._shown.add(number)
                self._output.line(trial_line(result))


def _end(output: Output, request: Request, search: Search, interruption: Interruption) -> None:
    try:
        output.clear()
        report(output, search)
        output.document(document(search))
        if interruption.number:
            kept = (
                f"go on with: {resume_command(request.journal)}"
                if request.journal
                else "nothing is kept (--journal FILE keeps it)"
            )
            complain(
                f"Stopped by {interruption.name} after {len(search.results)} of {search.total} "
                f"trials; {kept}"
            )
    except OSError:
        if not interruption.terminal_is_gone:
            raise
        discard_output()


COMMAND = Command("search", "search hyper-parameters", configure, run)
