"""What may be asked about the document that a session works on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveDocument:
    """Write everything that is open into one file.

    Attributes
    ----------
    path : str
    view : tuple of (name, value)
        How the pages are looked at, in their own words.
    copy : bool
        Whether the document keeps its name and counts as changed, as before: an autosave.
    """

    path: str
    view: tuple[tuple[str, str | int | float | bool], ...] = ()
    copy: bool = False


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """Replace everything that is open by what a file holds, once all of it is found sound.

    Attributes
    ----------
    recovered : bool
        Whether it is a copy without a name: it has to be saved under one.
    """

    path: str
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class NewDocument:
    """Begin anew: every open run as it was when it was first opened."""
