"""Which key frames a document keeps: as many as fit, evenly spread, both ends in any case."""

from __future__ import annotations

from collections import Counter

from engine.training.states import State

FRAMES_BYTES = 64 * 2**20
"""Bytes that the key frames of a document take together."""

MOST_FRAMES = 256
"""Key frames of one run: what lies between is computed again."""


def thinned(films: list[tuple[State, ...]], most_bytes: int) -> list[tuple[State, ...]]:
    """Return the key frames of several runs, so that all together take few bytes.

    A key frame that runs share counts once. Runs that are small enough stay as they are.

    Parameters
    ----------
    films : list of tuple of State
        In the order of their steps, one tuple a run.
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
    # the last one is the end of the run: from nowhere else is it so near
    return (*film[:-1:2], film[-1])
