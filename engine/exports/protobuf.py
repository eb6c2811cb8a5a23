"""Writer of messages in the wire format of Protocol Buffers.

A message is a sequence of fields, each a key (its number and how its value is stored) and its
value: an integer of 7 bits a byte, a float of 4 bytes, or a length and so many bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

VARINT, BYTES, FLOAT = 0, 2, 5
"""How a value is stored: the last three bits of a key."""

_WORD = (1 << 64) - 1


def varint(value: int) -> bytes:
    """Return an integer, 7 bits a byte from the lowest on; negative ones as 64 bits.

    Examples
    --------
    >>> varint(300).hex()
    'ac02'
    """
    rest = value & _WORD
    written = bytearray()
    while rest > 0x7F:
        written.append(rest & 0x7F | 0x80)
        rest >>= 7
    written.append(rest)
    return bytes(written)


def integer(number: int, value: int) -> bytes:
    """Return a field with an integer."""
    return varint(number << 3 | VARINT) + varint(value)


def real(number: int, value: float) -> bytes:
    """Return a field with a float of 32 bits."""
    return varint(number << 3 | FLOAT) + struct.pack("<f", value)


def text(number: int, value: str) -> bytes:
    """Return a field with a text."""
    return message(number, value.encode())


def message(number: int, *parts: bytes) -> bytes:
    """Return a field with bytes, or with a message of these fields."""
    content = b"".join(parts)
    return varint(number << 3 | BYTES) + varint(len(content)) + content


def integers(number: int, values: Sequence[int]) -> bytes:
    """Return a repeated field with integers, packed."""
    return message(number, *map(varint, values))
