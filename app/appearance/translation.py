"""Translation of visible texts by JSON catalogues, without Qt and without a build step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import floor, isfinite, log10
from pathlib import Path
from string import Formatter
from typing import Any, Final, Protocol

from app.appearance.plurals import Plurals

SOURCE_LANGUAGE: Final = "en"
DOUBLED: Final = "doubled"
"""Pseudo-language for tests: every text is repeated twice."""
CROSSED: Final = "crossed"
"""Pseudo-language for tests: every text is X and its placeholders."""

FOLDER: Final = Path(__file__).resolve().parents[2] / "assets" / "translations"


class Said(Protocol):
    """A sentence from the engine: a message or an error."""

    @property
    def template(self) -> str:
        """English text with named placeholders."""
        ...

    @property
    def fields(self) -> Mapping[str, object]:
        """Values of the placeholders."""
        ...


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Texts and number separators of one language.

    Attributes
    ----------
    code, name : str
        Code such as "es"; the language's own name for itself.
    texts : Mapping
        Translation by English text.
    decimal, thousands : str
        Separators in numbers.
    plurals : Plurals
        Forms of words after a number.
    """

    code: str
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)
    decimal: str = "."
    thousands: str = ","
    plurals: Plurals = field(default_factory=Plurals)

    def text(self, source: str) -> str:
        """Return the translation of an English text, or the text itself."""
        return self.texts.get(source, source)

    def sentence(self, source: str, fields: Mapping[str, object]) -> str:
        """Return the translation whose words agree with the numbers in its fields."""
        plurals = self.plurals if source in self.texts else ENGLISH.plurals
        return plurals.agree(self.text(source), fields)


class _Pseudo(Catalogue):
    """Pseudo-language, derived from English by a rule."""

    def text(self, source: str) -> str:
        if not source.strip():
            return source
        if self.code == DOUBLED:
            return f"{source} {source}"
        return "".join(["X", *(f"{{{name}}}" for name in placeholders(source))])

    def sentence(self, source: str, fields: Mapping[str, object]) -> str:
        return self.text(source)


@cache
def load_catalogue(path: Path) -> Catalogue:
    """Read a catalogue from a JSON file; only its name must be there, marks are else English."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Catalogue(
        path.stem,
        content["name"],
        content.get("texts", {}),
        content.get("decimal", "."),
        content.get("thousands", ","),
        Plurals(**content.get("plurals", {})),
    )


ENGLISH: Final = load_catalogue(FOLDER / f"{SOURCE_LANGUAGE}.json")
_PSEUDO: Final = {code: _Pseudo(code, code) for code in (DOUBLED, CROSSED)}


def localised(digits: str, catalogue: Catalogue) -> str:
    """Return a number in Python's format with the separators of a language."""
    if (catalogue.decimal, catalogue.thousands) == (".", ","):
        return digits
    return digits.translate({ord("."): catalogue.decimal, ord(","): catalogue.thousands})


class _Numbers(Formatter):
    """Formatter of named fields that writes numbers with a language's separators."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(format(value, format_spec))
        if isinstance(value, bool) or not isinstance(value, int | float):
            return text
        return localised(text, self._catalogue)


class _Current:
    """Current language, one for the whole window."""

    catalogue: Catalogue = ENGLISH


def available_languages() -> dict[str, str]:
    """Return the name of every language by its code, English first."""
    others = {path.stem: load_catalogue(path).name for path in sorted(FOLDER.glob("*.json"))}
    return {SOURCE_LANGUAGE: ENGLISH.name, **others}


def language_after(code: str) -> str:
    """Return the code of the next language in the list, cyclically."""
    codes = list(available_languages())
    place = codes.index(code) if code in codes else -1
    return codes[(place + 1) % len(codes)]


def set_language(code: str) -> None:
    """Set the language of all later calls of `tr`.

    Parameters
    ----------
    code : str
        A key of `available_languages`, or a pseudo-language; unknown ones become English.
    """
    path = FOLDER / f"{code}.json"
    if code in _PSEUDO:
        _Current.catalogue = _PSEUDO[code]
    elif code in available_languages() and path.is_file():
        _Current.catalogue = load_catalogue(path)
    else:
        _Current.catalogue = ENGLISH


def language() -> str:
    """Return the code of the current language."""
    return _Current.catalogue.code


def tr(text: str, /, **fields: object) -> str:
    """Return the translation of a text, with its placeholders filled.

    Parameters
    ----------
    text : str
        English, with named placeholders: ``tr("Epoch {epoch}", epoch=3)``. Positional only:
        a placeholder may have any name, ``text`` too.
    """
    catalogue = _Current.catalogue
    said = catalogue.sentence(text, fields) if fields else catalogue.text(text)
    return _Numbers(catalogue).vformat(said, (), fields) if fields else said


def mark(text: str) -> str:
    """Return the text unchanged; marks it for the catalogues' test as a later argument of `tr`."""
    return text


def render_message(message: Said) -> str:
    """Return the translation of a sentence from the engine, text fields included."""
    said = _rendered(message)
    return said[:1].upper() + said[1:] if said[:1].isascii() else said


def _rendered(message: Said) -> str:
    return tr(message.template, **{name: _value(each) for name, each in message.fields.items()})


def _value(value: Any) -> object:
    if hasattr(value, "template") and hasattr(value, "fields"):
        return _rendered(value)
    return _Current.catalogue.texts.get(value, value) if isinstance(value, str) else value


def number(value: float, decimals: int = 0) -> str:
    """Return a number with the language's separators: ``number(1234.5, 1)`` is "1,234.5"."""
    return localised(f"{value:,.{decimals}f}", _Current.catalogue)


def significant(value: float, digits: int = 3) -> str:
    """Return a number with `digits` significant digits, without trailing zeros.

    Examples
    --------
    >>> significant(20.0), significant(0.04567), significant(-1234567.0, 2)
    ('20', '0.0457', '−1.2e+06')
    """
    if not isfinite(value):
        return "∞" if value > 0 else ("−∞" if value < 0 else "?")
    if value == 0:
        return "0"
    power = floor(log10(abs(value)))
    if not -4 <= power < 6:
        short = f"{abs(value):.{digits - 1}e}".replace(".", number(0.5, 1)[1])
        return f"−{short}" if value < 0 else short
    text = _stripped(number(abs(value), max(0, digits - 1 - power)))
    return f"−{text}" if value < 0 else text


def plain(value: float, decimals: int = 3) -> str:
    """Return a number with a true minus sign, without trailing zeros.

    Examples
    --------
    >>> plain(2.0), plain(-0.25), plain(-0.0001, 2)
    ('2', '−0.25', '0')
    """
    written = _stripped(number(abs(value), decimals))
    return f"−{written}" if value < 0 and written != "0" else written


def _stripped(written: str) -> str:
    """Return a number without the zeros at its end."""
    point = number(0.5, 1)[1]
    return written.rstrip("0").rstrip(point) if point in written else written


def percent(share: float, decimals: int = 1) -> str:
    """Return a share 0..1 as a percentage: ``percent(0.9542)`` is "95.4 %"."""
    return f"{number(100.0 * share, decimals)} %"


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders of a text, in order."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def missing(texts: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return the texts that a catalogue lacks, sorted."""
    return sorted(text for text in set(texts) if text.strip() and text not in catalogue.texts)
