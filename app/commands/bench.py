"""`bench window`: how fluent the window is on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from app.commands.command import Command, add_json
from app.commands.output import Output


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what can be measured."""
    parser.add_argument("what", choices=["window"], help="window: frames, pen, start-up")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Measure and print; return the exit status."""
    from app.bench_window import measure

    output = Output(options.json)
    figures = measure()
    for name, value in _leaves(figures):
        output.line(f"{name:<32} {value}")
    output.document(figures)
    return 0


def _leaves(figures: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", f"{value:.3g}" if isinstance(value, float) else value


COMMAND = Command("bench", "measure how fast it runs here", configure, run)
