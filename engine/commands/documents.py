"""Commands for the session's document: save, open, new; links."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Command


@dataclass(frozen=True, slots=True)
class SaveDocument(Command):
    """Save all open simulations to one file.

    Attributes
    ----------
    path : str
    view : tuple of (name, value)
        View state of the pages, under their own names.
    copy : bool
        Whether this is an autosave: the document's name and changed state stay as they are.
    """

    path: str
    view: tuple[tuple[str, str | int | float | bool], ...] = ()
    copy: bool = False


@dataclass(frozen=True, slots=True)
class OpenDocument(Command):
    """Replace the open simulations by those of a file, once it is fully validated.

    Attributes
    ----------
    recovered : bool
        Whether the file is an autosave: the document is then unnamed and counts as changed.
    """

    path: str
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class NewDocument(Command):
    """Start a new document: reset every open simulation to its initial state."""


@dataclass(frozen=True, slots=True)
class MakeLink(Command):
    """Make the link of one simulation, which the snapshot's document then holds.

    Attributes
    ----------
    simulation_id : str
    view : tuple of (name, value)
        View state of its page.
    """

    simulation_id: str
    view: tuple[tuple[str, str | int | float | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenLink(Command):
    """Replace a simulation by that of a link, in a document without a name.

    Attributes
    ----------
    link : str
    """

    link: str
