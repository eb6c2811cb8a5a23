"""`bench`: benchmark of the window's frames and of training speed on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext

from app.commands.command import Command, add_json
from app.commands.output import Output


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bench`."""
    parser.add_argument(
        "what",
        choices=list(WHAT),
        help="window: frames, pen, start-up; engine: training; film: a GIF",
    )
    parser.add_argument(
        "--busy", action="store_true", help="measure beside a second process that never rests"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Measure and print the results; return the exit status."""
    from app.automation.busy_process import busy_process

    with busy_process() if options.busy else nullcontext():
        WHAT[options.what](Output(options.json))
    return 0


def _window(output: Output) -> None:
    from app.automation.window_benchmark import measure

    figures = measure()
    for name, value in _leaves(figures):
        output.line(f"{name:<32} {value}")
    output.document(figures)


def _engine(output: Output) -> None:
    from engine.experiments.benchmarks.bench import measure

    rows = []
    for row in measure():
        rows.append(row)
        output.line(f"{row['work']}:")
        for name, value in _leaves({key: row[key] for key in row if key != "work"}):
            output.line(f"  {name:<32} {value}")
    output.document(rows)


def _film(output: Output) -> None:
    from app.automation.film_benchmark import measure

    figures = measure()
    for name, value in _leaves(figures):
        output.line(f"{name:<32} {value}")
    output.document(figures)


WHAT: dict[str, Callable[[Output], None]] = {"window": _window, "engine": _engine, "film": _film}


def _leaves(figures: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", f"{value:.3g}" if isinstance(value, float) else value


COMMAND = Command("bench", "measure how fast it runs here", configure, run)
