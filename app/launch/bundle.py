"""Modules that a bundle's program runs in place of `python -m`; standard library only.

A bundle has no Python to start: the processes that compile kernels, train trials or try Qt are
the same program with `-m MODULE` in front.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

MODULES = ("engine.compilation.precompile", "engine.search.worker", "app.launch.qt_trial")
"""Modules that can be run; a bundle is no Python for others."""


def run_module(arguments: Sequence[str]) -> bool:
    """Run the module that `-m MODULE` names in a bundle; return whether there was one.

    Raises
    ------
    SystemExit
        If the module ends with a status.
    """
    words = list(arguments)
    if not getattr(sys, "frozen", False) or words[:1] != ["-m"] or words[1:2] == []:
        return False
    if words[1] not in MODULES:
        return False
    sys.argv = words[1:]
    runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    return True
