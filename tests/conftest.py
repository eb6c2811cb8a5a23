"""What all tests share: no screen, fresh settings, seeded randomness, data beside the project."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest

from app.launch.machine import missing_libraries, wanted_libraries
from engine.compilation.cache import prepare_cache

prepare_cache()

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""A folder beside the project's; the data in it is never copied into the project."""


def pytest_configure() -> None:
    """Say in one sentence what Qt would otherwise die of."""
    missing = missing_libraries(wanted_libraries(os.environ))
    if missing:
        names = " ".join(library.package for library in missing)
        raise pytest.UsageError(f"Qt needs {names}; python3 main.py test installs what is missing")


@pytest.fixture
def generator() -> np.random.Generator:
    """Return a generator that is the same at the start of every test."""
    return np.random.default_rng(1)


@pytest.fixture(scope="session")
def mnist_dir() -> Path:
    """Return the folder of the four MNIST files; skip where they are absent."""
    from engine.data.files.mnist import find_mnist

    named = os.environ.get("NABLA_DATA")
    folder = find_mnist(Path(named) if named else SHARED / "mnist")
    if folder is None:
        pytest.skip("the four MNIST files are not in NABLA_DATA or ../shared/mnist")
    return folder


@pytest.fixture(scope="session")
def pen_strokes_file() -> Path:
    """Return the file of handwritten pen strokes; skip where it is absent."""
    named = os.environ.get("NABLA_PEN_STROKES")
    path = Path(named) if named else SHARED / "pen-strokes" / "pendigits-train.json.gz"
    if not path.is_file():
        pytest.skip("the pen strokes are not in NABLA_PEN_STROKES or ../shared/pen-strokes")
    return path


@pytest.fixture(autouse=True)
def _fresh_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABLA_SETTINGS_DIR", str(tmp_path / "settings"))
    monkeypatch.setenv("NABLA_RESULTS_DIR", str(tmp_path / "experiments"))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which the engine logs a warning, unless it asks for `caplog`."""
    collector, logger = _Collector(), logging.getLogger("engine")
    logger.addHandler(collector)
    yield
    logger.removeHandler(collector)
    if "caplog" not in request.fixturenames:
        assert not collector.lines, "use the fixture caplog where a warning is expected"
