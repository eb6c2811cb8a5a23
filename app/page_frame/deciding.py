"""Deciding controls of a page: the few that a lecture keeps within reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeAlias

from app.appearance.translation import mark, number, significant, tr
from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.settings import Setting, Value

MOST: Final = 3
"""Deciding controls of a page or station at most."""

KEYS: Final = ("J", "K", "U")
"""Key of each deciding control, the same on every page; with Shift a choice goes back."""

SWITCH: Final = {"True": mark("on"), "False": mark("off")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A control with a list of values.

    Attributes
    ----------
    name : str
        Beginning of the object names of its menu.
    label : str
        English; shown through `tr`.
    values : tuple
        In the order in which a key goes through them.
    read : callable
        (state) -> the present value, which need not be one of them.
    command : callable
        (state, value) -> what is sent.
    names : mapping
        Words for single values, by their text; English, shown through `tr`.
    """

    name: str
    label: str
    values: tuple[Value, ...]
    read: Callable[[Any], Value]
    command: Callable[[Any, Value], Command]
    names: Mapping[str, str] = field(default_factory=dict)

    def words(self, value: Value) -> str:
        """Return a value in words, translated."""
        if str(value) in self.names:
            return tr(self.names[str(value)])
        if isinstance(value, float):
            return significant(value, 3)
        return tr(value) if isinstance(value, str) else number(value)

    def following(self, value: Value, steps: int = 1) -> Value:
        """Return the value `steps` places behind another one, round and round.

        A number that is not in the list lies between its neighbours there.
        """
        values = self.values
        if value in values:
            return values[(values.index(value) + steps) % len(values)]
        if isinstance(value, str):
            return values[0]
        beyond = [each for each in values if not isinstance(each, str) and each > value]
        place = len(values) - len(beyond) if beyond else 0
        return values[(place + steps - (steps > 0)) % len(values)]


@dataclass(frozen=True, slots=True)
class Act:
    """A control that does one thing.

    Attributes
    ----------
    name, label : str
        As of `Choice`.
    act : callable
        (page) -> does it.
    """

    name: str
    label: str
    act: Callable[[Any], object]


Deciding: TypeAlias = Choice | Act
Places: TypeAlias = Mapping[str, tuple[Deciding, ...]]
"""Deciding controls of a page by station, "" for a page without stations."""


def choice_of(
    simulation_id: str,
    setting: Setting,
    *values: Value,
    names: Mapping[str, str] | None = None,
    label: str = "",
) -> Choice:
    """Return the choice of a declared setting.

    Parameters
    ----------
    values : values
        By default all choices of the setting, or on and off for a switch.
    label : str
        English; by default the setting's.
    """
    switch = setting.kind == "switch"
    return Choice(
        setting.name,
        label or setting.label,
        values or ((False, True) if switch else setting.choices),
        partial(setting_value, setting.name),
        partial(_set_setting, simulation_id, setting.name),
        SWITCH if switch else names or {},
    )


def named(settings: Sequence[Setting]) -> dict[str, Setting]:
    """Return settings by name."""
    return {setting.name: setting for setting in settings}


def setting_value(name: str, state: Any) -> Value:
    """Return the value of a setting in the state of a page, or of its run."""
    settings: Mapping[str, Value] = getattr(state, "settings", None) or state.training.settings
    return settings[name]


def _set_setting(simulation_id: str, name: str, state: Any, value: Value) -> Command:
    return SetSetting(simulation_id, name, value)
