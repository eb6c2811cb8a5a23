"""Random edits, drags and settings of one page, for tests that go through all pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.session.session import Session
from engine.settings import Value
from engine.simulations.simulation import Simulation


@dataclass(frozen=True)
class Drag:
    """A dragged command of a page.

    Attributes
    ----------
    make : callable
        (value 0..1, finished) -> the command.
    before : tuple of Command
        What there has to be before anything can be dragged.
    """

    make: Callable[[float, bool], Command]
    before: tuple[Command, ...] = ()


@dataclass(frozen=True)
class PageCases:
    """Cases of one page.

    Attributes
    ----------
    edit : callable
        (session, simulation id, generator) -> a random edit; some of them are refused.
    fingerprint : callable
        (session, simulation id) -> what an undo has to restore, the settings first.
    changed : (str, value)
        A setting, and a value that is not its default.
    halved : str
        A number among the settings that may be halved after training.
    drags : mapping
        How each dragged command of the page is dragged.
    dragged_elsewhere : frozenset
        Dragged commands that tests of the page itself look at.
    brushes : frozenset
        Dragged commands of which each counts.
    compared : callable
        payload -> the payload without what depends on how fast other threads are.
    make : callable or None
        (seed, clock) -> the simulation on little data; None if it needs none.
    """

    edit: Callable[[Session, str, np.random.Generator], Command]
    fingerprint: Callable[[Session, str], tuple[object, ...]]
    changed: tuple[str, Value] = ("eta", 0.125)
    halved: str = "eta"
    drags: Mapping[type[Command], Drag] = field(default_factory=dict)
    dragged_elsewhere: frozenset[type[Command]] = frozenset()
    brushes: frozenset[type[Command]] = frozenset()
    compared: Callable[[Any], Any] = lambda payload: payload
    make: Callable[[int, Callable[[], float]], Simulation] | None = None


def payload_of(session: Session, run: str) -> Any:
    """Return what the page sees."""
    seen = session.snapshot().simulation(run)
    assert seen is not None
    return seen.payload


def simulation_of(session: Session, run: str) -> Any:
    """Return the simulation itself."""
    return session._simulations[run]


def settings_of(session: Session, run: str) -> dict[str, Any]:
    """Return the settings of a run by name."""
    payload = payload_of(session, run)
    training = getattr(payload, "training", payload)
    return dict(training.settings)


def random_setting(
    run: str, values: Mapping[str, tuple[Value, ...]], generator: np.random.Generator
) -> Command:
    """Return a command that gives a random setting one of its values."""
    name = list(values)[generator.integers(len(values))]
    return SetSetting(run, name, values[name][generator.integers(len(values[name]))])
