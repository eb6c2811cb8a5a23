"""An activation is one entry and one kernel pair: with them alone it computes and trains."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SUITES = (
    "tests/engine/functions/test_activations.py",
    "tests/engine/kernels/test_elementwise.py",
    "tests/engine/execution/test_trained_activations.py",
    "tests/engine/exports/test_program.py",
)
COMPILED = "place_of_its_code or arctan and (examples or float64)"
PLAIN = "arctan and not examples and not float32 and not resumed"
"""The plans with explicit SIMD need compiled kernels."""


@pytest.mark.parametrize(
    ("bypass", "chosen", "count"),
    [("1", PLAIN, 15), pytest.param("0", COMPILED, 6, marks=pytest.mark.slow)],
    ids=["plain", "compiled"],
)
def test_an_added_activation_passes_every_test_of_activations(bypass, chosen, count, tmp_path):
    own = {"NUMBA_CACHE_DIR": str(tmp_path), "NABLA_NO_NUMBA": bypass}
    arguments = ["-q", "-p", "tests.engine.functions.added_activation", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "-k", chosen, *SUITES],
        cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    passed = int(done.stdout.rpartition(" passed")[0].split()[-1])
    assert passed >= count
