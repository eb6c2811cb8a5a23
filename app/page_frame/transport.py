"""Transport of a page: the keys and actions that drive its simulation, the same on every page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.keys import KeyAction
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.runs import BranchRun
from engine.commands.transport import Pause, Reset, Rewind, Seek, Start, Step
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot


class Transport:
    """Part of `Page` that sends the commands of transport.

    Attributes
    ----------
    send : callable
        (command) -> generation; never blocks.
    simulation_id : str
        Of the simulation that is driven.
    """

    send: SendCommand
    simulation_id: str
    _time_bar: TimeBar | None

    @property
    def simulation(self) -> SimulationSnapshot | None:
        """The simulation that is driven, from the last snapshot."""
        raise NotImplementedError

    @property
    def training(self) -> TrainingView | None:
        """The run of the simulation, if it is one of training."""
        raise NotImplementedError

    def transport_keys(self) -> tuple[KeyAction, ...]:
        """Return the key bindings that control the simulation."""
        return (
            KeyAction(("Space", "P"), mark("Play or pause"), self.toggle_playing),
            KeyAction(
                ("Shift+Space",), mark("Play backwards"), self.play_backwards, self.shows_run
            ),
            KeyAction(("Right", "PgDown"), mark("One step forward"), self.step_forward),
            KeyAction(
                ("Left", "PgUp"), mark("One step back"), self.step_back, self.goes_back
            ),
            KeyAction(("Shift+Right",), mark("Ten steps forward"), self.jump_forward),
            KeyAction(("Shift+Left",), mark("Ten steps back"), self.jump_back, self.goes_back),
            KeyAction(("Home",), mark("Back to the beginning"), self.go_home, self.goes_back),
            KeyAction(("R",), mark("The same start again"), self.start_again),
            KeyAction(("N",), mark("A new start"), self.start_anew, self.is_random),
            KeyAction(("G",), mark("Go to an epoch"), self.ask_epoch, self.has_past),
            KeyAction(
                ("B",), mark("Branch: go on in a new run from here"), self.branch_here,
                self.shows_run,
            ),
        )  # fmt: skip

    def shows_run(self) -> bool:
        """Return whether a run of training is shown, which goes back and branches."""
        return self._time_bar is not None and self.training is not None

    def has_past(self) -> bool:
        """Return whether a run is shown that has learned something."""
        training = self.training
        return self._time_bar is not None and training is not None and training.last_step > 0

    def goes_back(self) -> bool:
        """Return whether steps can be gone back."""
        return True

    def is_random(self) -> bool:
        """Return whether a new start differs from the same start again."""
        return True

    def toggle_playing(self) -> None:
        """Start the simulation, or pause it while it runs."""
        busy = self.simulation is not None and self.simulation.status.started
        self.send(Pause(self.simulation_id) if busy else Start(self.simulation_id))

    def play_backwards(self) -> None:
        """Play backwards to the beginning."""
        self.send(Rewind(self.simulation_id))

    def ask_epoch(self) -> None:
        """Ask for the epoch of the run to go to."""
        if self._time_bar is not None:
            self._time_bar.ask_epoch()

    def branch_here(self) -> None:
        """Branch: continue in a new run from the step shown."""
        self.send(BranchRun(self.simulation_id))

    def step_forward(self) -> None:
        """Go one step forward."""
        self.send(Step(self.simulation_id, 1))

    def step_back(self) -> None:
        """Go one step back."""
        self.send(Step(self.simulation_id, -1))

    def jump_forward(self) -> None:
        """Go ten steps forward."""
        self.send(Step(self.simulation_id, 10))

    def jump_back(self) -> None:
        """Go ten steps back."""
        self.send(Step(self.simulation_id, -10))

    def go_home(self) -> None:
        """Go to step 0."""
        self.send(Seek(self.simulation_id, 0))

    def start_again(self) -> None:
        """Reset to the same initial state."""
        self.send(Reset(self.simulation_id))

    def start_anew(self) -> None:
        """Reset with another seed."""
        self.send(Reset(self.simulation_id, new_seed=True))
