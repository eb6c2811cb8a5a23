"""Session: applies commands to simulations and returns snapshots, independent of the window."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from engine.commands.command import Command
from engine.commands.documents import MakeLink, NewDocument, OpenDocument, OpenLink, SaveDocument
from engine.commands.edits import CancelDrag, Redo, Undo
from engine.commands.observation import KernelsReady, Observe
from engine.commands.scores import AddCue, LeaveScore
from engine.commands.transport import Open, SetPace, Start
from engine.errors import EngineError, SettingError
from engine.session.document_store import DocumentStore, Opened
from engine.session.score_keeper import ScoreKeeper, without_opening
from engine.session.unmoved import place_of, unmoved
from engine.settings import check_known
from engine.simulations import SIMULATIONS
from engine.simulations.drags import Drags
from engine.simulations.simulation import Inverse, Simulation
from engine.snapshots import Cue, Message, SimulationSnapshot, Snapshot

LOG = logging.getLogger(__name__)

UNDO_LIMIT = 1_000
"""Depth of the undo history."""


class Session:
    """All open simulations by id, with undo history, command log and document.

    Parameters
    ----------
    clock : callable
        Returns seconds; only pace and speed depend on it.

    Attributes
    ----------
    log : list of Command
        Commands applied without error, except `Observe`.
    worked : bool
        Whether the last `advance` found something to do.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.log: list[Command] = []
        self.worked = False
        self._clock = clock
        self._simulations: dict[str, Simulation] = {}
        self._names: dict[str, str] = {}
        self._observed: dict[str, frozenset[str]] = {}
        self._done: list[Inverse] = []
        self._undone: list[Inverse] = []
        self._drags = Drags()
        self._notice: Message | None = None
        self._generation = 0
        self._snapshots = 0
        self._stale: set[str] = set()
        self._seeds: dict[str, int] = {}
        self._document_store = DocumentStore(clock)
        self._score_keeper = ScoreKeeper(clock)
        self._aside: dict[str, Simulation] = {}
        self._handlers: dict[type, Callable[[Any], None]] = {
            Undo: self._undo,
            Redo: self._redo,
            CancelDrag: self._cancel_drag,
            Open: self._open,
            Observe: self._observe,
            KernelsReady: lambda _: None,
            SaveDocument: self._save,
            OpenDocument: self._open_document,
            OpenLink: self._open_document,
            MakeLink: self._make_link,
            NewDocument: self._new_document,
            AddCue: self._add_cue,
            LeaveScore: self._leave_score,
            **dict.fromkeys(self._score_keeper.handlers, self._change_score),
        }

    def apply(self, command: Command, generation: int = 0) -> None:
        """Apply a command; a refusal becomes the snapshot's notice.

        Parameters
        ----------
        generation : int
            The command's number, returned in the next snapshot.
        """
        self._generation = max(self._generation, generation)
        self._notice = None
        simulation = self._simulations.get(getattr(command, "simulation_id", ""))
        before = None if simulation is None else place_of(simulation)
        try:
            self._dispatch(command)
        except EngineError as error:
            LOG.info("refused %s: %s", type(command).__name__, error)
            self._notice = Message(error.template, error.fields)
        else:
            if not isinstance(command, Observe):
                self.log.append(command)
        self._refresh(getattr(command, "simulation_id", ""))
        if simulation is not None and before is not None and self._notice is None:
            self._notice = unmoved(command, before, place_of(simulation))

    def advance(self, budget_s: float) -> bool:
        """Advance every busy simulation by a share of the budget; return whether work remains.

        Parameters
        ----------
        budget_s : float
            Seconds, about 0.008.
        """
        self.worked = self._document_store.busy or self._score_keeper.busy
        self._finish_file_work()
        self._bring_cue()
        busy = [name for name, simulation in self._simulations.items() if simulation.busy]
        self.worked = self.worked or bool(busy)
        for name in busy:
            try:
                self._simulations[name].advance(budget_s / len(busy))
            except EngineError as error:
                self._notice = Message(error.template, error.fields)
            # payloads are assembled once a snapshot, not once a slice
            self._stale.add(name)
        return (
            self._document_store.busy
            or self._score_keeper.busy
            or any(simulation.busy for simulation in self._simulations.values())
        )

    def snapshot(self) -> Snapshot:
        """Return the visible state of all simulations; those that worked are refreshed first."""
        self._snapshots += 1
        for name in self._stale & self._simulations.keys():
            self._refresh(name)
        self._stale.clear()
        return Snapshot(
            self._generation,
            self._snapshots,
            tuple(
                self._simulation_snapshot(name, simulation)
                for name, simulation in self._simulations.items()
            ),
            self._notice,
            self._done[-1].name if self._done else None,
            self._undone[-1].name if self._undone else None,
            self._document_store.view(self._simulations),
            self._score_keeper.view(),
        )

    def close(self) -> None:
        """Finish pending writes and release the threads of all simulations."""
        self._document_store.close()
        self._score_keeper.close()
        for simulation in (*self._simulations.values(), *self._aside.values()):
            simulation.close()

    # --- private ---------------------------------------------------------------------------

    def _simulation_snapshot(self, name: str, simulation: Simulation) -> SimulationSnapshot:
        return SimulationSnapshot(
            name,
            self._names[name],
            simulation.status,
            simulation.step,
            simulation.elapsed_s,
            simulation.state(),
            simulation.failure,
            frozenset(simulation.handlers),
        )

    def _refresh(self, simulation_id: str) -> None:
        """Refresh one simulation; all of them if that is none of their ids."""
        known = self._simulations
        for name in (simulation_id,) if simulation_id in known else tuple(known):
            known[name].refresh(self._observed.get(name, frozenset()))

    def _dispatch(self, command: Command) -> None:
        handler = self._handlers.get(type(command))
        if handler is None:
            self._edit_or_move(command)
        else:
            handler(command)
            self._document_store.count_changes(command.changes_document)

    def _observe(self, command: Observe) -> None:
        self._observed[command.simulation_id] = command.fields

    def _open(self, command: Open) -> None:
        if command.simulation_id in self._simulations:
            return
        check_known(
            "expected a simulation among {known}, got {found}; check the name",
            SIMULATIONS,
            command.simulation,
        )
        self._simulations[command.simulation_id] = SIMULATIONS[command.simulation](
            command.seed, self._clock
        )
        self._names[command.simulation_id] = command.simulation
        self._seeds[command.simulation_id] = command.seed

    # --- documents -------------------------------------------------------------------------

    def _save(self, command: SaveDocument) -> None:
        parts = [
            (name, self._names[name], simulation.save())
            for name, simulation in self._simulations.items()
        ]
        score = self._score_keeper.saved()
        self._document_store.save(command, parts, self._simulations, score)

    def _make_link(self, command: MakeLink) -> None:
        simulation = self._simulations.get(command.simulation_id)
        if simulation is None:
            raise SettingError("expected an open page, got {run!r}", run=command.simulation_id)
        part = command.simulation_id, self._names[command.simulation_id], simulation.save()
        self._document_store.make_link(command, part)

    def _open_document(self, command: OpenDocument | OpenLink) -> None:
        known = {name: simulation.loaded_data() for name, simulation in self._simulations.items()}
        self._document_store.open(command, known)

    def _new_document(self, command: NewDocument) -> None:
        fresh = {
            name: (kind, SIMULATIONS[kind](self._seeds.get(name, 1), self._clock))
            for name, kind in self._names.items()
        }
        self._replace(fresh, None)

    def _finish_file_work(self) -> None:
        try:
            self._notice = self._document_store.written() or self._notice
            opened = self._document_store.opened()
        except EngineError as error:
            LOG.info("refused: %s", error)
            self._notice = Message(error.template, error.fields)
            return
        if opened is not None:
            # pages that the document does not contain keep their simulation
            kept = {
                name: (self._names[name], simulation)
                for name, simulation in self._simulations.items()
            }
            self._replace({**kept, **opened.runs}, opened)

    def _replace(self, runs: Mapping[str, tuple[str, Simulation]], opened: Opened | None) -> None:
        before = self._simulations
        self._simulations = {name: simulation for name, (_, simulation) in runs.items()}
        self._names = {name: kind for name, (kind, _) in runs.items()}
        for simulation in before.values():
            if simulation not in self._simulations.values():
                simulation.close()
        for simulation in self._aside.values():
            simulation.close()
        self._aside.clear()
        self._score_keeper.adopt(opened.score if opened is not None else None)
        self._done, self._undone = [], []
        self._drags = Drags()
        self._document_store.adopt(opened, self._simulations)
        self._refresh("")

    # --- lecture score -----------------------------------------------------------------------

    def _change_score(self, command: Command) -> None:
        self._take_edit(self._score_keeper.handlers[type(command)](command))

    def _add_cue(self, command: AddCue) -> None:
        simulation = self._simulations.get(command.simulation_id)
        if simulation is None:
            raise SettingError("expected an open page, got {run!r}", run=command.simulation_id)
        kind = self._names[command.simulation_id]
        self._take_edit(self._score_keeper.add(command, kind, simulation))

    def _take_edit(self, inverse: Inverse | None) -> None:
        self._finish(self._drags.let_go())
        self._finish([] if inverse is None else [inverse])

    def _bring_cue(self) -> None:
        try:
            arrived = self._score_keeper.arrived(self._simulations)
        except EngineError as error:
            LOG.info("refused: %s", error)
            self._notice = Message(error.template, error.fields)
            return
        if arrived is not None:
            self._show_cue(*arrived)

    def _show_cue(self, cue: Cue, simulation: Simulation) -> None:
        id_ = cue.simulation_id
        before = self._simulations.get(id_)
        if before is not None and self._aside.setdefault(id_, before) is not before:
            before.close()
        self._put_simulation(id_, simulation)
        self._done = without_opening(self._done)
        self._names[id_] = cue.simulation
        try:
            for command in _going_on(cue):
                if type(command) in simulation.handlers:
                    simulation.handlers[type(command)](command)
        except EngineError as error:
            self._notice = Message(error.template, error.fields)
        self._refresh(id_)

    def _put_simulation(self, id_: str, simulation: Simulation) -> None:
        """Replace a simulation; its part of the undo history goes with it."""
        self._drags.let_go()
        self._simulations[id_] = simulation
        self._done = [edit for edit in self._done if edit.owner != id_]
        self._undone = [edit for edit in self._undone if edit.owner != id_]

    def _leave_score(self, command: LeaveScore) -> None:
        for id_, simulation in self._aside.items():
            self._simulations[id_].close()
            self._put_simulation(id_, simulation)
        self._aside.clear()
        self._score_keeper.leave()

    def _edit_or_move(self, command: Command) -> None:
        simulation_id = getattr(command, "simulation_id", "")
        simulation = self._simulations.get(simulation_id)
        handler = simulation.handlers.get(type(command)) if simulation is not None else None
        if handler is None:
            raise SettingError(
                "expected an open run that takes {command}, got {run!r}; open it first",
                command=type(command).__name__,
                run=simulation_id,
            )
        if not command.undoable:
            # a hand that is moved again after a step begins anew
            self._finish(self._drags.let_go())
        result, dragged = handler(command), self._drags.holds(command)
        if isinstance(result, Message):
            self._notice = result
        else:
            owned = None if result is None else replace(result, owner=simulation_id)
            self._finish(self._drags.take(command, owned))
        # what is no edit may change the document, too: a view, a beginning anew
        if not isinstance(result, Inverse) and not dragged and command.is_finished:
            self._document_store.count_changes(command.changes_document)

    def _finish(self, edits: list[Inverse]) -> None:
        """Take complete edits into the undo history."""
        if edits:
            self._done.extend(edits)
            del self._done[:-UNDO_LIMIT]
            self._undone.clear()
            self._document_store.count_changes(len(edits))

    def _undo(self, command: Undo) -> None:
        inverse = self._latest(self._done, "undo")
        said = inverse.undo()
        self._undone.append(self._done.pop())
        self._notice = said or Message("Taken back: {name}.", {"name": inverse.name})

    def _redo(self, command: Redo) -> None:
        inverse = self._latest(self._undone, "redo")
        inverse.redo()
        self._done.append(self._undone.pop())
        self._notice = Message("Done again: {name}.", {"name": inverse.name})

    def _cancel_drag(self, command: CancelDrag) -> None:
        self._notice = self._drags.cancel()

    def _latest(self, edits: list[Inverse], action: str) -> Inverse:
        """Return the edit whose turn it is; it leaves its list only once it has succeeded."""
        self._finish(self._drags.let_go())
        if not edits:
            raise SettingError("there is nothing to {action}", action=action)
        return edits[-1]


def _going_on(cue: Cue) -> list[Command]:
    """Return the commands that let a cue's simulation go on as it is planned."""
    commands: list[Command] = []
    examples, epochs = cue.examples_per_second, cue.epochs_per_second
    if examples is not None or epochs is not None:
        commands.append(SetPace(cue.simulation_id, inf if examples is None else examples, epochs))
    if cue.plays:
        commands.append(Start(cue.simulation_id))
    return commands
