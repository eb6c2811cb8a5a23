"""Selection of a document's key frames: evenly spread, as many as fit, ends always kept."""

from __future__ import annotations

from collections import Counter

from engine.training.states import State

FRAMES_BYTES = 64 * 2**20
"""Limit of all key frames of a document together, in bytes."""

MOST_FRAMES = 256
"""Most key frames of one run; steps between them are replayed."""


def thinned(films: list[tuple[State, ...]], most_bytes: int) -> list[tuple[State, ...]]:
    """Return the key frames of several runs, thinned to a limit of bytes.

    Key frames shared by runs count once. The run with the most key frames is thinned first,
    down to two each.

    Parameters
    ----------
    films : list of tuple of State
        One tuple per run, in the order of its steps.
    """
    kept = [_at_most(film, MOST_FRAMES) for film in films]
    owners = Counter(id(frame) for film in kept for frame in film)
    total = sum({id(frame): frame.nbytes for film in kept for frame in film}.values())
    while total > most_bytes:
        longest = max(range(len(kept)), key=lambda number: len(kept[number]))
        film = kept[longest]
        if len(film) <= 2:
            break
        kept[longest] = _every_other(film)
        left = {id(frame) for frame in kept[longest]}
        for frame in film:
            if id(frame) not in left:
                owners[id(frame)] -= 1
                total -= frame.nbytes if not owners[id(frame)] else 0
    return kept


def _at_most(film: tuple[State, ...], most: int) -> tuple[State, ...]:
    while len(film) > most:
        film = _every_other(film)
    return film


def _every_other(film: tuple[State, ...]) -> tuple[State, ...]:
    # keep the end of the run: without it the last steps would have to be replayed
    return (*film[:-1:2], film[-1])
