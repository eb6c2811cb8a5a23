"""Cases of each page for tests of all pages: a module a page, named as its simulation."""

from __future__ import annotations

from importlib import import_module

from engine.simulations import SIMULATIONS
from tests.support.pages.cases.page_cases import PageCases

CASES: dict[str, PageCases] = {
    name: import_module(f"{__name__}.{name}").CASES for name in SIMULATIONS
}
"""By simulation; a page adds its own module and nothing here."""
