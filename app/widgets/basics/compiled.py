"""Kernels for painting, if they are already compiled; else the caller paints with Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def loaded(module: str, name: str) -> Callable[..., Any] | None:
    """Return a kernel that is compiled and loaded, else None.

    Parameters
    ----------
    module, name : str
        "drawing.lines" and "draw_lines" for `engine.kernels.drawing.lines.draw_lines`.
    """
    draw = getattr(sys.modules.get(f"engine.kernels.{module}"), name, None)
    return draw if getattr(draw, "signatures", None) else None
