"""Declared settings: one record serves forms, the command line and documents."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.errors import SettingError

Value: TypeAlias = str | int | float | bool
Kind: TypeAlias = Literal["float", "int", "choice", "layers", "text", "switch"]
Values: TypeAlias = Mapping[str, Value]


def always(values: Values) -> bool:
    """Return True: a setting that matters whatever the others are."""
    return True


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting.

    Attributes
    ----------
    name, label : str
        Key in documents and commands; text shown to the user.
    kind : str
        "float", "int", "choice", "layers" (a layer specification), "text" or "switch".
    low, high : float
        Smallest and largest allowed number; `low` itself is excluded if `above` is set.
    choices : tuple of str
        Allowed values of kind "choice".
    unit, help : str
        Unit printed after the number; explanation in one sentence.
    scale : str
        "linear" or "log": scale of the slider.
    ends : tuple of float
        Ends of the slider, if it has one; they may lie within the allowed numbers.
    step : float
        Change by one notch of a linear slider or by an arrow key; 0 for a hundredth of the
        slider, 1 for integers.
    level : int
        1 is always shown; higher levels only when the form is unfolded.
    restarts : bool
        Whether a change starts a new network.
    applies : callable
        Whether the setting matters, given the values of all; forms hide it where it does not.
    """

    name: str
    label: str
    default: Value
    kind: Kind = "float"
    low: float = -math.inf
    high: float = math.inf
    above: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""
    scale: Literal["linear", "log"] = "linear"
    ends: tuple[float, float] | None = None
    step: float = 0.0
    level: int = 1
    restarts: bool = False
    applies: Callable[[Values], bool] = always

    def check(self, value: object) -> Value:
        """Return the value converted to the setting's type.

        Raises
        ------
        SettingError
            If it is not of this kind, not finite, or out of range.
        """
        return _CHECKS[self.kind](self, value)

    def range_text(self) -> str:
        """Describe the allowed values in words."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        low = f"{'>' if self.above else '≥'} {self.low:g}" if math.isfinite(self.low) else ""
        high = f"≤ {self.high:g}" if math.isfinite(self.high) else ""
        return " and ".join(part for part in (low, high) if part) or "a number"


def _check_number(setting: Setting, value: object) -> float:
    try:
        number = float(str(value).replace(",", ".").replace("−", "-"))
    except ValueError:
        raise _refusal(setting, value) from None
    below = number <= setting.low if setting.above else number < setting.low
    if not math.isfinite(number) or below or number > setting.high:
        raise _refusal(setting, value)
    return number


def _check_integer(setting: Setting, value: object) -> int:
    number = _check_number(setting, value)
    if number != int(number):
        raise _refusal(setting, value)
    return int(number)


def _check_choice(setting: Setting, value: object) -> str:
    if value not in setting.choices:
        raise _refusal(setting, value)
    return str(value)


def _check_switch(setting: Setting, value: object) -> bool:
    if not isinstance(value, bool):
        raise _refusal(setting, value)
    return value


def _check_text(setting: Setting, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refusal(setting, value)
    return value.strip()


_CHECKS: dict[str, Callable[[Setting, object], Value]] = {
    "float": _check_number,
    "int": _check_integer,
    "choice": _check_choice,
    "switch": _check_switch,
    "layers": _check_text,
    "text": _check_text,
}


def _refusal(setting: Setting, value: object) -> SettingError:
    return SettingError(
        "{label} must be {range}, got {found}; nothing was changed",
        label=setting.label,
        range=setting.range_text(),
        found=value,
    )


def check_known(message: str, known: Iterable[str], found: str) -> None:
    """Refuse a name that is not among the known ones.

    Parameters
    ----------
    message : str
        What to say, with {known} and {found}.

    Raises
    ------
    SettingError
    """
    if found not in known:
        raise SettingError(message, known=", ".join(known), found=found)


def checked_size(value: float, most: float) -> float:
    """Return a number; refuse one that is not finite, or farther than `most` from 0.

    Raises
    ------
    SettingError
    """
    if not math.isfinite(value) or abs(value) > most:
        raise SettingError(
            "expected a number from -{most:g} to {most:g}, got {found}; nothing was changed",
            most=most,
            found=value,
        )
    return float(value)


def check_all(settings: Iterable[Setting], values: Mapping[str, object]) -> dict[str, Value]:
    """Return the checked value of every setting; missing ones take their default.

    Raises
    ------
    SettingError
        If a value is refused or a name is unknown.
    """
    table = {setting.name: setting for setting in settings}
    unknown = sorted(set(values) - set(table))
    if unknown:
        raise SettingError(
            "expected settings among {known}, got {found}; check the spelling",
            known=", ".join(table),
            found=", ".join(unknown),
        )
    return {
        name: setting.check(values.get(name, setting.default)) for name, setting in table.items()
    }


SYMBOLS: Mapping[str, str] = {"eta": "η", "lambda": "λ"}
"""The book's letter for a setting, where it has one."""


def short_text(name: str, value: Value) -> str:
    """Return a setting's name, or its letter, and value in short.

    Examples
    --------
    >>> short_text("eta", 100.0), short_text("layers", "784-30-10")
    ('η 100', 'layers 784-30-10')
    """
    written = f"{value:g}" if isinstance(value, float) else value
    return f"{SYMBOLS.get(name, name)} {written}"
