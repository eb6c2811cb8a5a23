"""What runs behind a station of the page Vanishing gradients, and what has nothing to run."""

from __future__ import annotations

from engine.errors import SettingError
from engine.simulations.vanishing.scene import Scene
from engine.snapshots import Message, Status


class Runner:
    """A station without anything that goes on by itself; the others override what they need.

    Attributes
    ----------
    status : Status
    failure : Message or None
        Why it stopped, if it failed.
    """

    def __init__(self) -> None:
        self.status = Status.IDLE
        self.failure: Message | None = None

    @property
    def step(self) -> int:
        """Steps at the place that is shown."""
        return 0

    @property
    def last_step(self) -> int:
        """Steps at the end of the way."""
        return 0

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do."""
        return self.status is Status.RUNNING

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Take another scene as the present one.

        Parameters
        ----------
        returning : bool
            Whether it was there before: an undo or a redo leads to it.
        """

    def start(self) -> None:
        """Go on by itself."""
        raise SettingError("nothing goes on by itself here; drag the numbers")

    def pause(self) -> None:
        """Hold where it is."""
        if self.status is Status.RUNNING:
            self.status = Status.PAUSED

    def step_by(self, count: int) -> None:
        """Go some steps on, or back where count is negative."""
        raise SettingError("there are no steps here; drag the numbers")

    def seek(self, step: int) -> None:
        """Show another place of the way."""

    def reset(self) -> None:
        """Return to the beginning."""

    def advance(self, budget_s: float) -> None:
        """Work for about so many seconds."""

    def close(self) -> None:
        """Release threads."""
