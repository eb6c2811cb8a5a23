"""Another page's network on the Backprop page: one example forward and backward, read only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.backpropagation.backward import Case, case_of
from engine.commands.linked_view import ShowStop
from engine.commands.pages.backprop import NudgeNeuron, SelectPart
from engine.data.examples import one_hot
from engine.errors import SettingError
from engine.runs.run import Run
from engine.simulations.backprop.state import BackpropState, Part
from engine.simulations.backprop.stops import stops_of
from engine.simulations.backprop.views import BackpropViews, ViewOptions
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.learning import Learning

WIDEST, DEEPEST = 5, 4
"""Most neurons per layer, and most layers with weights, that fit on the stage."""

LARGEST_NUDGE = 10.0
FORM = "hadamard"


class LinkedBackprop:
    """Backpropagation of one training example of a `Learning`; works only while observed."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning
        self._views = BackpropViews()
        self._step, self._amount = 0, 0.1
        self._part: Part | None = None
        self._case: CachedValue[Case] = CachedValue()

    @property
    def handlers(self) -> dict[type, Callable[[Any], None]]:
        """Handlers by type of command."""
        return {ShowStop: self.show, SelectPart: self.select, NudgeNeuron: self.nudge}

    def show(self, command: ShowStop) -> None:
        """Go to a stop; after the last stop of an example comes the first of the next."""
        self._step = max(command.step, 0)

    def select(self, command: SelectPart) -> None:
        """Select one weight or one neuron."""
        self._part = Part(command.layer, command.neuron, command.source)

    def nudge(self, command: NudgeNeuron) -> None:
        """Set the demon's nudge Δz.

        Raises
        ------
        SettingError
            If it is 0, larger than LARGEST_NUDGE, or not a number.
        """
        if not 0 < abs(command.amount) <= LARGEST_NUDGE:
            raise SettingError(
                "expected a number from -{most:g} to {most:g}, got {found}; nothing was changed",
                most=LARGEST_NUDGE,
                found=command.amount,
            )
        self._amount = command.amount

    def view(self, observed: frozenset[str]) -> BackpropState | None:
        """Return the page's state; None if not observed, without a run, or for large networks."""
        run = self._learning.run
        if "backprop" not in observed or run is None or not fits(run):
            return None
        stops = stops_of(len(run.network.weights), True)
        cycle, stop = divmod(self._step, len(stops))
        glance = ViewOptions(
            stops[stop],
            stops,
            {"eta": self._learning.settings.eta, "form": FORM},
            self._part,
            self._amount,
            cycle,
            self._step,
            self._step + 1,
            editable=False,
            with_program=True,
        )
        cost = self._learning.settings.cost
        key = (run.network.parameters.tobytes(), cycle, cost, self._learning.store.name)
        case = self._case.get(key, lambda: example_of(run, cycle, cost))
        return self._views.state(case, glance)


def example_of(run: Run, cycle: int, cost: str) -> Case:
    """Return the case of a training example and the present network."""
    part = run.trainer.training_part()
    row = cycle % len(part)
    outputs = run.network.specification.sizes[-1]
    y = one_hot(part.labels[row : row + 1], outputs, np.dtype(np.float64))[0]
    return case_of(run.network, part.x[row], y, cost)


def fits(run: Run) -> bool:
    """Return whether all numbers of a run's network fit on the stage."""
    specification = run.network.specification
    sizes = specification.sizes
    return specification.is_dense and max(sizes) <= WIDEST and len(sizes) - 1 <= DEEPEST
