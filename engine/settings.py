"""Declare settings once: forms, the command line and documents read the same record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.errors import ParameterError

Value: TypeAlias = str | int | float | bool
Kind: TypeAlias = Literal["float", "int", "choice", "layers", "text", "switch"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared setting.

    Attributes
    ----------
    name, label : str
        Key in documents and commands; what a person reads.
    kind : str
        "float", "int", "choice", "layers" (a layer specification), "text" or "switch".
    low, high : float
        Smallest and largest allowed number; `low` itself is excluded if `above` is set.
    choices : tuple of str
        Of kind "choice".
    unit, help : str
        Unit to print behind the number; one sentence of meaning.
    scale : str
        "linear" or "log": how a slider divides the range.
    level : int
        1 is always shown, 2 and more unfold.
    restarts : bool
        Whether a change starts a new network.
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
    level: int = 1
    restarts: bool = False

    def check(self, value: object) -> Value:
        """Return the value in the parameter's own type.

        Raises
        ------
        ParameterError
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


def _check_number(parameter: Parameter, value: object) -> float:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        raise _refusal(parameter, value) from None
    below = number <= parameter.low if parameter.above else number < parameter.low
    if not math.isfinite(number) or below or number > parameter.high:
        raise _refusal(parameter, value)
    return number


def _check_integer(parameter: Parameter, value: object) -> int:
    number = _check_number(parameter, value)
    if number != int(number):
        raise _refusal(parameter, value)
    return int(number)


def _check_choice(parameter: Parameter, value: object) -> str:
    if value not in parameter.choices:
        raise _refusal(parameter, value)
    return str(value)


def _check_switch(parameter: Parameter, value: object) -> bool:
    if not isinstance(value, bool):
        raise _refusal(parameter, value)
    return value


def _check_text(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _refusal(parameter, value)
    return value.strip()


_CHECKS: dict[str, Callable[[Parameter, object], Value]] = {
    "float": _check_number,
    "int": _check_integer,
    "choice": _check_choice,
    "switch": _check_switch,
    "layers": _check_text,
    "text": _check_text,
}


def _refusal(parameter: Parameter, value: object) -> ParameterError:
    return ParameterError(
        "{label} must be {range}, got {found}; nothing was changed",
        label=parameter.label,
        range=parameter.range_text(),
        found=value,
    )


def defaults(parameters: Iterable[Parameter]) -> dict[str, Value]:
    """Return the default of every parameter by name."""
    return {parameter.name: parameter.default for parameter in parameters}


def check_all(parameters: Iterable[Parameter], values: Mapping[str, object]) -> dict[str, Value]:
    """Return every parameter's value, checked; what is missing takes its default.

    Raises
    ------
    ParameterError
        If a value is refused or a name is unknown.
    """
    table = {parameter.name: parameter for parameter in parameters}
    unknown = sorted(set(values) - set(table))
    if unknown:
        raise ParameterError(
            "expected settings among {known}, got {found}; check the spelling",
            known=", ".join(table),
            found=", ".join(unknown),
        )
    return {
        name: parameter.check(values.get(name, parameter.default))
        for name, parameter in table.items()
    }


SYMBOLS: Mapping[str, str] = {"eta": "η", "lambda": "λ"}
"""How the book writes a parameter, where it has a letter for it."""


def in_short(name: str, value: Value) -> str:
    """Return a setting in few letters.

    Examples
    --------
    >>> in_short("eta", 100.0), in_short("layers", "784-30-10")
    ('η 100', 'layers 784-30-10')
    """
    written = f"{value:g}" if isinstance(value, float) else value
    return f"{SYMBOLS.get(name, name)} {written}"
