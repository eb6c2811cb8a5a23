"""What tests of the window share: engines without a thread, a theme, and nothing left behind."""

from __future__ import annotations

import gc
import itertools
import threading
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import set_language
from app.bridge.worker import BUDGET_S
from app.window.application import ThemeApplier
from engine.commands.command import Command
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.simulation import Simulation
from engine.snapshots import Message, SimulationSnapshot, Snapshot, Status

ENDING_S = 30.0
"""How long a thread may take to end after its test: it may be compiling on a busy machine."""


class FakeWorker:
    """An engine that records commands and serves the snapshot it is given."""

    def __init__(self) -> None:
        self.latest: Snapshot | None = None
        self.commands: list[Command] = []
        self.stopped = False

    def send(self, command: Command) -> int:
        """Record a command."""
        self.commands.append(command)
        return self.sent

    @property
    def sent(self) -> int:
        """Number of the last command."""
        return len(self.commands)

    def of_kind(self, kind: type) -> list[Command]:
        """Return the recorded commands of a class."""
        return [command for command in self.commands if isinstance(command, kind)]

    active = False

    def stop(self, timeout_s: float = 2.0) -> bool:
        """Record that it was stopped."""
        self.stopped = True
        return True


class LiveWorker:
    """The real session without a thread: it works when a test says so."""

    def __init__(self) -> None:
        self.latest: Snapshot | None = None
        self.sent = 0
        self._session = Session()
        self._numbers = itertools.count(1)

    def send(self, command: Command) -> int:
        """Do what a command asks at once."""
        self.sent = next(self._numbers)
        self._session.apply(command, self.sent)
        return self.sent

    def work(self, pieces: int = 1) -> Snapshot:
        """Advance so many times as the thread would, and return what can be seen then."""
        for _ in range(pieces):
            self._session.advance(BUDGET_S)
        self.latest = self._session.snapshot()
        return self.latest

    @property
    def edits(self) -> int:
        """Number of edits that can be undone."""
        return len(self._session._done)

    def simulation(self, simulation_id: str) -> Simulation:
        """Return a simulation itself."""
        return self._session._simulations[simulation_id]

    active = False

    def stop(self, timeout_s: float = 2.0) -> bool:
        """Close the session."""
        self._session.close()
        return True


@pytest.fixture
def worker() -> FakeWorker:
    """Return an engine that records."""
    return FakeWorker()


@pytest.fixture
def live_worker() -> Iterator[LiveWorker]:
    """Return the real engine without a thread."""
    live = LiveWorker()
    yield live
    live.stop()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Return a theme that the application wears, in English; both are put back."""
    set_language("en")
    worn = Theme()
    ThemeApplier(qapp, worn).dress()
    yield worn
    worn.deleteLater()
    set_language("en")
    qapp.setStyleSheet("")


@pytest.fixture
def failure() -> Message:
    """Return what a run says that has failed."""
    return Message("It diverged at step {step}.", {"step": 12}, "Traceback: line 1")


@pytest.fixture
def empty_snapshot() -> Callable[[str, str], Snapshot]:
    """Return (simulation, run) -> the snapshot of a run that nothing has happened to."""

    def make(simulation: str, run: str) -> Snapshot:
        fresh = SIMULATIONS[simulation](1, lambda: 0.0)
        state = fresh.state()
        fresh.close()
        return Snapshot(1, 1, (SimulationSnapshot(run, simulation, Status.IDLE, 0, 0.0, state),))

    return make


# --- nothing left behind ------------------------------------------------------------------------


KNOWN_TIMERS: list[QTimer] = []
"""Those that ran when a test with a window was over last; whoever left them has failed."""

WINDOWED = {"qapp", "qtbot", "theme", "live_worker"}
"""Fixtures without which no test opens a window."""


@pytest.fixture(scope="module", autouse=True)
def settled_memory() -> None:
    """Collect what earlier tests left, and exempt what lives from being looked at.

    Modules, compiled kernels and catalogues are a million objects that no test of this module
    made: `no_leaks` would look at all of them after each test.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a top-level widget behind.

    To find timers everything that lives is looked at: tests of words alone are spared that.
    """
    windowed = bool(WINDOWED & set(request.fixturenames))
    threads = set(threading.enumerate())
    widgets = _top_level_widgets()
    yield
    _delete_what_waits()
    left = [thread for thread in threading.enumerate() if thread not in threads]
    for thread in left:
        thread.join(ENDING_S)
    names = [thread.name for thread in left if thread.is_alive()]
    assert not names, f"threads still run: {names}; stop the worker, close the window"
    shown = [widget for widget in _top_level_widgets() if widget not in widgets]
    assert not shown, f"top-level widgets still live: {shown}; use qtbot.addWidget, or a parent"
    # to look at everything that lives takes a while: what ran before is known from last time
    now = _running_timers() if windowed else []
    running = [timer for timer in now if timer not in KNOWN_TIMERS]
    KNOWN_TIMERS[:] = now
    owners = [f"{timer.objectName() or timer} of {timer.parent()}" for timer in running]
    assert not owners, f"timers still run: {owners}; stop them, or give them a parent"


def _delete_what_waits() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def _top_level_widgets() -> list[QWidget]:
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]


def _running_timers() -> list[QTimer]:
    # by its type: `isinstance` asks a weak proxy for its object, which may be gone
    return [
        thing
        for thing in gc.get_objects()
        if issubclass(type(thing), QTimer) and shiboken6.isValid(thing) and thing.isActive()
    ]
