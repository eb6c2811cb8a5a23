"""Moments of the page Vanishing gradients without a window, for its tests."""

from __future__ import annotations

from tests.support.pages.vanishing_session import Bench


def moment(*commands, **settings):
    """Return what the page sees after some settings and commands, when all is measured."""
    bench = Bench()
    bench.set(**settings)
    bench.send(*commands)
    state = bench.settle()
    bench.close()
    return state
