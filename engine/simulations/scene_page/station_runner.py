"""Base class of the stations of a page, each with a transport of its own."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from engine.errors import SettingError
from engine.snapshots import Message, Status

S = TypeVar("S")


class StationRunner(Generic[S]):
    """A station that does not run by itself; the others override the methods they need.

    Attributes
    ----------
    needs_pictures : bool
        Whether it waits for the page's data while it runs.
    status : Status
    failure : Message or None
        Reason of the failure, if any.
    """

    needs_pictures: ClassVar = False

    def __init__(self) -> None:
        self.status = Status.IDLE
        self.failure: Message | None = None

    @property
    def step(self) -> int:
        """Steps at the shown position."""
        return 0

    @property
    def learned(self) -> int:
        """Steps that a document would miss; less than `step` where a recorded run plays."""
        return self.step

    @property
    def last_step(self) -> int:
        """Step at the end of the timeline."""
        return 0

    @property
    def elapsed_s(self) -> float:
        """Seconds of training up to the shown position."""
        return 0.0

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do."""
        return self.status is Status.RUNNING

    def show(self, scene: S, *, returning: bool = False) -> None:
        """Switch to another scene.

        Parameters
        ----------
        returning : bool
            Whether an undo or a redo returns to it.
        """

    def start(self) -> None:
        """Run; refused unless overridden."""
        raise SettingError("nothing goes on by itself here; drag the numbers")

    def pause(self) -> None:
        """Pause."""
        if self.status is Status.RUNNING:
            self.status = Status.PAUSED

    def step_by(self, count: int) -> None:
        """Go `count` steps on, or back if it is negative; refused unless overridden."""
        raise SettingError("there are no steps here; drag the numbers")

    def seek(self, step: int) -> None:
        """Show another step."""

    def reset(self) -> None:
        """Return to the beginning."""

    def advance(self, budget_s: float) -> None:
        """Work for about `budget_s` seconds."""
