"""The experiments of chapter 3: improving the way networks learn.  Nielsen (2015), ch. 3."""

from __future__ import annotations

from engine.experiments.chapters.chapter_3 import (
    cross_entropy,
    expansion,
    hyper_parameters,
    initialisation,
    regularisation,
)
from engine.experiments.experiment import Experiment

EXPERIMENTS: tuple[Experiment, ...] = tuple(
    sorted(
        (
            *cross_entropy.EXPERIMENTS,
            *regularisation.EXPERIMENTS,
            *expansion.EXPERIMENTS,
            *initialisation.EXPERIMENTS,
            *hyper_parameters.EXPERIMENTS,
        ),
        key=lambda experiment: experiment.id,
    )
)
"""In the order of the book."""
