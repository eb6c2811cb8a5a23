"""Training of one network with dropout, of which any mini-batch can be shown again."""

from __future__ import annotations

from engine.data.examples import DataSet
from engine.networks.network import Network
from engine.training.settings import TrainingSettings
from engine.training.states import State
from engine.training.trainer import Trainer

LAYERS = "784-30-10"
HIDDEN = 30
BATCH = 10
ETA = 0.5

MOST_PICTURES = 50_000

OPENING = 3_000
"""Mini-batches after which the station begins."""

LAST = 10_000
"""Mini-batches of the timeline."""

PIECE = 60
"""Mini-batches of a slice of work."""

EVERY = 500
"""Mini-batches between two states that are kept."""


class Course:
    """A network that learns with dropout; the way back begins at a state that was kept.

    Parameters
    ----------
    share : float
        Rate of dropout.
    """

    def __init__(self, data: DataSet, share: float, seed: int) -> None:
        self.data, self.share = data, share
        self.pictures = min(len(data.training), MOST_PICTURES)
        epochs = -(-LAST * BATCH // self.pictures) + 1
        settings = TrainingSettings.from_values(
            {"layers": LAYERS, "eta": ETA, "batch": BATCH, "dropout": share, "seed": seed,
             "epochs": epochs}
        )  # fmt: skip
        self._trainer = Trainer(settings, data.training.take(self.pictures), data.classes)
        self._kept: dict[int, State] = {0: self._trainer.state.copy()}

    @property
    def step(self) -> int:
        """Mini-batches that are trained."""
        return self._trainer.state.step

    @property
    def network(self) -> Network:
        """The network after them."""
        return self._trainer.network

    def towards(self, target: int) -> bool:
        """Train or go back towards a mini-batch; return whether it is not yet reached."""
        trainer = self._trainer
        if target < trainer.state.step:
            trainer.restore(self._kept[max(each for each in self._kept if each <= target)])
            return trainer.state.step != target
        here = trainer.state.step
        trained = trainer.train(min(PIECE, target - here, EVERY - here % EVERY))
        if trained and trainer.place[1] == 0:
            trainer.end_epoch(0.0)
        if trainer.state.step % EVERY == 0:
            self._kept.setdefault(trainer.state.step, trainer.state.copy())
        return bool(trained) and trainer.state.step != target
