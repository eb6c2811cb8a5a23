"""Links: the state of one page as a text that begins with `nabla:`.

After that word follows base64url of the form (one byte), the CRC-32 of what is behind it (four
bytes) and a zlib stream: the length of the JSON (four bytes), the JSON of a document, and its
arrays as safetensors. Every size is checked before it is used.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from engine.documents.brief import brief
from engine.documents.container import Arrays, check_array
from engine.documents.migrations import SCHEMA, migrated
from engine.documents.schema import Document, OpenRun, read
from engine.errors import DocumentError

SCHEME: Final = "nabla:"
FORM: Final = 1
"""Form of links; a change of it needs a new number."""

MOST_CHARACTERS: Final = 16_000
"""Longest link."""

MOST_BYTES: Final = 2**20
"""Most bytes of an unpacked link."""

PAGE: Final = "link.page"
"""Name in the view of the page that is shown."""

_SIZE: Final = 4


def is_link(text: str) -> bool:
    """Return whether a text begins as a link."""
    return text.lstrip()[: len(SCHEME)].lower() == SCHEME


def link_of(
    id_: str, simulation: str, content: object, arrays: Arrays, view: Mapping[str, Any]
) -> str:
    """Return the link of a page's state; of its runs it holds the current one, in brief.

    Parameters
    ----------
    id_, simulation : str
        Id and kind of the simulation.
    content : Strict or dataclass
        Its part of the JSON.
    view : mapping
        View state of its page; under PAGE the page itself.

    Raises
    ------
    DocumentError
        If the state is too large for a link, or uses data of this machine.
    """
    encoder = msgspec.json.Encoder(order="sorted")
    less, kept = brief(msgspec.json.decode(encoder.encode(content)), arrays)
    _check_data(less)
    run = OpenRun(id=id_, simulation=simulation, content=msgspec.Raw(encoder.encode(less)))
    document = Document(schema=SCHEMA, runs=[run], view=dict(view), score=msgspec.Raw(b"null"))
    text = encoder.encode(document)
    packed = save({name: np.ascontiguousarray(array) for name, array in kept.items()})
    plain = len(text).to_bytes(_SIZE, "big") + text + packed
    stream = zlib.compress(plain, 9) if len(plain) <= MOST_BYTES else bytes(MOST_CHARACTERS)
    body = bytes([FORM]) + zlib.crc32(stream).to_bytes(_SIZE, "big") + stream
    link = SCHEME + base64.urlsafe_b64encode(body).rstrip(b"=").decode()
    if len(link) > MOST_CHARACTERS:
        raise DocumentError(
            "this page's state is too large for a link of {most} characters; save the document "
            "with Ctrl+S and send that file",
            most=MOST_CHARACTERS,
        )
    return link


def read_link(link: str) -> tuple[Document, dict[str, NDArray[Any]]]:
    """Return the document in a link, of one page, and its arrays; line breaks are ignored.

    Raises
    ------
    DocumentError
        If it is damaged, too large, written by a newer version, or no link.
    """
    plain = _unpacked(_body(link))
    size = int.from_bytes(plain[:_SIZE], "big")
    text, packed = plain[_SIZE : _SIZE + size], plain[_SIZE + size :]
    try:
        arrays = load(packed)
    except (SafetensorError, KeyError, TypeError, ValueError):
        raise _damaged() from None
    for name, array in arrays.items():
        check_array(name, array)
    document = read(migrated(text), Document)
    if len(document.runs) != 1:
        raise _damaged()
    return document, arrays


def _body(link: str) -> bytes:
    """Return the bytes behind the word `nabla:`."""
    if not is_link(link):
        raise DocumentError(
            "expected a link that begins with {scheme}, got {found}; copy the whole link",
            scheme=SCHEME,
            found=repr(link[:20]),
        )
    if len(link) > 2 * MOST_CHARACTERS:
        raise _too_large()
    letters = "".join(link.split())[len(SCHEME) :]
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _damaged() from None


def _unpacked(body: bytes) -> bytes:
    """Return what a link holds, once its checksum is right and its form is known."""
    form, checksum, stream = body[:1], body[1 : 1 + _SIZE], body[1 + _SIZE :]
    if zlib.crc32(stream).to_bytes(_SIZE, "big") != checksum:
        raise _damaged()
    if form[0] > FORM:
        raise DocumentError(
            "expected a link of form {known} or older, got one of form {found}; open it with a "
            "newer Nabla Lab",
            known=FORM,
            found=form[0],
        )
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(stream, MOST_BYTES)
    except zlib.error:
        raise _damaged() from None
    if unpacking.unconsumed_tail:
        raise _too_large()
    if not unpacking.eof or unpacking.unused_data or form[0] != FORM:
        raise _damaged()
    return plain


def _check_data(content: Mapping[str, Any]) -> None:
    """Refuse data that are a file or folder of this machine."""
    for each in (content, *content.get("branches", {}).get("all", ())):
        data = each.get("data", "")
        if isinstance(data, str) and ("/" in data or "\\" in data):
            raise DocumentError(
                "this page learns from data of this machine, which no link can carry; save the "
                "document with Ctrl+S and send it with those data"
            )


def _damaged() -> DocumentError:
    return DocumentError(
        "expected a whole link of Nabla Lab, got a damaged or shortened one; copy it again from "
        "its first to its last character"
    )


def _too_large() -> DocumentError:
    return DocumentError(
        "expected a link of at most {most} characters, got a larger one; ask for the document "
        "as a file",
        most=MOST_CHARACTERS,
    )
