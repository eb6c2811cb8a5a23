"""`score list` and `score replay FILE`: lecture scores, and a digest of the state of each cue."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.documents.files import read_document
from engine.documents.schema import decode
from engine.errors import ScoreError
from engine.scores.document import score_of
from engine.scores.shipped import ScoreFile, read_score, shipped_names
from engine.scores.stored_state import StoredState, settle, stored
from engine.snapshots import Cue

LANGUAGE = "en"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions `list` and `replay`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|replay")
    listed = actions.add_parser("list", help="the shipped scores and their cues")
    replayed = actions.add_parser("replay", help="bring every cue; print a digest of each")
    replayed.add_argument(
        "file", nargs="?", metavar="FILE", help="a shipped score, a score's JSON or a document"
    )
    replayed.add_argument("--all", action="store_true", help="all shipped scores")
    for action in (listed, replayed):
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """List the shipped scores or replay some; return the exit status.

    Raises
    ------
    EngineError
        If a score cannot be read or a cue cannot be brought.
    """
    actions = {"list": _list, "replay": _replay}
    return actions[options.action](Output(options.json), options)


def _list(output: Output, options: argparse.Namespace) -> int:
    records = []
    for name in shipped_names():
        score = read_score(name)
        cues = [instruction.cue for instruction in score.instructions]
        minutes = sum(cue.seconds for cue in cues) / 60
        output.line(f"{name}  {score.title[LANGUAGE]} ({minutes:.0f} min)")
        for cue in cues:
            output.line(f"  {cue.id}  {cue.page:<13} {cue.words_in(LANGUAGE).name}")
        records.append(_record(name, score))
    output.document(records)
    return 0


def _record(name: str, score: ScoreFile) -> dict[str, Any]:
    cues = [
        {"page": each.cue.page, "name": each.cue.words_in(LANGUAGE).name}
        for each in score.instructions
    ]
    return {"score": name, "title": score.title, "cues": cues}


def _replay(output: Output, options: argparse.Namespace) -> int:
    names = shipped_names() if options.all else (options.file,)
    if None in names:
        raise ScoreError("expected a score to replay, got none; name a file or say --all")
    records = []
    for name in names:
        output.line(name)
        for cue, state in _cues(name):
            record = _replayed(cue, state())
            output.line(f"  {cue.id}  {record['digest'][:16]}  {record['name']}")
            records.append({"score": name, **record})
    output.document(records)
    return 0


def _cues(name: str) -> Iterator[tuple[Cue, Callable[[], StoredState]]]:
    """Yield the cues of a score, with what builds or returns their stored states."""
    if not name.endswith(".nabla"):
        for each in read_score(name).instructions:
            yield each.cue, partial(each.build, time.perf_counter)
        return
    document, arrays = decode(read_document(Path(name)))
    score, _, _ = score_of(document.score, arrays)
    for cue in score.cues:
        yield cue, score.states[cue.id].result


def _replayed(cue: Cue, state: StoredState) -> dict[str, Any]:
    """Restore a state; return the digest of what was restored, and how long that took."""
    began = time.perf_counter()
    simulation = state.restored(time.perf_counter)
    settle(simulation)
    seconds = time.perf_counter() - began
    try:
        digest = stored(cue.simulation, simulation.save()).digest()
    finally:
        simulation.close()
    return {
        "cue": cue.id,
        "page": cue.page,
        "name": cue.words_in(LANGUAGE).name,
        "digest": digest,
        "as_stored": digest == state.digest(),
        "seconds": seconds,
    }


COMMAND = Command("score", "replay lecture scores", configure, run)
