"""Tokeniser of formulas: numbers, names, operators and brackets."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum

from engine.errors import SettingError
from engine.formulas.words import (
    ALIASES,
    CONSTANTS,
    INVERSES,
    ONE,
    SEVERAL,
    SUPERSCRIPTS,
    SYMBOLS,
    function_of,
)

MOST_CHARACTERS = 200
NEAR = 0.5
"""Least similarity, 0..1, of a proposed name."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_NUMBER_WITH_COMMA = re.compile(r"[0-9]+(?:,[0-9]+|\.[0-9]*)?|\.[0-9]+")
_POWER_OF_TEN = re.compile(r"[eE][+\-−]?[0-9]")


class Kind(Enum):
    """Kind of a token."""

    NUMBER = "number"
    VARIABLE = "variable"
    FUNCTION = "function"
    OPERATOR = "operator"
    SUPERSCRIPT = "superscript"
    OPEN = "("
    CLOSE = ")"
    BAR = "|"
    SEPARATOR = ";"
    END = "end"


BRACKETS = {
    "(": Kind.OPEN,
    ")": Kind.CLOSE,
    "|": Kind.BAR,
    ";": Kind.SEPARATOR,
    ",": Kind.SEPARATOR,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a formula.

    Attributes
    ----------
    name : str
        Canonical name of the variable, function or operator; else the text as typed.
    value : float
        Of a number, a constant or a superscript; 0 otherwise.
    start, stop : int
        The token is text[start:stop].
    """

    kind: Kind
    name: str
    start: int
    stop: int
    value: float = 0.0

    @property
    def place(self) -> int:
        """Position of the first character, counted from 1."""
        return self.start + 1


def scan(text: str, variables: tuple[str, ...]) -> tuple[Token, ...]:
    """Return the tokens of a formula, followed by one of kind END.

    Raises
    ------
    SettingError
        If the text is too long, or contains an unknown name or character.
    """
    if len(text) > MOST_CHARACTERS:
        raise SettingError(
            "expected a formula of at most {most} characters, got {found}; shorten it",
            most=MOST_CHARACTERS,
            found=len(text),
        )
    return _Scanner(text, variables).scan()


class _Scanner:
    """Single-pass scanner of a text, from left to right."""

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self._text, self._variables = text, variables
        self._place = 0
        self._tokens: list[Token] = []
        # for every open bracket: whether a comma in it is a decimal mark
        self._decimal = [True]

    def scan(self) -> tuple[Token, ...]:
        readers = (self._blank, self._number, self._symbol, self._bracket, self._name)
        while self._place < len(self._text):
            if not any(read() for read in readers):
                raise SettingError(
                    "expected numbers, names and + - * / ^ ( ), got “{found}” at character "
                    "{place}; take it out",
                    found=self._text[self._place],
                    place=self._place + 1,
                )
        self._add(Kind.END, "", 0)
        return tuple(self._tokens)

    def _add(self, kind: Kind, name: str, length: int, value: float = 0.0) -> bool:
        start = self._place
        self._tokens.append(Token(kind, name, start, start + length, value))
        self._place += length
        return True

    def _blank(self) -> bool:
        blank = self._text[self._place].isspace()
        self._place += blank
        return blank

    def _number(self) -> bool:
        pattern = _NUMBER_WITH_COMMA if self._decimal[-1] else _NUMBER
        found = pattern.match(self._text, self._place)
        if found is None:
            return self._superscript()
        power = _POWER_OF_TEN.match(self._text, found.end())
        if power is not None:
            raise SettingError(
                "expected a number, got “{found}” at character {place}, which could be a power of "
                "ten or a product with e; write *10^ or *e",
                found=self._text[found.start() : power.end()],
                place=found.start() + 1,
            )
        word = found.group()
        return self._add(Kind.NUMBER, word, len(word), float(word.replace(",", ".")))

    def _superscript(self) -> bool:
        rest = self._text[self._place :]
        length = len(rest) - len(rest.lstrip("⁰¹²³⁴⁵⁶⁷⁸⁹"))
        if not length:
            return False
        word = rest[:length]
        return self._add(Kind.SUPERSCRIPT, word, length, float(word.translate(SUPERSCRIPTS)))

    def _symbol(self) -> bool:
        for symbol, name in SYMBOLS.items():
            if self._text.startswith(symbol, self._place):
                return self._add(Kind.OPERATOR, name, len(symbol))
        return False

    def _bracket(self) -> bool:
        sign = self._text[self._place]
        kind = BRACKETS.get(sign)
        if kind is None:
            return False
        if kind is Kind.OPEN:
            self._decimal.append(self._comma_is_decimal())
        if kind is Kind.CLOSE and len(self._decimal) > 1:
            self._decimal.pop()
        return self._add(kind, sign, 1)

    def _comma_is_decimal(self) -> bool:
        """Return whether a comma after the bracket at this place is a decimal mark.

        It is not in min and max, unless ; separates their arguments.
        """
        if not self._tokens or self._tokens[-1].name not in SEVERAL:
            return True
        depth = 0
        for sign in self._text[self._place :]:
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                return False
            if sign == ";" and depth == 1:
                return True
        return False

    # --- names -------------------------------------------------------------------------------

    def _name(self) -> bool:
        for written in INVERSES:
            if self._text.startswith(written, self._place):
                return self._add(Kind.FUNCTION, "logit", len(written))
        rest = self._text[self._place :]
        length = next((i for i, sign in enumerate(rest) if not _is_letter(sign)), len(rest))
        # a variable such as x1 is longer than its letters
        length = max([length, *(len(each) for each in self._variables if rest.startswith(each))])
        return length > 0 and self._word(rest[:length])

    def _word(self, word: str) -> bool:
        parts = [word] if self._meaning(word) is not None else self._split(word)
        for part in parts:
            meaning = self._meaning(part)
            if meaning is None:
                raise self._unknown(part)
            kind, name, value = meaning
            self._add(kind, name, len(part), value)
        return True

    def _meaning(self, word: str) -> tuple[Kind, str, float] | None:
        """Return kind, name and value of a whole word, ignoring case; None if unknown."""
        for name in (word, word.lower()):
            if name in self._variables:
                return Kind.VARIABLE, name, 0.0
            function = function_of(name)
            if function is not None:
                return Kind.FUNCTION, function, 0.0
            if name in CONSTANTS:
                return Kind.NUMBER, name, CONSTANTS[name]
        return None

    def _split(self, word: str) -> list[str]:
        """Split a word such as xy or πx into factors; the last one may be a function."""
        called = self._text[self._place + len(word) :].lstrip().startswith("(")
        heads = sorted((*self._variables, *CONSTANTS), key=len, reverse=True)
        parts: list[str] = []
        rest = word
        while rest:
            if called and function_of(rest) is not None:
                return [*parts, rest]
            head = next((each for each in heads if rest.startswith(each)), None)
            if head is None:
                raise self._unknown(word)
            parts.append(head)
            rest = rest[len(head) :]
        return parts

    def _unknown(self, word: str) -> SettingError:
        known = (*self._variables, *ONE, *SEVERAL, *CONSTANTS)
        near = difflib.get_close_matches(word.lower(), (*known, *ALIASES), 1, NEAR)
        if near:
            return SettingError(
                "expected a name that is known here, got “{found}” at character {place}; did you "
                "mean {near}?",
                found=word,
                place=self._place + 1,
                near=near[0],
            )
        return SettingError(
            "expected a name among {known}, got “{found}” at character {place}; choose one of them",
            known=", ".join(known),
            found=word,
            place=self._place + 1,
        )


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or sign == "√"
