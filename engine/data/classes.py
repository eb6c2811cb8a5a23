"""Names of classes: their order, and labels matched by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from engine.arrays import Labels
from engine.errors import DataError

DIGITS = tuple("0123456789")
DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SPARE = "–"
"""Name of an output that stands for no class."""
MOST_SPARE = 10
"""Most outputs of a network that may learn fewer classes."""
MAX_CLASSES = 256
"""Labels are bytes."""


def ordered_names(found: Collection[str]) -> tuple[str, ...]:
    """Return names of classes in their natural order.

    Digits and words for digits are completed to ten, so that class d is the digit d; other
    numbers are ordered by value, other names alphabetically.

    Examples
    --------
    >>> ordered_names({"10", "9", "2"}), ordered_names({"b", "a"})
    (('2', '9', '10'), ('a', 'b'))
    >>> ordered_names({"7"}) == DIGITS, ordered_names({"Seven", "two"})[6:8]
    (True, ('six', 'Seven'))
    """
    if set(found) <= set(DIGITS):
        return DIGITS
    spelled = {name.lower(): name for name in found}
    if len(spelled) == len(found) and set(spelled) <= set(DIGIT_WORDS):
        return tuple(spelled.get(word, word) for word in DIGIT_WORDS)
    if all(name.isdecimal() and name.isascii() for name in found):
        return tuple(sorted(found, key=int))
    return tuple(sorted(found))


def name_of(names: Sequence[str], label: int) -> str:
    """Return the name of a class; its number where it has none."""
    return names[label] if label < len(names) else str(label)


def are_ten_digits(names: Sequence[str]) -> bool:
    """Return whether names are the ten digits in their order, as figures or as words."""
    return tuple(names) == DIGITS or tuple(name.lower() for name in names) == DIGIT_WORDS


def are_digits(class_names: Sequence[str]) -> bool:
    """Return whether classes are the ten digits, in their order, or have no names."""
    return not class_names or are_ten_digits(class_names)


def output_names(names: Sequence[str], outputs: int) -> tuple[str, ...]:
    """Return a name for each output of a network: that of its class, SPARE for one without.

    Classes without names are called by their numbers.

    Examples
    --------
    >>> output_names(("cat", "dog"), 3), output_names((), 2)
    (('cat', 'dog', '–'), ('0', '1'))
    """
    if not names:
        return tuple(map(str, range(outputs)))
    return (*names[:outputs], *(SPARE,) * (outputs - len(names)))


def relabelled(labels: Labels, names: Sequence[str], known: Sequence[str], place: object) -> Labels:
    """Return labels renumbered so that each class keeps its name.

    Digits as words and digits as figures are the same classes.

    Parameters
    ----------
    names : sequence of str
        Names of the classes that the labels count.
    known : sequence of str
        Names in the order of the new labels.
    place : object
        Where the labels come from, for the message.

    Raises
    ------
    DataError
        If an example belongs to a class that is not known.
    """
    if are_ten_digits(names) and are_ten_digits(known):
        return labels
    present = np.unique(labels).tolist()
    position = {name: number for number, name in enumerate(known)}
    unknown = [name_of(names, label) for label in present if name_of(names, label) not in position]
    if unknown:
        raise DataError(
            "expected the classes {known}, got {unknown} in {place} as well; rename what is the "
            "same, or leave it out",
            known=_listed(known),
            unknown=_listed(unknown),
            place=place,
        )
    table = np.zeros(256, np.uint8)
    for label in present:
        table[label] = position[name_of(names, label)]
    return table[labels]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
