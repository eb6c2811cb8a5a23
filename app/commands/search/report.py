"""Output of `search`: a line for each trial, a table of the best, and the JSON document."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from app.commands.output import Output, percent
from engine.exports.command_line import option
from engine.installation import program_words
from engine.search.eta_threshold import threshold, tried_etas
from engine.search.plan import SearchPlan
from engine.search.search import Search
from engine.search.trial import FINISHED, TrialResult
from engine.settings import SYMBOLS, short_text

SHOWN = 10
"""Rows of the table."""

THRESHOLD = "threshold"


def announce(output: Output, plan: SearchPlan, search: Search) -> None:
    """Print what is searched, and how much of it is there already."""
    space = " × ".join(dimension.text() for dimension in plan.space.dimensions)
    output.line(
        f"{plan.strategy}: {space}; at most {search.total:,} trials of {plan.base.epochs} epochs, "
        f"judged by validation accuracy; {plan.data.name}"
    )
    if search.results:
        output.line(f"{len(search.results):,} trials are in the journal already")


def trial_line(result: TrialResult) -> str:
    """Return the line of a trial."""
    said = ", ".join(short_text(name, value) for name, value in result.values.items())
    if result.best is None:
        return f"Trial {result.number}: {said}   {result.state} {result.reason}".rstrip()
    note = "" if result.state == FINISHED else f"   {result.state}"
    return (
        f"Trial {result.number}: {said}   validation {percent(result.score)} "
        f"(epoch {result.best.epoch}){note}"
    )


def report(output: Output, search: Search) -> None:
    """Print the table of the best trials, and how to train the first of them."""
    best = search.best(SHOWN)
    if search.plan.strategy == THRESHOLD:
        _report_threshold(output, search)
    elif not best:
        output.line("No trial has ended with a measure.")
    else:
        names = search.plan.space.names
        rows = [_head(names), *(_row(result, names) for result in best)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        output.line()
        for row in rows:
            output.line("  ".join(f"{text:>{n}}" for text, n in zip(row, widths, strict=True)))
    if best and search.plan.strategy != THRESHOLD:
        output.line()
        output.line(f"train the first: {best[0].command(search.plan)}")


def _report_threshold(output: Output, search: Search) -> None:
    largest = threshold(tried_etas(list(search.results.values())))
    if largest is None:
        output.line("The training cost fell at no η; look for another cause.")
    else:
        output.line(
            f"The training cost falls up to η {largest:g}; half of it, {largest / 2:g}, is a good "
            "start."
        )


def _head(names: tuple[str, ...]) -> list[str]:
    own = [SYMBOLS.get(name, name) for name in names]
    return ["trial", *own, "validation", "epoch", "test there", "digest"]


def _row(result: TrialResult, names: tuple[str, ...]) -> list[str]:
    best = result.best
    assert best is not None
    values = [result.values[name] for name in names]
    own = [f"{value:g}" if isinstance(value, float) else str(value) for value in values]
    test = percent(best.test_accuracy)
    digest = result.digest[:12]
    return [str(result.number), *own, percent(result.score), str(best.epoch), test, digest]


def resume_command(journal: Path) -> str:
    """Return the command line that goes on with a search."""
    return shlex.join([*program_words(), "search", *option("journal", journal)])


def document(search: Search) -> dict[str, Any]:
    """Return the JSON document of a search."""
    plan, best = search.plan, search.best(1)
    found: dict[str, Any] = {
        "search": plan.as_record(),
        "finished": search.finished,
        "trials": [result.as_record() for result in search.results.values()],
        "best": None,
    }
    if best:
        found["best"] = {
            **best[0].as_record(),
            "validation_accuracy": best[0].score,
            "command": best[0].command(plan),
        }
    if plan.strategy == THRESHOLD:
        found["threshold"] = threshold(tried_etas(list(search.results.values())))
    return found
