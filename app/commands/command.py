"""Record of a sub-command, and the parser of its options."""

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
    passes_options_on : bool
        Whether unknown options are passed on to another program, in `options.rest`.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    passes_options_on: bool = False


class Parser(argparse.ArgumentParser):
    """Argument parser that raises a one-line SettingError instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        """Reject the arguments in one sentence.

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
    """Add the option `--json` to a command."""
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document and nothing else"
    )
