"""The session's lecture score: its edits, and bringing cues that were prepared ahead."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from engine.commands.scores import (
    AddCue,
    AnswerCue,
    EditCue,
    GoToCue,
    MoveCue,
    NextCue,
    OpenScore,
    PreviousCue,
    RemoveCue,
    ReturnToCue,
)
from engine.data.examples import DataSet
from engine.errors import EngineError, ScoreError
from engine.scores.document import ScoreContent, score_content
from engine.scores.score import Score
from engine.scores.shipped import read_score
from engine.scores.stored_state import StoredState, settle, stored
from engine.simulations.simulation import Inverse, Simulation, putting
from engine.snapshots import Cue, CueWords, Message, ScoreView, Status

OWNER = "score"
"""Owner of the edits of a score in the undo history."""

OPENED = Message("open a score")
"""Name of the edit that opens a score."""

THREADS = {"restoring": 2}
"""Threads of a kind of work, else one: the cue that is there waits for no other one."""

LONGEST_SETTLING_S = 20.0
"""Longest time that a prepared simulation replays ahead."""


class ScoreKeeper:
    """Keeps the score of a session; stored states are restored on a thread of its own.

    Next cue and current cue are restored ahead, so going on and coming back take no time.

    Parameters
    ----------
    clock : callable
        Passed to new simulations.

    Attributes
    ----------
    score : Score
    handlers : mapping
        Handler of each command but `AddCue` and `LeaveScore`: returns an inverse or None.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.score = Score()
        self.current = self.awaited = self._arrivals = 0
        self.answers: dict[int, tuple[float, ...]] = {}
        self._clock = clock
        self._closed = threading.Event()
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._prepared: dict[int, tuple[Future[StoredState], Future[Simulation]]] = {}
        self.handlers: dict[type, Callable[[Any], Inverse | None]] = {
            OpenScore: self._open,
            EditCue: self._edit,
            MoveCue: self._move,
            RemoveCue: self._remove,
            AnswerCue: self._answer,
            GoToCue: lambda command: self._go(command.cue),
            NextCue: lambda command: self._go_by(1),
            PreviousCue: lambda command: self._go_by(-1),
            ReturnToCue: lambda command: self._go_by(0),
        }

    @property
    def busy(self) -> bool:
        """Whether a cue is being built, captured, prepared or brought."""
        building = any(not state.done() for state in self.score.states.values())
        preparing = any(not made.done() for _, made in self._prepared.values())
        return building or preparing or self.awaited != 0

    def view(self) -> ScoreView:
        """Return the score for the window."""
        ready = frozenset(
            id_ for id_, state in self.score.states.items() if state.done() and not failed(state)
        )
        return ScoreView(
            self.score.cues, ready, self.current, self.awaited, self._arrivals, dict(self.answers)
        )

    # --- documents -------------------------------------------------------------------------------

    def saved(self) -> Callable[[], tuple[ScoreContent | None, dict[str, Any]]]:
        """Return what gives content and arrays for a document, on any thread."""
        score, current, answers = self.score, self.current, dict(self.answers)
        return lambda: score_content(score, current, answers)

    def adopt(self, found: tuple[Score, int, dict[int, tuple[float, ...]]] | None) -> None:
        """Replace the score by that of another document, or by an empty one."""
        self.score, self.current, self.answers = found or (Score(), 0, {})
        self.awaited = 0
        self._keep_prepared(())

    def leave(self) -> None:
        """End the lecture; the score stays."""
        self.current = self.awaited = 0

    def close(self) -> None:
        """Stop building and preparing."""
        self._closed.set()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._keep_prepared(())

    # --- bringing cues ---------------------------------------------------------------------------

    def arrived(self, runs: Mapping[str, Simulation]) -> tuple[Cue, Simulation] | None:
        """Prepare what may be needed next; return the awaited cue and its simulation, once.

        Parameters
        ----------
        runs : mapping
            The present simulations; data that they have loaded are not loaded again.

        Raises
        ------
        EngineError
            If the awaited cue cannot be brought.
        """
        wanted = [cue for cue in self._wanted() if not failed(self.score.states[cue.id])]
        self._keep_prepared(tuple(cue.id for cue in wanted))
        for cue in wanted:
            self._prepare(cue, runs)
        if self.awaited == 0:
            return None
        try:
            return self._take(self.awaited)
        except EngineError:
            self.awaited = 0
            raise

    def _take(self, cue_id: int) -> tuple[Cue, Simulation] | None:
        cue, state = self.score.cues[self.score.place(cue_id)], self.score.states[cue_id]
        if failed(state):
            state.result()
        if cue_id not in self._prepared or not self._prepared[cue_id][1].done():
            return None
        simulation = self._prepared.pop(cue_id)[1].result()
        self.current, self.awaited = cue_id, 0
        self._arrivals += 1
        return cue, simulation

    def _wanted(self) -> Iterator[Cue]:
        """Yield the cues to have at hand, the most urgent one first."""
        view, seen = ScoreView(self.score.cues), set[int]()
        for cue in (view.cue(self.awaited), view.after(self.current), view.cue(self.current)):
            if cue is not None and cue.id not in seen:
                seen.add(cue.id)
                yield cue

    def _prepare(self, cue: Cue, runs: Mapping[str, Simulation]) -> None:
        state = self.score.states[cue.id]
        if cue.id in self._prepared or not state.done():
            return
        present = runs.get(cue.simulation_id)
        known = dict(present.loaded_data()) if present is not None else {}
        made = self._pool("restoring").submit(self._restore, state.result(), known)
        self._prepared[cue.id] = state, made

    def _restore(self, state: StoredState, known: Mapping[str, DataSet]) -> Simulation:
        simulation = state.restored(self._clock, known)
        latest = time.perf_counter() + LONGEST_SETTLING_S

        def stopped() -> bool:
            # what is left to do goes on once the cue is shown
            needed = self._closed.is_set() or self.awaited != 0
            return needed or time.perf_counter() > latest

        settle(simulation, stopped)
        return simulation

    def _keep_prepared(self, wanted: tuple[int, ...]) -> None:
        """Give up what was prepared but is no longer wanted."""
        for cue_id, (state, made) in tuple(self._prepared.items()):
            if cue_id not in wanted or self.score.states.get(cue_id) is not state:
                del self._prepared[cue_id]
                if not made.cancel():
                    made.add_done_callback(_close)

    def _pool(self, name: str) -> ThreadPoolExecutor:
        if name not in self._pools:
            self._pools[name] = ThreadPoolExecutor(THREADS.get(name, 1), f"nabla-{name}")
        return self._pools[name]

    # --- handlers --------------------------------------------------------------------------------

    def add(self, command: AddCue, kind: str, simulation: Simulation) -> Inverse:
        """Add a cue: the present state of a simulation; its arrays are copied on a thread.

        Raises
        ------
        EngineError
            If it cannot be added.
        """
        pace = simulation.pace
        cue = Cue(
            0,
            command.page,
            command.simulation_id,
            kind,
            {command.language: CueWords(command.name)},
            dict(command.view),
            simulation.status is Status.RUNNING,
            pace.examples_per_second if pace else None,
            pace.epochs_per_second if pace else None,
        )
        saved = simulation.save()
        state = self._pool("capturing").submit(stored, kind, saved)
        after = self.awaited or self.current
        inverse = self._replace(self.score.with_cue(cue, state, after), Message("add a cue"))
        if self.current == 0 or after == self.current:
            self.current = self.score.next_id - 1
        return inverse

    def _open(self, command: OpenScore) -> Inverse:
        # ids go on: a score before it may be brought back by an undo
        score = Score(next_id=self.score.next_id)
        for each in read_score(command.name).instructions:
            state = self._pool("building").submit(each.build, self._clock, self._closed.is_set)
            score = score.with_cue(each.cue, state, 0)
        self.current = 0
        return self._replace(score, OPENED)

    def _edit(self, command: EditCue) -> Inverse:
        return self._replace(self.score.with_edited(command.cue), Message("edit a cue"))

    def _move(self, command: MoveCue) -> Inverse:
        moved = self.score.with_moved(command.cue, command.count)
        return self._replace(moved, Message("move a cue"))

    def _remove(self, command: RemoveCue) -> Inverse:
        return self._replace(self.score.without(command.cue), Message("remove a cue"))

    def _replace(self, score: Score, name: Message) -> Inverse:
        before, self.score = self.score, score
        self._drop_missing()
        return Inverse(name, before, score, putting(self._put), owner=OWNER)

    def _put(self, score: Score) -> None:
        self.score = score
        self._drop_missing()

    def _drop_missing(self) -> None:
        known = self.score.states.keys()
        self.current = self.current if self.current in known else 0
        self.awaited = self.awaited if self.awaited in known else 0

    def _answer(self, command: AnswerCue) -> None:
        self.score.place(command.cue)
        self.answers[command.cue] = command.answers

    def _go(self, cue_id: int) -> None:
        self.score.place(cue_id)
        self.awaited = cue_id

    def _go_by(self, step: int) -> None:
        here = self.awaited or self.current
        cue = ScoreView(self.score.cues).after(here, step)
        if cue is None and not self.score.cues:
            raise ScoreError("the score has no cues; add one from a page")
        if cue is None:
            raise ScoreError(
                "this was the last cue; go back, or end the lecture"
                if step > 0
                else "this is the first cue; go on with Space"
            )
        self.awaited = cue.id


def without_opening(edits: list[Inverse]) -> list[Inverse]:
    """Return edits without the opening of a score and those of the score before it.

    Once a cue was brought, an undo takes no lecture away.
    """
    opened = [place for place, edit in enumerate(edits) if edit.name == OPENED]
    last = max(opened, default=-1)
    return [edit for place, edit in enumerate(edits) if place > last or edit.owner != OWNER]


def failed(state: Future[StoredState]) -> bool:
    """Return whether a state could not be captured or built."""
    return state.done() and (state.cancelled() or state.exception() is not None)


def _close(made: Future[Simulation]) -> None:
    if not made.cancelled() and made.exception() is None:
        made.result().close()
