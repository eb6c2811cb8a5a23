"""Command line: opens the window, or runs a sub-command without it."""

from __future__ import annotations

import difflib
import io
import sys
from collections.abc import Sequence

from app.appearance.translation import available_languages
from app.commands.command import Parser
from app.commands.output import complain, discard_output
from app.launch.preflight import LINK
from engine.errors import EngineError, SettingError
from engine.installation import program_words
from engine.settings import Setting

INTERRUPTED = 130
"""Exit status after Ctrl-C, by convention of shells."""
BAD_INPUT = 2
SEED = Setting("seed", "Seed", 1, "int", low=0, high=2**31 - 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command, or open the window without one; return the exit status.

    Bad input gives one line on standard error and status 2.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of the process if left out.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _replace_unencodable()
    try:
        return _run(given)
    except EngineError as error:
        complain(error)
        return error.exit_status
    except KeyboardInterrupt:
        complain("Stopped by Ctrl-C; no result was written.")
        return INTERRUPTED
    except MemoryError:
        complain("expected enough memory for this, got too little; choose something smaller")
        return BAD_INPUT
    except BrokenPipeError:
        discard_output()  # the reader has closed the pipe
        return BAD_INPUT


def _replace_unencodable() -> None:
    """Replace characters that the terminal's encoding lacks, such as η, by question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(given: list[str]) -> int:
    if given and given[0].startswith(LINK):
        given = [*given[1:], "--open", given[0]]
    if (given and not given[0].startswith("-")) or {"-h", "--help"} & set(given):
        parser = make_parser()
        options, rest = parser.parse_known_args(given)
        if rest and not options.passes_options_on:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        options.rest = rest
        status: int = options.run(options)
        return status
    return _open_window(given)


def _open_window(given: list[str]) -> int:
    # without importing the commands, which would delay the window
    options = _window_parser().parse_args(given)
    if options.seed is not None:
        SEED.check(options.seed)
    from app.pages import PAGES

    _check_choice("page", options.page, [info.id for info in PAGES])
    _check_choice("language", options.lang, list(available_languages()))
    from app.window.application import run

    return run(given)


def _check_choice(what: str, found: str | None, known: list[str]) -> None:
    if found is not None and found not in known:
        near = difflib.get_close_matches(found, known, 1)
        raise SettingError(
            "expected a {what} among {known}, got {found}; {advice}",
            what=what,
            known=", ".join(known),
            found=found,
            advice=f"did you mean {near[0]}?" if near else "choose one of them",
        )


def _window_parser() -> Parser:
    parser = Parser(
        prog=program_words()[-1],
        description="Nabla Lab, a visual simulator of neural networks.",
        epilog="Without a command the window opens.",
    )
    parser.add_argument("--page", metavar="ID", help="open the window on this page")
    parser.add_argument("--lang", help="language of the window, such as es")
    parser.add_argument("--theme", choices=("light", "dark"), help="colours of the window")
    parser.add_argument("--lecture", action="store_true", help="large type for a projector")
    parser.add_argument("--seed", help="seed of everything random in the window")
    parser.add_argument(
        "--threads",
        metavar="N",
        help="threads that train a network with convolutions; default: the free processors, at "
        "most 4",
    )
    parser.add_argument(
        "--open", nargs="?", metavar="FILE", help="a document, or a link, to open in the window"
    )
    return parser


def make_parser() -> Parser:
    """Return the parser of the whole command line, built from COMMANDS."""
    from app.commands.table import COMMANDS

    parser = _window_parser()
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        added = subparsers.add_parser(command.name, help=command.help, description=command.help)
        command.configure(added)
        added.set_defaults(run=command.run, passes_options_on=command.passes_options_on)
    return parser
