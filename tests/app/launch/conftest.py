"""A pretended machine with nothing but Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.machines.pretended_machine import Machine, make_machine


@pytest.fixture(name="machine")
def _machine(tmp_path: Path) -> Machine:
    """Return a machine without libraries, uv and apt-get."""
    return make_machine(tmp_path)
