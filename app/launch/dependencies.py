"""Libraries that the lab, its tests and its extras import; standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dependency:
    """A library that the lab imports.

    Attributes
    ----------
    module : str
        Name of the imported module.
    distribution : str
        Name of the installed distribution.
    at_least, below : tuple of int
        Range of versions, as in pyproject.toml.
    """

    module: str
    distribution: str
    at_least: tuple[int, ...]
    below: tuple[int, ...] = (10_000,)


DEPENDENCIES = (
    Dependency("PySide6", "PySide6-Essentials", (6, 10), (6, 12)),
    Dependency("pyqtgraph", "pyqtgraph", (0, 14), (0, 15)),
    Dependency("numpy", "numpy", (2,), (3,)),
    Dependency("numba", "numba", (0, 62), (0, 70)),
    Dependency("msgspec", "msgspec", (0, 19)),
    Dependency("safetensors", "safetensors", (0, 5)),
    Dependency("platformdirs", "platformdirs", (4,)),
    Dependency("PIL", "Pillow", (11,)),
)
FOR_TESTS = (
    Dependency("pytest", "pytest", (8, 3)),
    Dependency("pytestqt", "pytest-qt", (4, 5)),
    Dependency("pytest_timeout", "pytest-timeout", (2, 4)),
    Dependency("xdist", "pytest-xdist", (3, 6)),
    Dependency("pytest_benchmark", "pytest-benchmark", (5, 1)),
    Dependency("hypothesis", "hypothesis", (6, 130)),
    Dependency("psutil", "psutil", (6,)),
    Dependency("setuptools", "setuptools", (77,)),
)
EXTRAS = (
    Dependency("optuna", "optuna", (4, 5)),
    Dependency("distributed", "distributed", (2025, 1)),
    Dependency("sklearn", "scikit-learn", (1, 6)),
)
"""Optional libraries; tests that need one are skipped without it."""
