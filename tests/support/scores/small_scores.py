"""Scores, and sessions that hold some, for tests."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.commands.pages.perceptrons import LoadBench, SetBias, ShowStation
from engine.commands.scores import AddCue
from engine.commands.transport import Open
from engine.scores.stored_state import stored
from engine.session.session import Session
from engine.snapshots import Cue, CueWords

ID = "perceptrons"
TEXT = {
    "score": 1,
    "title": {"en": "Gates", "es": "Puertas"},
    "cues": [
        {
            "page": ID,
            "commands": [["ShowStation", {"station": "bench"}], ["LoadBench", {"name": name}]],
            "en": {"name": name},
            "es": {"name": name.upper()},
        }
        for name in ("nand", "adder")
    ],
}
"""A score as in a file: two cues."""


def cue(name: str = "one", **changes: Any) -> Cue:
    """Return a cue of the bench."""
    plain = Cue(0, ID, ID, ID, {"en": CueWords(name)})
    return replace(plain, **changes)


def session_with_cues(*names: str) -> Session:
    """Return a session with the bench of perceptrons, and a cue of each prepared circuit."""
    session = Session()
    session.apply(Open(ID, ID))
    session.apply(ShowStation(ID, "bench"))
    for name in names:
        session.apply(LoadBench(ID, name))
        session.apply(AddCue(ID, ID, name, "en"))
    finish(session)
    return session


def finish(session: Session, limit_s: float = 20.0) -> None:
    """Let a session do all it has to do; cues are brought meanwhile."""
    latest = time.perf_counter() + limit_s
    while session.advance(0.01):
        assert time.perf_counter() < latest, "the session does not come to rest"


def make_a_mess(session: Session, bias: float) -> None:
    """Change what is on the bench."""
    session.apply(LoadBench(ID, "nand"))
    session.apply(SetBias(ID, 3, bias))
    session.apply(ShowStation(ID, "sigmoid"))


def digest(session: Session, simulation_id: str = ID) -> str:
    """Return the digest of a simulation as it is now."""
    simulation = session._simulations[simulation_id]
    return stored(session._names[simulation_id], simulation.save()).digest()


def names(session: Session) -> list[str]:
    """Return the names of the cues, in order."""
    return [each.words_in("en").name for each in session.snapshot().score.cues]


def written(path: Path, text: object = TEXT) -> Path:
    """Write a score file; return its path."""
    path.write_text(json.dumps(text), "utf-8")
    return path
