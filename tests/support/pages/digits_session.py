"""What tests of the Digits page's engine ask of its session: little data, and what is seen."""

from __future__ import annotations

from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet

SIMULATION_ID = "digits"
SEVEN = (((0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.6, 0.5), (0.4, 0.9)),)


def small_data(name):
    """Return little data, so that a run takes a moment."""
    parts = [built_in_digits(n, seed=n) for n in (400, 200, 300)]
    return DataSet(name, *parts)


def seen(session):
    """Return the run as a page sees it."""
    return session.snapshot().simulation(SIMULATION_ID)


def settle(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


def learner(session):
    """Return the learning half of the simulation."""
    return session._simulations[SIMULATION_ID].learning
