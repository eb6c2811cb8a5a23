"""A simulation whose state is a training run: what all pages with a network that learns share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from engine.commands.edits import SetWeight
from engine.commands.runs import (
    AddLockstepRun,
    BranchRun,
    DropLockstepRuns,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
    StartEnsemble,
    StopEnsemble,
)
from engine.commands.transport import Pause, Reset, Rewind, Seek, SetPace, Start, Step
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.simulations.learning.branching import Branching, ReadWith
from engine.simulations.learning.data_store import Store
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.lockstep_runs import LockstepRuns
from engine.simulations.learning.network_files import NetworkFiles
from engine.simulations.learning.rewinding import Rewinder
from engine.simulations.learning.seed_ensemble import EnsembleTraining
from engine.simulations.learning.setting_edits import set_weight
from engine.simulations.learning.training_view import LearningView
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.simulation import Inverse, Simulation
from engine.simulations.surface.linked_view.linked_view import LinkedSurface
from engine.snapshots import Message, Status
from engine.training.settings import TrainingSettings

S = TypeVar("S", bound=Store)

TRANSPORT = {Start: "start", Pause: "pause", Step: "step_by", Seek: "seek", Reset: "reset"}
"""Method of the target of the transport, by class of command."""


class Transport(Protocol):
    """A run that is started, paused and shown at its steps by the methods in TRANSPORT."""

    status: Status
    failure: Message | None

    @property
    def shown_step(self) -> int:
        """Mini-batches trained at the shown position."""
        ...

    @property
    def elapsed_s(self) -> float:
        """Seconds of training up to there."""
        ...


class LearningPage(Simulation, Generic[S]):
    """Base of pages on which a network is trained: a `Learning`, and what acts on it.

    A page gives its settings and data, `view`, `shown_network`, `check_file`, its part of
    documents, and the handlers of its own commands; it ends its `__init__` with `refresh`.

    Parameters
    ----------
    store : S
        Source of the data.
    clock : callable
        Returns seconds; results do not depend on it.
    """

    def __init__(self, settings: TrainingSettings, store: S, clock: Callable[[], float]) -> None:
        self.store = store
        learning = self.learning = Learning(settings, store, clock)
        self._learning_view = LearningView(clock)
        self.rewinder, self.lockstep_runs = Rewinder(learning, clock), LockstepRuns(learning)
        self.seed_ensemble = EnsembleTraining(learning, clock)
        self.linked_view, branching = LinkedSurface(learning), Branching(learning)
        files = NetworkFiles(learning, self)
        self.handlers = {
            **dict.fromkeys(TRANSPORT, self._move),
            Rewind: self.rewind,
            SetPace: self.set_pace,
            SetWeight: partial(set_weight, learning),
            BranchRun: branching.branch,
            RenameRun: branching.rename,
            RemoveRun: branching.remove,
            SelectRun: self._showing(branching.select),
            AddLockstepRun: self._showing(self.lockstep_runs.add),
            Race: self._showing(self._race),
            DropLockstepRuns: self.lockstep_runs.drop,
            StartEnsemble: self._showing(self.seed_ensemble.begin),
            StopEnsemble: self.seed_ensemble.stop,
            **self.linked_view.handlers,
            **files.handlers,
        }

    # --- what a page gives -------------------------------------------------------------------

    def shown_network(self) -> Network:
        """Return the network that is shown, and exported."""
        raise NotImplementedError

    def shown_classes(self) -> tuple[str, ...]:
        """Return the names of that network's classes; empty where they are numbers."""
        return self.learning.class_names

    def check_file(self, specification: NetworkSpecification, class_names: tuple[str, ...]) -> None:
        """Refuse a network from a file that has no place on the page.

        Raises
        ------
        EngineError
        """
        raise NotImplementedError

    @property
    def transport_target(self) -> Transport:
        """Target of the transport: the run of the `Learning`, unless a page shows another one."""
        return self.learning

    def before(self, command: object) -> None:
        """Prepare for, or refuse, a command that lets the run go on or back."""

    def show_own_run(self) -> Callable[[], object]:
        """Show the run of the `Learning`; return what shows again what was shown before."""
        return self.learning.prepared

    # --- Simulation protocol -----------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return Status.RUNNING if self.rewinder.busy else self.transport_target.status

    @property
    def failure(self) -> Message | None:
        """Reason of the failure, if any."""
        return self.transport_target.failure

    @property
    def step(self) -> int:
        """Mini-batches trained at the shown position."""
        return self.transport_target.shown_step

    @property
    def elapsed_s(self) -> float:
        """Seconds of training."""
        return self.transport_target.elapsed_s

    @property
    def busy(self) -> bool:
        """Whether there is work to do."""
        parts = (self.learning, self.rewinder, self.seed_ensemble, self.linked_view)
        return any(part.busy for part in parts)

    @property
    def progress(self) -> int:
        """Mini-batches trained in all runs."""
        return sum(branch.run.last_step for branch in self.learning.branches)

    def advance(self, budget_s: float) -> None:
        """Train, load or measure for about `budget_s` seconds."""
        self.rewinder.advance()
        self.learning.advance(budget_s)
        self.seed_ensemble.advance(budget_s)
        self.linked_view.advance(budget_s / 2)

    def close(self) -> None:
        """End all threads."""
        self.store.close()
        self.linked_view.close()

    # --- for pages ---------------------------------------------------------------------------

    def training(
        self, version: int, observed: frozenset[str], read: ReadWith = lambda network: None
    ) -> TrainingView:
        """Return the view of the run; the parameters are those of `LearningView.of`."""
        training = self._learning_view.of(self.learning, version, observed, read)
        return replace(training, ensemble=self.seed_ensemble.view())

    def rewind(self, command: Rewind) -> None:
        """Play the run backwards."""
        self.before(command)
        self.rewinder.begin(command)

    def set_pace(self, command: SetPace) -> None:
        """Set the speed of training and of rewinding."""
        self.learning.set_pace(command)
        self.rewinder.set_pace(command)
        self.pace = command

    # --- private -----------------------------------------------------------------------------

    def _move(self, command: object) -> None:
        self.rewinder.stop()
        self.before(command)
        getattr(self.transport_target, TRANSPORT[type(command)])(command)

    def _race(self, command: Race) -> None:
        self.rewinder.stop()
        self.before(command)
        self.lockstep_runs.race(command)

    def _showing(self, act: Callable[[Any], Inverse | None]) -> Callable[[Any], Inverse | None]:
        """Wrap a handler: the run of the `Learning` is shown afterwards."""

        def handle(command: object) -> Inverse | None:
            inverse = act(command)
            self.show_own_run()
            return inverse

        return handle
