"""`export FILE`: export of a trained network, or of the command line that trained it."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.atomic_files import check_writable, write_atomically
from engine.errors import StorageError
from engine.exports.command_line import DATA, option, train_command
from engine.exports.files import export_form, import_named, import_network
from engine.exports.program import program_text
from engine.networks.network import Network
from engine.runs.storage import load_run
from engine.training.states import Segment, State

STANDARD_OUTPUT = Path("-")
KEPT = ("data_dir", "evaluate_on")
"""Options of `train` stored in a saved run besides its settings and its data."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `export`."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a run of `train --save`, or exported weights"
    )
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help="weights.safetensors, weights.npz, network.onnx, network.py (a NumPy program), or - "
        "to print it",
    )
    wanted.add_argument(
        "--command",
        dest="as_command",
        action="store_true",
        help="print the command line that trains the run again",
    )
    parser.add_argument(
        "--layers",
        default="",
        metavar="LAYERS",
        help="layers of weights whose file does not say them, as a state_dict of PyTorch",
    )
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the network, or print it or the command line; return the exit status.

    Raises
    ------
    StorageError
        If the file cannot be read or written; nothing has been written then.
    """
    output = Output(options.json)
    if options.as_command:
        command = saved_command(options.file)
        output.line(command)
        output.document({"command": command})
    elif options.to == STANDARD_OUTPUT:
        _print_program(output, import_network(options.file, options.layers))
    else:
        _write(output, options)
    return 0


def _print_program(output: Output, network: Network) -> None:
    program = program_text(network)
    if not output.as_json:
        sys.stdout.write(program)
        sys.stdout.flush()
    output.document({**_said_of(network), "program": program})


def _write(output: Output, options: argparse.Namespace) -> None:
    path: Path = options.to
    form = export_form(path)
    check_writable(path)
    if path.exists() and not options.force:
        raise StorageError(
            "expected a file that is not there yet, got {path}; choose another name, or add "
            "--force to replace it",
            path=path,
        )
    network, class_names = import_named(options.file, options.layers)
    content = form(network, class_names)
    write_atomically(path, content)
    said = _said_of(network)
    output.line(f"{path}: {said['layers']}, {len(content):,} bytes")
    output.document({**said, "file": path, "bytes": len(content)})


def _said_of(network: Network) -> dict[str, Any]:
    specification = network.specification
    return {
        "layers": specification.words,
        "parameter_count": specification.parameter_count,
        "digest": network.digest(),
    }


def saved_command(path: Path) -> str:
    """Return the command line that reproduces a saved run up to its last step.

    Raises
    ------
    StorageError
        If the file is no run, or its settings or examples changed during training.
    """
    state, segments, data, _ = load_run(path)
    last = segments[-1]
    for segment in segments:
        # earlier values of `epochs` have no effect on the weights
        same = replace(segment.settings, epochs=last.settings.epochs) == last.settings
        if not same or segment.taught or segment.origin or segment.first_epoch:
            raise StorageError(
                "expected a run whose settings and examples stayed as they were, got one that "
                "was changed before step {step} in {path}; no single command trains it again",
                step=last.start,
                path=path,
            )
    further = [*_kept_options(data), *_stop(state, last)]
    return train_command(last.settings, str(data.get("data") or DATA), further)


def _kept_options(data: dict[str, Any]) -> list[str]:
    return [each for name in KEPT if data.get(name) for each in option(name, str(data[name]))]


def _stop(state: State, segment: Segment) -> list[str]:
    """Return the option that stops a run at the last step of this one."""
    whole = segment.steps_per_epoch * segment.settings.epochs
    return option("stop_after", state.step) if 0 < state.step < whole else []


COMMAND = Command("export", "write a network for other programs", configure, run)
