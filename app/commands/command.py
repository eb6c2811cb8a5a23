"""What a sub-command is, and how options are read."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from engine.errors import SettingError


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of COMMANDS.

    Attributes
    ----------
    configure : callable
        (parser) -> None; adds the command's options.
    run : callable
        (options) -> exit status.
    hands_on : bool
        Whether options that are not its own are meant for another program: `options.rest`.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    hands_on: bool = False


class Parser(argparse.ArgumentParser):
    """Raise a SettingError, which is one line, where argparse would print its usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments in one sentence.

        Raises
        ------
        SettingError
            Always.
        """
        choice = re.search(r"invalid choice: '?([^' ]*)'? \(.*?choose from (.*)\)", message)
        if choice is not None:
            raise _wrong_choice(choice[1], re.findall(r"[\w-]+", choice[2]))
        raise SettingError(
            "expected arguments as in `{usage}`, got a mistake: {message}; see --help",
            usage=self.prog,
            message=message,
        )


def _wrong_choice(found: str, known: list[str]) -> SettingError:
    near = difflib.get_close_matches(found, known, 1)
    return SettingError(
        "expected one of {known}, got {found}; {advice}",
        known=", ".join(known),
        found=found,
        advice=f"did you mean {near[0]}?" if near else "see --help",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Give a command the option to print for programs."""
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document and nothing else"
    )
