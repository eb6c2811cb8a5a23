"""Simulations behind the pages: one folder per page, listed in PAGES."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # it brings the readers of documents, which start-up does without
    from engine.simulations.simulation import Simulation

Make: TypeAlias = "Callable[[int, Callable[[], float]], Simulation]"


@dataclass(frozen=True, slots=True)
class Page:
    """A page's simulation; its module is imported on first use to keep start-up fast.

    Attributes
    ----------
    folder, class_name : str
    needs_kernels : bool
        Whether it needs compiled kernels; others start while kernels are being compiled.
    """

    folder: str
    class_name: str
    needs_kernels: bool = True

    def __call__(self, seed: int, clock: Callable[[], float]) -> Simulation:
        """Return a new simulation."""
        module = import_module(f"{__name__}.{self.folder}.simulation")
        make: Make = getattr(module, self.class_name)
        return make(seed, clock)


PAGES = (
    Page("digits", "Digits"),
    Page("perceptrons", "Perceptrons", needs_kernels=False),
    Page("builder", "Builder"),
    Page("surface", "CostSurface", needs_kernels=False),
    Page("backprop", "Backprop", needs_kernels=False),
    Page("slowdown", "Slowdown", needs_kernels=False),
    Page("overfitting", "Overfitting"),
    Page("search", "HyperparameterSearch"),
    Page("universality", "Universality"),
    Page("vanishing", "Vanishing"),
    Page("results", "Results", needs_kernels=False),
)

SIMULATIONS: dict[str, Make] = {page.folder: page for page in PAGES}
"""(seed, clock) -> simulation, by name."""

WITHOUT_KERNELS = frozenset(page.folder for page in PAGES if not page.needs_kernels)
"""Names of the simulations that need no compiled kernels."""
