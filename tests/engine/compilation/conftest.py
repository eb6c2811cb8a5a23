"""A cache of machine code that tests of this package share."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.compilation import cache


@pytest.fixture(name="filled")
def _filled(tmp_path: Path) -> Path:
    """Return a cache as Numba leaves it, sealed."""
    for name, code in (("f-1.py311", b"one"), ("g-2.py311", b"two")):
        (tmp_path / f"{name}.nbi").write_bytes(b"\x80index" + code + b".")
        (tmp_path / f"{name}.1.nbc").write_bytes(b"\x80" + code + b".")
    cache.seal(tmp_path)
    return tmp_path
