"""The space of a search: for each searched setting a list of values, or a range."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import SettingError
from engine.settings import Setting, Value, check_known
from engine.training.settings import SETTINGS

SETTING = {setting.name: setting for setting in SETTINGS}
LINEAR, LOG = "linear", "log"
MOST_CELLS = 10_000
"""Largest number of cells of a grid."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One searched setting.

    Attributes
    ----------
    name : str
        Name of a setting of training.
    values : tuple
        Values to try in order; empty for a continuous range.
    low, high : float
        Ends of a continuous range; 0 where there are values.
    scale : str
        "linear" or "log" for a range, "" for a list.
    """

    name: str
    values: tuple[Value, ...] = ()
    low: float = 0.0
    high: float = 0.0
    scale: str = ""

    @property
    def continuous(self) -> bool:
        """Whether it is a range without a count of values."""
        return not self.values

    @property
    def setting(self) -> Setting:
        """The declared setting."""
        return SETTING[self.name]

    def at(self, share: float) -> Value:
        """Return the value of a continuous range at a share 0..1 of its length."""
        if self.scale == LOG:
            number = self.low * (self.high / self.low) ** share
        else:
            number = self.low + share * (self.high - self.low)
        return self.checked({0.0: self.low, 1.0: self.high}.get(share, number))

    def checked(self, number: float) -> Value:
        """Return a number of the range as a value of the setting, rounded to six digits."""
        short = float(f"{number:.6g}") if self.low < number < self.high else number
        within = min(max(short, self.low), self.high)
        return self.setting.check(round(within) if self.setting.kind == "int" else within)

    def text(self) -> str:
        """Return the dimension as it is written on the command line.

        Examples
        --------
        >>> values("lambda", [0, 1, 5]).text(), span("eta", 0.01, 10, scale="log").text()
        ('lambda=0.0,1.0,5.0', 'eta=log:0.01:10')
        """
        if self.values:
            written = [str(value) for value in self.values]
            mark = ";" if any("," in each for each in written) else ","
            return f"{self.name}={mark.join(written)}"
        return f"{self.name}={self.scale}:{self.low:g}:{self.high:g}"

    def as_record(self) -> dict[str, Any]:
        """Return the fields as values of JSON."""
        if self.values:
            return {"name": self.name, "values": list(self.values), "scale": self.scale}
        return {"name": self.name, "low": self.low, "high": self.high, "scale": self.scale}


def values(name: str, listed: Sequence[object]) -> Dimension:
    """Return the dimension of a list of values; equal ones count once.

    Raises
    ------
    SettingError
        If the setting is unknown, or a value is refused by it.
    """
    setting = _setting(name)
    checked = tuple(dict.fromkeys(setting.check(_as_kind(setting, each)) for each in listed))
    if not checked:
        raise SettingError(
            "expected values of {name} to search, got none; write for instance {name}=first,second",
            name=name,
        )
    return Dimension(name, checked)


def span(
    name: str, low: float, high: float, *, scale: str = LINEAR, count: int | None = None
) -> Dimension:
    """Return the dimension of a range.

    Parameters
    ----------
    scale : str
        "linear" or "log".
    count : int, optional
        Number of values, both ends among them; without it the range is continuous.

    Raises
    ------
    SettingError
        If the setting is unknown or no number, or the range is empty or too wide for it.
    """
    setting = _setting(name)
    check_known("expected a range among {known}, got {found}; choose one", (LINEAR, LOG), scale)
    if setting.kind not in ("float", "int"):
        raise SettingError(
            "expected a list of values for {name}, which is no number, got a range; write "
            "{name}=first,second",
            name=name,
        )
    for end in (low, high):
        setting.check(end)
    if not low < high or (scale == LOG and low <= 0):
        raise SettingError(
            "expected a range of {name} from a smaller number to a larger one, above 0 on a log "
            "scale, got {low:g} to {high:g}; change its ends",
            name=name,
            low=low,
            high=high,
        )
    whole = Dimension(name, (), float(low), float(high), scale)
    if count is None:
        return whole
    if not 2 <= count <= MOST_CELLS:
        raise SettingError(
            "expected 2 to {most} values of {name}, got {found}; choose another count",
            most=MOST_CELLS,
            name=name,
            found=count,
        )
    spaced = np.geomspace if scale == LOG else np.linspace
    numbers = [whole.checked(number) for number in spaced(low, high, count).tolist()]
    return Dimension(name, tuple(dict.fromkeys(numbers)), scale=scale)


def parse_dimension(text: str) -> Dimension:
    """Return the dimension that a text such as ``eta=log:0.01:10:20`` describes.

    Raises
    ------
    SettingError
        If it cannot be read, or the setting refuses it.

    Examples
    --------
    >>> parse_dimension("batch=1,10").values
    (1, 10)
    >>> parse_dimension("eta=log:0.1:10:3").values
    (0.1, 1.0, 10.0)
    >>> parse_dimension("expand=none;shift,rotate").values
    ('none', 'shift,rotate')
    """
    name, equals, written = (part.strip() for part in text.partition("="))
    if not (name and equals and written):
        raise SettingError(
            "expected a setting with its values, got {found!r}; write for instance lambda=0,1,5 or "
            "eta=log:0.01:10:20",
            found=text,
        )
    name = name.replace("-", "_")
    scale, colon, rest = written.partition(":")
    if not colon or scale not in (LINEAR, LOG):
        mark = ";" if ";" in written else ","
        return values(name, [each.strip() for each in written.split(mark)])
    try:
        low, high, *counts = rest.split(":")
        (count,) = map(int, counts) if counts else (None,)
        return span(name, float(low), float(high), scale=scale, count=count)
    except ValueError:
        raise SettingError(
            "expected a range of {name} such as log:0.01:10, or log:0.01:10:20 for 20 values, got "
            "{found!r}; change it",
            name=name,
            found=written,
        ) from None


@dataclass(frozen=True, slots=True)
class Space:
    """All searched settings; its cells are numbered, the last setting changing fastest.

    Attributes
    ----------
    dimensions : tuple of Dimension
        At least one, each of another setting.
    """

    dimensions: tuple[Dimension, ...]

    @classmethod
    def of(cls, *dimensions: Dimension) -> Space:
        """Return a checked space.

        Raises
        ------
        SettingError
            If it is empty, or a setting stands in it twice.
        """
        if not dimensions:
            raise SettingError(
                "expected at least one setting to search, got an empty space; add for instance "
                "eta=log:0.01:10:20"
            )
        names = [dimension.name for dimension in dimensions]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise SettingError(
                "expected every setting once, got {name} twice; join its values", name=twice[0]
            )
        return cls(dimensions)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the searched settings."""
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of values of each setting; 0 for a continuous range."""
        return tuple(len(dimension.values) for dimension in self.dimensions)

    @property
    def cells(self) -> int | None:
        """Number of cells of the grid; None if a range is continuous."""
        return None if 0 in self.shape else math.prod(self.shape)

    def cell(self, number: int) -> dict[str, Value]:
        """Return the values of a cell of the grid."""
        places = np.unravel_index(number, self.shape)
        return {
            dimension.name: dimension.values[int(place)]
            for dimension, place in zip(self.dimensions, places, strict=True)
        }

    def as_record(self) -> list[dict[str, Any]]:
        """Return the dimensions as values of JSON."""
        return [dimension.as_record() for dimension in self.dimensions]

    @classmethod
    def from_record(cls, record: Sequence[Mapping[str, Any]]) -> Space:
        """Return the space that `as_record` described.

        Raises
        ------
        SettingError
            If a value is refused.
        KeyError, TypeError
            If a field is missing.
        """
        return cls.of(*(_dimension_of(each) for each in record))


def _dimension_of(record: Mapping[str, Any]) -> Dimension:
    listed = record.get("values")
    if listed is None:
        return span(record["name"], record["low"], record["high"], scale=record["scale"])
    dimension = values(record["name"], listed)
    return Dimension(dimension.name, dimension.values, scale=str(record["scale"]))


def _setting(name: str) -> Setting:
    check_known(
        "expected a setting of training among {known}, got {found}; check the spelling",
        SETTING,
        name,
    )
    return SETTING[name]


def _as_kind(setting: Setting, value: object) -> object:
    """Return on and off of the command line as the value of a switch."""
    if setting.kind == "switch" and isinstance(value, str):
        return {"on": True, "true": True, "off": False, "false": False}.get(value.lower(), value)
    return value
