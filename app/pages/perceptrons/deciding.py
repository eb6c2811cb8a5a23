"""Deciding controls of the stations of the Perceptrons page."""

from __future__ import annotations

from typing import Any

from app.appearance.translation import mark
from app.page_frame.deciding import Act, Choice, Places, choice_of, named
from app.pages.perceptrons.words import BENCH_NAMES, CHANGE_NAMES, SIMULATION_ID
from engine.commands.command import Command
from engine.commands.pages.perceptrons import ClearBits, FillBits, LoadBench
from engine.settings import Value
from engine.simulations.perceptrons.scene import SETTINGS
from engine.simulations.perceptrons.state import PerceptronsState

_SETTING = named(SETTINGS)


def _bench(state: PerceptronsState) -> Value:
    return state.bench.name


def _load(state: PerceptronsState, name: Value) -> Command:
    return LoadBench(SIMULATION_ID, str(name))


def _fill_bits(page: Any) -> None:
    page.send(FillBits(SIMULATION_ID))


def _clear_bits(page: Any) -> None:
    page.send(ClearBits(SIMULATION_ID))


CONTROLS: Places = {
    "decision": (
        choice_of(SIMULATION_ID, _SETTING["weather"], 0.0, 2.0, 4.0, 6.0, 8.0),
        choice_of(SIMULATION_ID, _SETTING["threshold"], 1.0, 3.0, 5.0, 7.0, 9.0),
    ),
    "bench": (
        Choice(
            "gate", mark("Circuit"), tuple(each for each in BENCH_NAMES if each), _bench, _load,
            BENCH_NAMES,
        ),
    ),
    "sigmoid": (
        choice_of(SIMULATION_ID, _SETTING["scale"], 0.3, 1.0, 3.0, 10.0, 100.0),
        choice_of(SIMULATION_ID, _SETTING["changed"], names=CHANGE_NAMES),
    ),
    "bits": (
        Act("fill_bits", mark("Fill a solution in"), _fill_bits),
        Act("clear_bits", mark("Clear"), _clear_bits),
    ),
}  # fmt: skip
