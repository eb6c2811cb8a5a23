"""The book's hunt for hyper-parameters: from noise, step by step, to a network that learns.

Nielsen (2015), ch. 3, "How to choose a neural network's hyper-parameters?", experiments 3.N to
3.R. Each step is a whole trial that can be run, varied, and trained again by `train`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from engine.search.plan import SearchData, SearchPlan
from engine.search.space import Space, values
from engine.search.trial import Trial, TrialResult, train_trial
from engine.settings import Value
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings

ZEROS_AND_ONES = (0, 1)
"""The two classes to which the book strips the problem down: 80 % fewer pictures."""

SMALL: dict[str, Value] = {"layers": "784-10", "train_size": 1_000}
WATCHED = 100
"""Validation pictures that are measured while searching."""


@dataclass(frozen=True, slots=True)
class Hunt:
    """One step of the hunt.

    Attributes
    ----------
    id : str
        Experiment of the book, "" for a step that the book names without a number.
    title : str
    settings : TrainingSettings
    data : SearchData
    book : tuple of int
        Right answers on the validation pictures by epoch, as far as the book gives them.
    learns : bool
        Whether the book's network learns.
    """

    id: str
    title: str
    settings: TrainingSettings
    data: SearchData
    book: tuple[int, ...] = ()
    learns: bool = False

    def varied(self, **changed: Value) -> Hunt:
        """Return this step with other settings; ``lambda_`` stands for λ.

        Raises
        ------
        SettingError
            If one is refused.
        """
        if "lambda_" in changed:
            changed["lambda"] = changed.pop("lambda_")
        settings = TrainingSettings.from_values({**self.settings.values(), **changed})
        return replace(self, settings=settings)

    def plan(self) -> SearchPlan:
        """Return a search of this one trial."""
        space = Space.of(values("eta", [self.settings.eta]))
        return SearchPlan(space, "grid", self.settings, self.data)

    def run(
        self, clock: Callable[[], float] = time.perf_counter
    ) -> Iterator[EpochSummary | TrialResult]:
        """Train it; yield each epoch, then the result.

        Raises
        ------
        EngineError
            If the data are missing or do not fit.
        """
        plan = self.plan()
        data = plan.prepared(self.data.load())
        yield from train_trial(plan, Trial(0, {"eta": self.settings.eta}), data, clock)

    def right_answers(self, epoch: EpochSummary, measured: int) -> int:
        """Return the right answers of an epoch among so many validation pictures."""
        return round((epoch.validation_accuracy or 0.0) * measured)


def _step(
    id_: str,
    title: str,
    changed: dict[str, Value],
    data: SearchData,
    *,
    book: tuple[int, ...] = (),
    learns: bool = False,
) -> Hunt:
    settings = TrainingSettings.from_values({"layers": "784-30-10", "epochs": 30, **changed})
    return Hunt(id_, title, settings, data, book, learns)


MNIST = SearchData("mnist")
FEW = SearchData("mnist", validation_size=WATCHED)
BINARY = SearchData("mnist", validation_size=WATCHED, classes=ZEROS_AND_ONES)

HUNT: tuple[Hunt, ...] = (
    _step(
        "3.N",
        "Bad settings: noise",
        {"eta": 10.0, "lambda": 1000.0},
        MNIST,
        book=(1030, 990, 1009),
    ),
    _step(
        "",
        "Zeros and ones only",
        {**SMALL, "eta": 10.0, "lambda": 1000.0},
        BINARY,
    ),
    _step(
        "3.O",
        "A small network, few pictures, watched often",
        {**SMALL, "eta": 10.0, "lambda": 1000.0},
        FEW,
        book=(10, 10, 10),
    ),
    _step(
        "3.P",
        "λ in proportion to the pictures",
        {**SMALL, "eta": 10.0, "lambda": 20.0},
        FEW,
        book=(12, 14, 25, 18),
    ),
    _step(
        "3.Q",
        "A wrong guess: a larger η",
        {**SMALL, "eta": 100.0, "lambda": 20.0},
        FEW,
        book=(10, 10, 10, 10),
    ),
    _step(
        "3.R",
        "A better guess: a smaller η",
        {**SMALL, "eta": 1.0, "lambda": 20.0},
        FEW,
        book=(62, 42, 43, 61),
        learns=True,
    ),
)
"""The steps in the book's order; the book does not count right answers of the second one."""
