"""Tree of runs branched from each other, one of which is active."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from engine.errors import SettingError
from engine.runs.run import Run
from engine.snapshots import Message
from engine.training.recording import MEMORY_BUDGET, Recording
from engine.training.settings import TrainingSettings

MOST_NAME = 60
"""Longest name, in characters."""


@dataclass(frozen=True, slots=True)
class Change:
    """A setting changed, a weight edited or a drawing taught during a run."""

    step: int
    message: Message


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One run of the tree.

    Attributes
    ----------
    id : int
        1 for the first; never reused.
    parent : int or None
        The branch from which it forked at `fork_step`; None for a run from scratch.
    name : Message
    run : Run
        The only mutable member.
    settings : TrainingSettings
        Settings with which training will continue.
    changes : tuple of Change
        Changes during the run, those before the fork included.
    data_name : str
        Name or folder of the data set.
    """

    id: int
    parent: int | None
    fork_step: int
    name: Message
    run: Run
    settings: TrainingSettings
    changes: tuple[Change, ...] = ()
    data_name: str = ""


class Branches:
    """All runs of a page; they share one memory budget for key frames.

    Parameters
    ----------
    budget : int
        Bytes for all key frames together. The active run gets half of them if there are
        others; the others are thinned to fit the rest.

    Attributes
    ----------
    all : tuple of Branch
        In order of creation.
    active : int
        Id of the active branch; 0 if there is none.
    edition : int
        Grows whenever a branch is added, removed, selected or renamed.
    group : frozenset of int
        Ids of the runs in lockstep.
    """

    def __init__(self, budget: int = MEMORY_BUDGET) -> None:
        self.budget = budget
        self.all: tuple[Branch, ...] = ()
        self.active = 0
        self.edition = 0
        self.group: frozenset[int] = frozenset()
        self._next = 1

    @classmethod
    def revived(
        cls, all_: tuple[Branch, ...], active: int, group: frozenset[int], next_id: int
    ) -> Branches:
        """Return a tree restored from stored parts."""
        branches = cls()
        branches.all, branches.active, branches.group = all_, active, group
        branches._next = next_id
        if active:
            branches._share_memory()
        return branches

    @property
    def next_id(self) -> int:
        """Id of the next branch."""
        return self._next

    def __iter__(self) -> Iterator[Branch]:
        """Yield all branches."""
        return iter(self.all)

    @property
    def current(self) -> Branch | None:
        """The active branch, or None."""
        return next((branch for branch in self.all if branch.id == self.active), None)

    def find(self, id_: int) -> Branch:
        """Return a branch.

        Raises
        ------
        SettingError
            If there is none of that id.
        """
        found = next((branch for branch in self.all if branch.id == id_), None)
        if found is None:
            raise SettingError(
                "expected a run among {known}, got {found}; choose one of the list",
                known=", ".join(str(branch.id) for branch in self.all) or "none",
                found=id_,
            )
        return found

    def begin(self, run: Run, settings: TrainingSettings, data_name: str = "") -> Branch:
        """Add a run from scratch and make it active."""
        name = Message("run {number}", {"number": self._next})
        return self._add(Branch(self._next, None, 0, name, run, settings, (), data_name))

    def leave(self) -> None:
        """Deactivate the active branch; remove it if nothing was trained."""
        self.all = tuple(b for b in self.all if b.id != self.active or b.run.last_step)
        self.active = 0
        self.edition += 1

    def fork(self) -> Branch:
        """Fork the active branch at its current step and make the fork active.

        Raises
        ------
        SettingError
            If there is no run.
        """
        parent = self.find(self.active)
        run = parent.run.fork()
        name = Message("run {number}", {"number": self._next})
        changes = tuple(change for change in parent.changes if change.step <= run.step)
        fork = replace(parent, id=self._next, parent=parent.id, fork_step=run.step, name=name)
        return self._add(replace(fork, run=run, changes=changes))

    def pair(self, run: Run, settings: TrainingSettings, name: Message) -> int:
        """Add a run in lockstep with the active one; return its id."""
        active, parent = self.active, self.find(self.active)
        fork_step = run.step
        added = Branch(
            self._next,
            parent.id if fork_step else parent.parent,
            fork_step,
            name,
            run,
            settings,
            parent.changes if fork_step else (),
            parent.data_name,
        )
        self._add(added)
        self.select(active)
        together = self.group if active in self.group else frozenset({active})
        self.group = together | {added.id}
        return added.id

    @property
    def companions(self) -> tuple[Branch, ...]:
        """The other runs in lockstep with the active one."""
        if self.active not in self.group:
            return ()
        others = self.group - {self.active}
        return tuple(branch for branch in self.all if branch.id in others)

    def keep(self, settings: TrainingSettings, changes: tuple[Change, ...]) -> None:
        """Store settings and changes of the active branch."""
        self._put(self.active, settings=settings, changes=changes)

    def select(self, id_: int) -> Branch:
        """Make another branch active; the others' key frames are thinned to the budget."""
        branch = self.find(id_)
        if id_ != self.active:
            self.active = id_
            self.edition += 1
            self._share_memory()
        return branch

    def rename(self, id_: int, name: str) -> None:
        """Rename a branch.

        Raises
        ------
        SettingError
            If it is empty or too long.
        """
        self.find(id_)
        words = " ".join(name.split())
        if not 0 < len(words) <= MOST_NAME:
            raise SettingError(
                "expected a name of 1 to {most} letters, got {found}; write another one",
                most=MOST_NAME,
                found=len(words),
            )
        self.put_name(id_, Message("{name}", {"name": words}))

    def put_name(self, id_: int, name: Message) -> None:
        """Rename a branch without checks."""
        self._put(id_, name=name)
        self.edition += 1

    def remove(self, id_: int) -> Callable[[], None]:
        """Remove a branch; its children are attached to its parent.

        Returns
        -------
        callable
            Undoes the removal.

        Raises
        ------
        SettingError
            If it is unknown, or the active one.
        """
        gone = self.find(id_)
        if id_ == self.active:
            raise SettingError("expected another run than the present one; choose it first")
        children = {branch.id: branch for branch in self.all if branch.parent == id_}
        for child in children.values():
            # a child holds its whole history: only its place in the tree changes
            fork_step = min(child.fork_step, gone.fork_step)
            self._put(child.id, parent=gone.parent, fork_step=fork_step)
        place, group = self.all.index(gone), self.group
        self.all = tuple(branch for branch in self.all if branch.id != id_)
        self.group -= {id_}
        self.edition += 1

        def put_back() -> None:
            self.all = (*self.all[:place], gone, *self.all[place:])
            for child in children.values():
                self._put(child.id, parent=child.parent, fork_step=child.fork_step)
            self.group = group
            self.edition += 1

        return put_back

    def restore_point(self) -> Callable[[], None]:
        """Return a function that restores the present tree; runs are not reverted."""
        kept = self.all, self.active, self.group

        def restore() -> None:
            self.all, self.active, self.group = kept
            self.edition += 1

        return restore

    # --- private ---------------------------------------------------------------------------

    def _add(self, branch: Branch) -> Branch:
        self.all = (*self.all, branch)
        self.active = branch.id
        self._next += 1
        self.edition += 1
        self._share_memory()
        return branch

    def _put(self, id_: int, **changes: object) -> None:
        self.all = tuple(
            replace(branch, **changes) if branch.id == id_ else branch  # type: ignore[arg-type]
            for branch in self.all
        )

    def _share_memory(self) -> None:
        """Give the active run half of the budget and thin the others to the rest."""
        seen = self.find(self.active).run.recording
        others = [
            branch.run.recording
            for branch in self.all
            if branch.id != self.active and branch.run.recording is not None
        ]
        if seen is not None:
            seen.budget = self.budget // 2 if others else self.budget
            seen.thin(seen.budget)
        room = self.budget // 2
        while unshared_bytes(others, seen) > room:
            largest = max(others, key=len)
            if len(largest) <= 2:
                return
            largest.thin(largest.nbytes // 2)


def unshared_bytes(recordings: list[Recording], seen: Recording | None) -> int:
    """Return the bytes of key frames that `seen` does not hold too."""
    held = {id(frame) for frame in seen.frames()} if seen is not None else set()
    frames = {id(frame): frame for each in recordings for frame in each.frames()}
    return sum(frame.nbytes for key, frame in frames.items() if key not in held)
