"""Forms of words after a number, by the rule of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

OTHER: Final = "other"
"""The form in which texts are written."""


def _one_other(count: int) -> str:
    return "one" if count == 1 else OTHER


def _one_with_zero(count: int) -> str:
    return "one" if count in (0, 1) else OTHER


def _one_few_other(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else OTHER


def _never(count: int) -> str:
    return OTHER


RULES: Final[Mapping[str, Callable[[int], str]]] = {
    "one other": _one_other,
    "zero-one other": _one_with_zero,
    "one few other": _one_few_other,
    "other": _never,
}
"""Name of the form by the number, for each rule that a catalogue may name."""


@dataclass(frozen=True, slots=True, eq=False)
class Plurals:
    """Forms of words after a number in one language.

    Attributes
    ----------
    rule : str
        A key of RULES.
    forms : Mapping
        For each form but OTHER: words as they stand after a placeholder, and what they become.
    """

    rule: str = "one other"
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def agree(self, text: str, fields: Mapping[str, object]) -> str:
        """Return a text whose words agree with the numbers that its placeholders will show."""
        for name, words, forms in _places(self, text):
            form = RULES[self.rule](_count(fields.get(name)))
            text = text.replace(words, forms.get(form, words))
        return text


def placed(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a placeholder with one of these words behind it, long ones first."""
    longest = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return re.compile(rf"(\{{(\w+)[^}}]*\}}[ \u202f])({longest})(?!\w)")


@lru_cache(4096)
def _places(plurals: Plurals, text: str) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """Return where a text has words with forms: placeholder, both as written, both in each form."""
    known = {words for forms in plurals.forms.values() for words in forms}
    return tuple(
        (
            name,
            head + words,
            {form: head + of[words] for form, of in plurals.forms.items() if words in of},
        )
        for head, name, words in (placed(known).findall(text) if known else ())
    )


def _count(value: object) -> int:
    """Return the number that is shown, or 2 where it is no whole number: other forms go with it."""
    digits = re.sub(r"(?<=\d)[,\u202f](?=\d{3}\b)", "", str(value))
    return int(digits) if digits.isdecimal() else 2
