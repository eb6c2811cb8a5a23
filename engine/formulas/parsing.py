"""Recursive-descent parser of formulas; powers bind tighter than products, products than sums."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import SettingError
from engine.formulas.formula import Formula, Number, Operation, Part, Variable
from engine.formulas.scanning import Kind, Token, scan
from engine.formulas.words import NEGATE, ONE, POWER, SEVERAL

MOST_LEVELS = 50

BEGINS_A_FACTOR = (Kind.VARIABLE, Kind.FUNCTION, Kind.OPEN, Kind.NUMBER, Kind.BAR)


def parse(text: str, variables: tuple[str, ...]) -> Formula:
    """Parse a formula such as ``0.3x sin(15x)``; nothing of the text is ever executed.

    ``-x^2`` is −(x²), ``2^3^2`` is 2^(3²), ``1/2x`` is (1/2)·x. Decimals are written with a point
    or a comma; arguments of a function are separated by ; or, in min and max, by a comma.

    Parameters
    ----------
    text : str
        At most 200 characters, with at most 50 levels of brackets, signs and powers.
    variables : tuple of str
        Allowed variable names.

    Raises
    ------
    SettingError
        If it cannot be parsed; the message names the mistake and its place.

    Examples
    --------
    >>> parse("2x² + 1", ("x",))(x=[0.0, 1.0, 2.0]).tolist()
    [1.0, 3.0, 9.0]
    """
    if not text.strip():
        raise SettingError("expected a formula, got nothing; type one such as sin(3x)")
    return Formula(text, variables, _Parser(text, scan(text, variables)).formula())


class _Parser:
    """Parser of tokens into an expression tree, with one token of lookahead."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self._text, self._tokens = text, tokens
        self._next = 0
        self._levels = 0
        # open brackets, to recognise the second | of a pair
        self._open: list[Token] = []

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    @property
    def _before(self) -> Token | None:
        return self._tokens[self._next - 1] if self._next else None

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _operator(self, *names: str) -> bool:
        return self._token.kind is Kind.OPERATOR and self._token.name in names

    def _made(self, name: str, arguments: tuple[Part, ...], start: int) -> Operation:
        """Return the operation that ends with the last consumed token."""
        return Operation(name, arguments, start, self._tokens[self._next - 1].stop)

    @contextmanager
    def _level(self) -> Iterator[None]:
        """Enter one nesting level, up to MOST_LEVELS."""
        self._levels += 1
        if self._levels > MOST_LEVELS:
            raise SettingError(
                "expected at most {most} levels of brackets, signs and powers, got more at "
                "character {place}; write it with fewer",
                most=MOST_LEVELS,
                place=self._token.place,
            )
        yield
        self._levels -= 1

    # --- grammar -----------------------------------------------------------------------------

    def formula(self) -> Part:
        part = self._sum()
        if self._token.kind is not Kind.END:
            raise self._left_over()
        return part

    def _sum(self) -> Part:
        start, part = self._token.start, self._product()
        while self._operator("+", "-"):
            name = self._take().name
            part = self._made(name, (part, self._product()), start)
        return part

    def _product(self) -> Part:
        start, part = self._token.start, self._signed()
        while True:
            if self._operator("*", "/"):
                name = self._take().name
                part = self._made(name, (part, self._signed()), start)
            elif self._factor_follows():
                part = self._made("*", (part, self._power()), start)
            else:
                return part

    def _factor_follows(self) -> bool:
        """Return whether an implicit product continues, as in 3x or (x+1)(x−1)."""
        token = self._token
        if token.kind not in BEGINS_A_FACTOR:
            return False
        if token.kind is Kind.BAR and self._open and self._open[-1].kind is Kind.BAR:
            return False
        if token.kind is Kind.NUMBER and token.name[0] in "0123456789.":
            raise SettingError(
                "expected an operator before “{found}” at character {place}, got none; write *, "
                "or ^ for a power",
                found=token.name,
                place=token.place,
            )
        return True

    def _signed(self) -> Part:
        if not self._operator("-"):
            return self._power()
        with self._level():
            start = self._take().start
            return self._made(NEGATE, (self._signed(),), start)

    def _power(self) -> Part:
        start, part = self._token.start, self._value()
        while self._token.kind is Kind.SUPERSCRIPT:
            part = self._made(POWER, (part, Number(self._take().value)), start)
        if not self._operator(POWER):
            return part
        self._take()
        with self._level():
            return self._made(POWER, (part, self._signed()), start)

    def _value(self) -> Part:
        token = self._token
        if token.kind is Kind.NUMBER:
            return Number(self._take().value)
        if token.kind is Kind.VARIABLE:
            return Variable(self._take().name)
        if token.kind is Kind.FUNCTION:
            return self._call()
        if token.kind is Kind.OPEN:
            (part,) = self._inside(Kind.CLOSE)
            return part
        if token.kind is Kind.BAR:
            return self._made("abs", self._inside(Kind.BAR), token.start)
        raise self._no_value()

    def _call(self) -> Part:
        function = self._take()
        word = self._text[function.start : function.stop]
        if self._token.kind is not Kind.OPEN:
            raise SettingError(
                "expected ( behind {name} at character {place}; write {name}(…)",
                name=word,
                place=function.place,
            )
        arguments = self._inside(Kind.CLOSE, parted=True)
        if function.name in ONE and len(arguments) != 1:
            raise SettingError(
                "expected one value in {name}(…) at character {place}, got {found}; take the "
                "others out",
                name=word,
                place=function.place,
                found=len(arguments),
            )
        if function.name in SEVERAL and len(arguments) < 2:
            raise SettingError(
                "expected two values or more in {name}(…) at character {place}, got one; part "
                "them with ;",
                name=word,
                place=function.place,
            )
        return self._made(function.name, arguments, function.start)

    def _inside(self, closing: Kind, *, parted: bool = False) -> tuple[Part, ...]:
        """Parse a bracketed part, or several separated ones, with both brackets."""
        with self._level():
            self._open.append(self._take())
            parts = [self._sum()]
            while parted and self._token.kind is Kind.SEPARATOR:
                self._take()
                parts.append(self._sum())
            if self._token.kind is not closing:
                raise self._not_closed()
            self._take()
            self._open.pop()
        return tuple(parts)

    # --- errors ------------------------------------------------------------------------------

    def _no_value(self) -> SettingError:
        token, before = self._token, self._before
        if token.kind is Kind.END and before is not None:
            return SettingError(
                "expected a value behind “{before}” at character {place}, got the end; complete "
                "the formula",
                before=self._text[before.start : before.stop],
                place=before.place,
            )
        operators = (Kind.OPERATOR,)
        if before is not None and before.kind in operators and token.kind in operators:
            return SettingError(
                "expected a value between “{before}” and “{found}” at character {place}, got two "
                "operators in a row; take one out",
                before=self._text[before.start : before.stop],
                found=self._text[token.start : token.stop],
                place=token.place,
            )
        return SettingError(
            "expected a value before “{found}” at character {place}, got none; write one, or take "
            "“{found}” out",
            found=self._text[token.start : token.stop],
            place=token.place,
        )

    def _not_closed(self) -> SettingError:
        if self._token.kind is Kind.SEPARATOR:
            return self._stray_separator()
        opened = self._open[-1]
        return SettingError(
            "expected “{closing}” for the “{opening}” at character {place}, got none; close it",
            closing=")" if opened.kind is Kind.OPEN else "|",
            opening=opened.name,
            place=opened.place,
        )

    def _left_over(self) -> SettingError:
        if self._token.kind is Kind.SEPARATOR:
            return self._stray_separator()
        return SettingError(
            "expected “(” for the “{found}” at character {place}, got none; take it out",
            found=self._text[self._token.start : self._token.stop],
            place=self._token.place,
        )

    def _stray_separator(self) -> SettingError:
        return SettingError(
            "expected “{found}” only inside min(…) and max(…), got one at character {place}; "
            "take it out",
            found=self._token.name,
            place=self._token.place,
        )
